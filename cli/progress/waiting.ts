import { ownScreen } from "./run";
import type { Screen } from "./screen";
import { spokenSeconds } from "./time";

/** How a step that is not Terraform's tells how far it is. */
export interface Waiting {
  /** a line that stays */
  readonly say: (line: string) => void;
  /** what is waited for now, shown on a terminal alone; undefined for nothing */
  readonly wait: (what: string | undefined) => void;
}

/**
 * @example
 * await up({ ...waiting() });
 */
export function waiting(screen: Screen = ownScreen(), now: () => number = Date.now): Waiting {
  let what: string | undefined;
  let since = 0;
  let ticking: NodeJS.Timeout | undefined;
  const draw = () =>
    screen.show(what === undefined ? "" : `${what} (${spokenSeconds((now() - since) / 1000)})`);
  return {
    say: (line) => screen.line(line),
    wait: (next) => {
      since = what === undefined ? now() : since;
      what = next;
      clearInterval(ticking);
      // It keeps no process alive.
      ticking = what === undefined ? undefined : setInterval(draw, 1000).unref();
      draw();
    },
  };
}
