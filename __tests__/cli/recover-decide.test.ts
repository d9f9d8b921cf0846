import { decide } from "../../cli/recover/decide";

const lb = { address: "aws_lb.public", type: "aws_lb" };
const group = { address: 'aws_lb_target_group.api["a"]', type: "aws_lb_target_group" };
const NONE = new Map<string, Set<string>>();

describe("deciding what to import", () => {
  it("takes the one object that is evidently ours", () => {
    expect(decide([[lb, [{ id: "arn:1", evidence: "tags" }]]], NONE)).toEqual({
      imports: [{ address: "aws_lb.public", id: "arn:1", evidence: "tags" }],
      left: [],
    });
  });

  it("takes it from among those that are not", () => {
    const { imports, left } = decide([[lb, [{ id: "other" }, { id: "arn:1", evidence: "tags" }]]], NONE);
    expect(imports).toHaveLength(1);
    expect(left).toEqual([]);
  });

  it("finds nothing where there is nothing, or only what the state holds", () => {
    expect(decide([[lb, []]], NONE)).toEqual({ imports: [], left: [] });
    expect(
      decide([[lb, [{ id: "arn:1", evidence: "tags" }]]], new Map([["aws_lb", new Set(["arn:1"])]])),
    ).toEqual({
      imports: [],
      left: [],
    });
  });

  it("tells apart what has the same id in another type, as a bucket and its policy", () => {
    const bucket = { address: "aws_s3_bucket.site", type: "aws_s3_bucket" };
    const inState = new Map([["aws_s3_bucket_policy", new Set(["site"])]]);
    expect(decide([[bucket, [{ id: "site", evidence: "tags" }]]], inState).imports).toHaveLength(1);
  });

  it("leaves what is not evidently ours, and says how to import it in a shell", () => {
    expect(decide([[group, [{ id: "arn:1" }]]], NONE)).toEqual({
      imports: [],
      left: [
        "exists, but is not evidently ours: aws_lb_target_group arn:1; import it by hand: " +
          `terraform import 'aws_lb_target_group.api["a"]' arn:1`,
      ],
    });
  });

  it("says a finder's own reason", () => {
    expect(decide([[lb, [{ id: "x", doubt: "is not ready" }]]], NONE).left).toEqual([
      "aws_lb x is not ready",
    ]);
  });

  it("takes none of several, and lists them", () => {
    const { imports, left } = decide(
      [
        [
          lb,
          [
            { id: "arn:1", evidence: "tags" },
            { id: "arn:2", evidence: "tags" },
          ],
        ],
      ],
      NONE,
    );
    expect(imports).toEqual([]);
    expect(left).toEqual([
      "several could be aws_lb.public: keep one and delete the others",
      "  aws_lb arn:1: import it by hand: terraform import aws_lb.public arn:1",
      "  aws_lb arn:2: import it by hand: terraform import aws_lb.public arn:2",
    ]);
  });

  it("takes nothing that two planned resources claim", () => {
    const found = [{ id: "arn:1", evidence: "tags" }];
    const { imports, left } = decide(
      [
        [lb, found],
        [group, found],
      ],
      NONE,
    );
    expect(imports).toEqual([]);
    expect(left).toHaveLength(2);
  });
});
