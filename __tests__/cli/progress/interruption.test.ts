import { onInterrupts } from "../../../cli/progress/interruption";

describe("signals that ask to stop", () => {
  const counted: string[] = [];
  let time = 0;
  let release = () => {};

  beforeEach(() => {
    counted.length = 0;
    release = onInterrupts({
      onInterrupt: (count, signal) => counted.push(`${count} ${signal}`),
      now: () => time,
    });
  });

  afterEach(() => release());

  const signal = (name: NodeJS.Signals, after: number) => {
    time += after;
    process.emit(name, name);
  };

  it("count a Control-C that npm passes on once", () => {
    signal("SIGINT", 1000);
    signal("SIGINT", 3);
    expect(counted).toEqual(["1 SIGINT"]);
  });

  it("count each further Control-C", () => {
    for (let press = 0; press < 3; press++) signal("SIGINT", 1000);
    expect(counted).toEqual(["1 SIGINT", "2 SIGINT", "3 SIGINT"]);
  });

  it("give Terraform the time between a pipeline's SIGINT and its SIGTERM", () => {
    signal("SIGINT", 1000);
    signal("SIGTERM", 7500);
    signal("SIGHUP", 7500);
    expect(counted).toEqual(["1 SIGINT"]);
  });

  it.each<NodeJS.Signals>(["SIGTERM", "SIGHUP"])("count a %s that comes first", (name) => {
    signal(name, 1000);
    signal("SIGINT", 1000);
    expect(counted).toEqual([`1 ${name}`, "2 SIGINT"]);
  });

  it("are left to others once it is over", () => {
    const before = process.listenerCount("SIGINT");
    release();
    expect(process.listenerCount("SIGINT")).toBe(before - 1);
  });
});
