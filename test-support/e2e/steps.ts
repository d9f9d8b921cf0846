/** Enough for a local AWS to start or end on a busy machine, in milliseconds. */
export const START = 180_000;
/** Enough for a deploy, in milliseconds. */
export const DEPLOY = 600_000;

/**
 * `it` for steps of which each needs the ones before: after one that fails, the others say which it was
 * instead of failing in ways of their own.
 */
export function steps(): (name: string, work: () => Promise<void>) => void {
  let failed: string | undefined;
  return (name, work) => {
    it(
      name,
      async () => {
        if (failed !== undefined) {
          throw new Error(`not run, because this failed before: ${failed}`);
        }
        failed = name;
        await work();
        failed = undefined;
      },
      DEPLOY,
    );
  };
}
