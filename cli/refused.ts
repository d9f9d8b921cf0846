/** What was asked for is not done: a guard said no. */
export class Refused extends Error {
  override readonly name = "Refused";
}
