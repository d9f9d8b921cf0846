#!/bin/sh
# Writes the environment of a branch, and prints its name:  preview.sh BRANCH [FOLDER]
# A name has at most 20 of a to z, 0 to 9 and inner hyphens. A branch that is not such a name already gets one with a
# checksum at its end, and so does one that looks as if it had: two branches never share an environment and its state.
set -eu
LC_ALL=C
export LC_ALL
branch=${1:?write the branch}
folder=${2:-environments}

word() { # the longest beginning of $1 that is a word of at most $2 characters
  printf %s "$1" | tr 'A-Z' 'a-z' | tr -cs 'a-z0-9' '-' | cut -c "1-$(($2 + 1))" |
    sed -e 's/^-//' | cut -c "1-$2" | sed -e 's/-*$//'
}

suffix=$(word "$branch" 12)
case $suffix in *-[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]) suffix= ;; esac
if [ "$suffix" != "$branch" ]; then
  sum=$(printf %s "$branch" | cksum | cut -d ' ' -f 1)
  start=$(word "$branch" 6)
  suffix=${start:+$start-}$(printf %05x $((sum % 1048576)))
fi
cat > "$folder/preview-$suffix.yaml" <<FILE
extends: _preview.yaml
environment: preview-$suffix
domain: { name: $suffix.preview.example.com }
FILE
echo "preview-$suffix"
