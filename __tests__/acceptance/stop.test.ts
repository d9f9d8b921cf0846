import { timed } from "../../acceptance/record/say";
import { Stop, Stopped } from "../../acceptance/record/stop";

/** A stop with a clock and a process of its own. */
function stopAt() {
  const at = { now: 10_000 };
  const said: string[] = [];
  const leave = jest.fn();
  const stop = new Stop(
    (line) => said.push(line),
    () => at.now,
    leave,
  );
  const press = (after: number, signal = "SIGINT") => {
    at.now += after;
    stop.signalled(signal);
  };
  return { stop, said, leave, press };
}

it("tears down where a pipeline cancels, which sends SIGINT and then SIGTERM", () => {
  const { stop, press } = stopAt();
  stop.beginWork("go on like this");
  press(2000);
  press(7500, "SIGTERM");
  expect(stop.work.aborted).toBe(true);
  expect(stop.teardown.aborted).toBe(false);
});

it("ends the work at the first signal, the teardown at the second, and waits for nothing after the third", () => {
  const { stop, said, leave, press } = stopAt();
  stop.beginWork("go on like this");
  press(2000);
  expect([stop.work.aborted, stop.teardown.aborted]).toEqual([true, false]);
  expect(stop.work.reason).toEqual(new Stopped("stopped by SIGINT"));
  press(2000);
  expect([stop.teardown.aborted, leave.mock.calls.length]).toEqual([true, 0]);
  press(2000);
  expect(leave).toHaveBeenCalledTimes(1);
  expect(said).toEqual([
    expect.stringMatching(/^stopped by SIGINT: the teardown follows/),
    "stopping without a teardown, once what runs has stopped; go on later with: go on like this",
    "leaving; go on with: go on like this",
  ]);
});

it("takes what terminal and npm both send for one key press", () => {
  const { stop, press } = stopAt();
  press(0);
  press(300);
  press(300);
  expect([stop.work.aborted, stop.teardown.aborted]).toEqual([true, false]);
});

it("says what a signal leads to", () => {
  const before = stopAt();
  before.press(0);
  expect(before.said).toEqual(["stopped by SIGINT: stopping; nothing was made"]);
  const late = stopAt();
  late.stop.beginWork("x");
  late.stop.beginTeardown();
  late.press(0);
  expect(late.said).toEqual([expect.stringMatching(/^stopped by SIGINT: the teardown goes on/)]);
  expect(late.stop.teardown.aborted).toBe(false);
});

describe("the time that is paid", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it("ends the work, and nothing once the teardown has begun", () => {
    const stop = new Stop(() => {});
    stop.endAt(Date.now() + 60_000, "10 hours are paid");
    jest.advanceTimersByTime(59_999);
    expect(stop.work.aborted).toBe(false);
    jest.advanceTimersByTime(1);
    expect(stop.work.reason).toEqual(new Stopped("10 hours are paid"));

    const torn = new Stop(() => {});
    torn.endAt(Date.now() + 60_000, "10 hours are paid");
    torn.beginTeardown();
    jest.advanceTimersByTime(120_000);
    expect(torn.work.aborted).toBe(false);
  });
});

it("listens to a terminal's signals, and gives them back", () => {
  const { stop, said } = stopAt();
  const before = process.listenerCount("SIGTERM");
  const listening = stop.listen();
  process.emit("SIGTERM", "SIGTERM");
  expect(said).toEqual([expect.stringMatching(/^stopped by SIGTERM/)]);
  listening();
  expect(process.listenerCount("SIGTERM")).toBe(before);
});

it("says when, since the beginning", () => {
  let now = 1000;
  const said: string[] = [];
  const say = timed(
    (line) => said.push(line),
    () => now,
  );
  say("a");
  now += 3_725_000;
  say("b");
  expect(said).toEqual(["[00:00] a", "[62:05] b"]);
});
