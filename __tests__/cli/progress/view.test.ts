import { isPlain } from "../../../cli/progress/screen";
import { TerraformView } from "../../../cli/progress/view";
import { waiting } from "../../../cli/progress/waiting";
import { recorded, stage } from "./support";

const viewOn = (
  plain: boolean,
  more: { readonly columns?: number; readonly where?: "aws" | "local" } = {},
) => {
  const on = stage({ plain, ...more });
  return { ...on, view: new TerraformView({ ...more, screen: on.screen, now: on.now }) };
};

describe("on a terminal", () => {
  it("has one line at the bottom, drawn anew in place", () => {
    const { view, pass, seen } = viewOn(false);
    view.write("aws_cloudfront_distribution.site: Creating...\n");
    pass(130);
    view.tick();
    expect(seen()).toEqual([
      "aws_cloudfront_distribution.site: Creating...",
      "waiting for the distribution aws_cloudfront_distribution.site (2m10s; usually 3 to 5 minutes, at...",
    ]);
    view.write("aws_cloudfront_distribution.site: Creation complete after 2m11s [id=E1]\n");
    view.end();
    expect(seen()).toEqual([
      "aws_cloudfront_distribution.site: Creating...",
      "aws_cloudfront_distribution.site: Creation complete after 2m11s [id=E1]",
      "",
    ]);
  });

  it("names what takes longest, and how many more there are", () => {
    const { view, pass, seen } = viewOn(false);
    view.write("aws_lb.a: Creating...\naws_foo.b: Creating...\naws_nat_gateway.c: Creating...\n");
    pass(5);
    view.tick();
    expect(seen().at(-1)).toBe(
      "waiting for the load balancer aws_lb.a (5s; usually 2 to 3 minutes) and 2 more",
    );
  });

  it("says when it takes longer than usual", () => {
    const { view, pass, seen } = viewOn(false);
    view.write("aws_lb.a: Creating...\n");
    pass(181);
    view.tick();
    expect(seen().at(-1)).toBe(
      "waiting for the load balancer aws_lb.a (3m1s; usually 2 to 3 minutes, so longer than usual)",
    );
  });

  it("shows what is not known to take long without a time, and the phases of the run", () => {
    const { view, pass, seen } = viewOn(false);
    view.begin("synthesizing");
    pass(3);
    view.tick();
    expect(seen()).toEqual(["synthesizing (3s)"]);
    view.write("Terraform has been successfully initialized!\n");
    expect(seen().at(-1)).toBe("planning (0s)");
    view.write("data.aws_vpc.network: Reading...\n");
    expect(seen().at(-1)).toBe("reading data.aws_vpc.network (0s)");
    view.write("data.aws_vpc.network: Read complete after 0s\nPlan: 1 to add, 0 to change, 0 to destroy.\n");
    expect(seen().at(-1)).toBe("");
  });

  it("lets every line through unchanged but those that only say that it goes on", () => {
    const text = recorded("create");
    const { view, seen } = viewOn(false);
    // Pieces that end anywhere.
    for (const piece of text.match(/[\s\S]{1,97}/g) ?? []) view.write(piece);
    view.end();
    expect(seen().join("\n")).toBe(text.replace(/^.*: Still .*\n/gm, ""));
    expect(text).toMatch(/: Still /);
  });

  it("leaves a question alone until it is answered", () => {
    const { view, pass, text } = viewOn(false);
    view.write("aws_lb.a: Destroying... [id=x]\n\n  Enter a value: ");
    const asked = text();
    expect(asked).toMatch(/\n {2}Enter a value: $/);
    pass(5);
    view.tick();
    expect(text()).toBe(asked);
  });

  it("keeps its line shorter than the terminal is wide", () => {
    const { view, seen } = viewOn(false, { columns: 40 });
    view.write("aws_lb.a: Creating...\n");
    expect(seen().at(-1)).toBe("waiting for the load balancer aws_lb...");
  });
});

