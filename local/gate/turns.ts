/** The services whose calls are judged by what stands: two at once could each pass and clash together. */
const IN_TURN = new Set(["route53", "elasticloadbalancing"]);

/** Lets the calls of such a service through one after another. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  take<Result>(service: string, work: () => Promise<Result>): Promise<Result> {
    if (!IN_TURN.has(service)) {
      return work();
    }
    const turn = (this.#last.get(service) ?? Promise.resolve()).then(work, work);
    this.#last.set(service, turn);
    return turn;
  }
}
