/** A guard said no: nothing was made. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(readonly reasons: readonly string[]) {
    super(reasons.join("\n"));
  }
}