describe("where there is no terminal", () => {
  it("says once what is waited for, then again in growing intervals", () => {
    const { view, pass, text } = viewOn(true);
    view.write("aws_cloudfront_distribution.site: Creating...\naws_s3_bucket.site: Creating...\n");
    view.write("aws_s3_bucket.site: Creation complete after 1s\n");
    for (let second = 10; second <= 960; second += 10) {
      pass(10);
      view.write(`aws_cloudfront_distribution.site: Still creating... [${second}s elapsed]\n`);
    }
    view.write("aws_cloudfront_distribution.site: Creation complete after 16m1s\n");
    pass(1000);
    view.tick();
    view.end();
    const usually = "usually 3 to 5 minutes, at times 15";
    const still =
      "aws_cloudfront_distribution.site: still waiting for the distribution to reach every edge location";
    expect(text().trimEnd().split("\n")).toEqual([
      "aws_cloudfront_distribution.site: Creating...",
      `aws_cloudfront_distribution.site: waiting for the distribution to reach every edge location; ${usually}`,
      "aws_s3_bucket.site: Creating...",
      "aws_s3_bucket.site: Creation complete after 1s",
      `${still}, 1m0s; ${usually}`,
      `${still}, 2m0s; ${usually}`,
      `${still}, 5m0s; ${usually}`,
      `${still}, 10m0s; ${usually}`,
      `${still}, 15m0s; ${usually}`,
      "aws_cloudfront_distribution.site: Creation complete after 16m1s",
    ]);
  });

  it("names what is not known to take long when it does", () => {
    const { view, pass, text } = viewOn(true);
    view.write("aws_foo.a: Modifying... [id=x]\n");
    pass(61);
    view.tick();
    view.tick();
    expect(text()).toBe("aws_foo.a: Modifying... [id=x]\naws_foo.a: still modifying, 1m1s\n");
  });

  it.each(["create", "destroy", "update", "cdktf-cli"])(
    "writes fewer lines than Terraform, and no sequences: %s",
    (name) => {
      const text = recorded(name);
      const { view, text: written } = viewOn(true, { where: "local" });
      view.begin("synthesizing");
      view.write(text);
      view.end();
      expect(written().split("\n").length).toBeLessThan(text.split("\n").length);
      expect(written()).not.toContain("\r");
      expect(written().replace(/^.*: waiting for .*; usually .*\n/gm, "")).toBe(
        text.replace(/^.*: Still .*\n/gm, ""),
      );
    },
  );

  it("has no word of a step that was there before", () => {
    const { view, pass, text } = viewOn(true);
    view.write("aws_lb.a: Still creating... [50s elapsed]\n");
    pass(20);
    view.tick();
    expect(text()).toBe(
      [
        "aws_lb.a: waiting for the load balancer; usually 2 to 3 minutes\n",
        "aws_lb.a: still waiting for the load balancer, 1m10s; usually 2 to 3 minutes\n",
      ].join(""),
    );
  });
});

describe("what counts as a terminal", () => {
  const write = () => true;
  it.each<[boolean, boolean | undefined, NodeJS.ProcessEnv]>([
    [false, true, {}],
    [false, true, { CI: "", TERM: "xterm-256color", NO_COLOR: "1" }],
    [false, true, { CI: "false" }],
    [true, undefined, {}],
    [true, false, { TERM: "xterm" }],
    [true, true, { CI: "true" }],
    [true, true, { CI: "1" }],
    [true, true, { CI: "woodpecker" }],
    [true, true, { TERM: "dumb" }],
  ])("plain is %p for a terminal %p with %p", (plain, isTTY, env) => {
    expect(isPlain({ write, ...(isTTY === undefined ? {} : { isTTY }) }, env)).toBe(plain);
  });

  it("has no colour of ours in either form", () => {
    for (const plain of [true, false]) {
      const { view, pass, text } = viewOn(plain);
      view.write("aws_lb.a: Creating...\n");
      pass(400);
      view.tick();
      expect(text().replaceAll("\u001b[2K", "")).not.toContain("\u001b");
    }
  });
});

describe("a step that is not Terraform's", () => {
  it("is shown with its time on a terminal, and by its lines alone elsewhere", () => {
    for (const plain of [true, false]) {
      const { screen, now, pass, seen } = stage({ plain });
      const { say, wait } = waiting(screen, now);
      say("starting moto ...");
      wait("waiting for moto");
      pass(3);
      wait("waiting for moto");
      expect(seen()).toEqual(["starting moto ...", plain ? "" : "waiting for moto (3s)"]);
      say("moto is up");
      wait(undefined);
      expect(seen()).toEqual(["starting moto ...", "moto is up", ""]);
    }
  });
});
