"""Walks what moto.in asks for through the metadata of what is installed, for each Python and system that lock-moto
locks for, and prints a line for each package that moto.txt lacks, has needlessly, or pins outside a range.

What is installed may be another version than the pinned one: then it tells what is needed, but not which versions.
"""
import functools
import itertools
import re
import sys
from importlib.metadata import distribution
from pathlib import Path

from pip._vendor.packaging.markers import default_environment
from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name

PYTHONS = ["3.10", "3.11", "3.12", "3.13", "3.14"]
SYSTEMS = [
    ("linux", "Linux", "x86_64"),
    ("linux", "Linux", "aarch64"),
    ("darwin", "Darwin", "x86_64"),
    ("darwin", "Darwin", "arm64"),
]


def environments():
    for python, (platform, system, machine) in itertools.product(PYTHONS, SYSTEMS):
        yield {
            **default_environment(),
            **{"python_version": python, "python_full_version": f"{python}.0", "implementation_version": f"{python}.0"},
            **{"sys_platform": platform, "platform_system": system, "platform_machine": machine, "os_name": "posix"},
        }


@functools.cache
def installed(name):
    it = distribution(name)
    return it.version, [Requirement(each) for each in it.requires or []]


def closure(asked):
    """(package, its range, who asks) of everything that is needed somewhere."""
    for env in environments():
        left, seen = [("moto.in", each) for each in asked], set()
        while left:
            who, requirement = left.pop()
            name = canonicalize_name(requirement.name)
            yield name, requirement.specifier, who
            if (name, *sorted(requirement.extras)) in seen:
                continue
            seen.add((name, *sorted(requirement.extras)))
            for each in installed(name)[1]:
                extras = ["", *requirement.extras]
                if each.marker is None or any(each.marker.evaluate({**env, "extra": extra}) for extra in extras):
                    left.append((name, each))


def is_pinned(name):
    return name == "moto.in" or pinned.get(name) == installed(name)[0]


folder = Path(sys.argv[1])
pinned = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (folder / "moto.txt").read_text(), re.MULTILINE))
needed = set(closure([Requirement(line) for line in (folder / "moto.in").read_text().split()]))
needless = pinned.keys() - {name for name, _, _ in needed}
wrong = {f"{name} is pinned to {pinned[name]}, needed by nothing" for name in needless}
for name, specifier, who in needed:
    if name not in pinned:
        wrong.add(f"{name} is needed by {who} and not pinned")
    elif is_pinned(who) and not specifier.contains(pinned[name], prereleases=True):
        wrong.add(f"{name} is pinned to {pinned[name]}, {who} needs {specifier}")
print("\n".join(sorted(wrong)) or f"{len(pinned)} packages")
