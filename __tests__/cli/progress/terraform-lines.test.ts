import { type TerraformEvent, TerraformLines } from "../../../cli/progress/terraform-lines";
import { recorded } from "./support";

const read = (...lines: readonly string[]) => {
  const reader = new TerraformLines();
  return lines.flatMap((line) => reader.read(line) ?? []);
};

const RECORDED = ["create", "update", "destroy", "cdktf-cli", "cdktf-cli-interrupted"];

const eventsOf = (name: string) => read(...recorded(name).split("\n"));
type Kind = TerraformEvent["kind"];
const is =
  <K extends Kind>(kind: K) =>
  (event: TerraformEvent): event is Extract<TerraformEvent, { kind: K }> =>
    event.kind === kind;
const of = <K extends Kind>(events: readonly TerraformEvent[], kind: K) => events.filter(is(kind));

describe("a line of Terraform", () => {
  it.each<[string, TerraformEvent]>([
    ["aws_lb.public: Creating...", { kind: "started", address: "aws_lb.public", action: "create" }],
    [
      "aws_lb.public: Modifying... [id=arn:aws:x]",
      { kind: "started", address: "aws_lb.public", action: "update" },
    ],
    [
      "aws_lb.public: Destroying... [id=arn:aws:x]",
      { kind: "started", address: "aws_lb.public", action: "destroy" },
    ],
    [
      "data.aws_vpc.network: Reading...",
      { kind: "started", address: "data.aws_vpc.network", action: "read" },
    ],
    [
      "aws_lb.public: Still creating... [1m10s elapsed]",
      { kind: "still", address: "aws_lb.public", action: "create", elapsed: 70 },
    ],
    [
      "aws_lb.public: Still modifying... [id=arn:aws:...p/x, 10s elapsed]",
      { kind: "still", address: "aws_lb.public", action: "update", elapsed: 10 },
    ],
    // As Terraform 1.12 and later count.
    [
      "aws_lb.public: Still destroying... [id=a, 01m05s elapsed]",
      { kind: "still", address: "aws_lb.public", action: "destroy", elapsed: 65 },
    ],
    [
      "aws_lb.public: Creation complete after 1h0m3s [id=arn:aws:x]",
      { kind: "done", address: "aws_lb.public", action: "create", took: 3603 },
    ],
    [
      "aws_lb.public: Destruction complete after 0s",
      { kind: "done", address: "aws_lb.public", action: "destroy", took: 0 },
    ],
    [
      "aws_lb.public (deposed object 0a1b2c3d): Destroying... [id=x]",
      { kind: "started", address: "aws_lb.public (deposed object 0a1b2c3d)", action: "destroy" },
    ],
    [
      'module.a["x.y"].module.b[0].aws_lb.public["k (1)"]: Creating...',
      { kind: "started", address: 'module.a["x.y"].module.b[0].aws_lb.public["k (1)"]', action: "create" },
    ],
    [
      'example  data.aws_instance.api (api/Resource)["i-1"]: Reading...',
      { kind: "started", address: 'data.aws_instance.api["i-1"]', action: "read" },
    ],
    [
      "         \u001b[0m\u001b[1maws_lb.public (public/Resource): Creating...\u001b[0m\u001b[0m\r",
      { kind: "started", address: "aws_lb.public", action: "create" },
    ],
    [
      "- Installing hashicorp/aws v5.100.0...",
      { kind: "started", address: "provider hashicorp/aws 5.100.0", action: "fetch" },
    ],
    [
      "- Installed hashicorp/aws v5.100.0 (signed by HashiCorp)",
      { kind: "done", address: "provider hashicorp/aws 5.100.0", action: "fetch", took: undefined },
    ],
    ["Initializing the backend...", { kind: "phase", phase: "initializing" }],
    ["Terraform has been successfully initialized!", { kind: "phase", phase: "planning" }],
    ["OpenTofu has been successfully initialized!", { kind: "phase", phase: "planning" }],
    ["Plan: 1 to add, 0 to change, 0 to destroy.", { kind: "phase", phase: undefined }],
    ["example  Interrupt received.", { kind: "stopping" }],
  ])("%j", (line, event) => {
    expect(read(line)).toEqual([event]);
  });

  it.each([
    "",
    "aws_lb.public: Refreshing state... [id=arn:aws:x]",
    "  # aws_lb.public will be created",
    '      + description = "aws_lb.public: Creating a load balancer"',
    "│   with aws_lb.public,",
    "Note: Creating...",
    "https://example.com: Creating...",
    "aws_lb.public: Still waiting",
    "aws_lb.public: Creation complete",
    "  Interrupt received. More text",
  ])("is nothing: %j", (line) => {
    expect(read(line)).toEqual([]);
  });

  it("names what has failed in the error, not in a warning", () => {
    const block = (what: string) => [
      `│ ${what}: it is so`,
      "│",
      '│   with aws_lb.public["a"],',
      "│   on cdk.tf.json line 1",
    ];
    expect(of(read(...block("Error")), "failed")).toEqual([
      { kind: "failed", address: 'aws_lb.public["a"]' },
    ]);
    expect(of(read(...block("Error"), ...block("Warning")), "failed")).toHaveLength(1);
  });
});

describe.each(RECORDED)("the recorded %s", (name) => {
  const events = eventsOf(name);

  it("has an event for each line on a step", () => {
    const lines = recorded(name)
      .split("\n")
      .filter((line) => /: .*(ing\.\.\.|complete after )/.test(line) && !/Refreshing state/.test(line));
    const told = events.filter(({ kind }) => ["started", "still", "done"].includes(kind));
    expect(told.filter((event) => !("action" in event && event.action === "fetch"))).toHaveLength(
      lines.length,
    );
    expect(lines.length).toBeGreaterThan(15);
  });

  it("ends each step that it began", () => {
    const over = [...of(events, "done"), ...of(events, "failed")].map(({ address }) => address).sort();
    const begun = [
      ...of(events, "started"),
      ...of(events, "still").filter(
        ({ address }) => !of(events, "started").some((each) => each.address === address),
      ),
    ].map(({ address }) => address);
    expect(over).toEqual(begun.sort());
  });
});

describe("what was recorded", () => {
  it("has the same addresses, of Terraform and through cdktf-cli", () => {
    const made = (name: string) =>
      of(eventsOf(name), "started")
        .filter(({ action }) => action === "create")
        .map(({ address }) => address.replace(/sg-\w+/, "sg"))
        .sort();
    expect(made("cdktf-cli")).toEqual(made("create"));
    expect(made("create")).toHaveLength(35);
  });

  it("names what an interrupt has left half made", () => {
    const events = eventsOf("cdktf-cli-interrupted");
    expect(of(events, "stopping")).toHaveLength(1);
    expect(of(events, "failed").map(({ address }) => address)).toContain("aws_lb.public");
  });
});
