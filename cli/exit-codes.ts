/** What every command's exit code means. */
export const EXIT = {
  done: 0,
  failed: 1,
  badInput: 2,
  /** a guard or a threshold said no */
  refused: 3,
  /** only with `--detailed-exitcode` */
  changes: 4,
} as const;
