import { expression, hereDocument, literal, references } from "../../../stacks/hcl/expressions";
import { onlyExpression, templateParts } from "../../../stacks/hcl/templates";

const text = (lines: readonly string[] | undefined) => lines?.join("\n");

describe("expression", () => {
  it.each<[unknown, string]>([
    ["plain", '"plain"'],
    ["", '""'],
    ["${aws_lb.public.arn}", "aws_lb.public.arn"],
    ["${ each.value }", "each.value"],
    ["arn:${a.b}:${c.d}", '"arn:${a.b}:${c.d}"'],
    ["${a.b}${c.d}", '"${a.b}${c.d}"'],
    ['${split(",", var.x)}', 'split(",", var.x)'],
    ['${lookup({a = "}"}, "a")}', 'lookup({a = "}"}, "a")'],
    ['${"in ${nested("${deep}")} out"}', '"in ${nested("${deep}")} out"'],
    ['${"escaped \\" quote }"}', '"escaped \\" quote }"'],
    ['${"literal $${ brace"} x', '"${"literal $${ brace"} x"'],
    ["${~ a.b ~}", '"${~ a.b ~}"'],
    ['{"Version":"${a.b}"}', '"{\\"Version\\":\\"${a.b}\\"}"'],
    ['back\\slash and "quotes"', '"back\\\\slash and \\"quotes\\""'],
    ["line\nand\ttab\r\u0001", '"line\\nand\\ttab\\r\\u0001"'],
    ["costs $5, 100 %", '"costs $5, 100 %"'],
    ["$${not} a template, %%{nor this}", '"$${not} a template, %%{nor this}"'],
    ["%{ if a.b }x%{ endif }", '"%{ if a.b }x%{ endif }"'],
    ["${f(\n  a.b,\n  c.d\n)} x", '"${f( a.b, c.d )} x"'],
    ["${unclosed", '"${unclosed"'],
    [7, "7"],
    [1.5, "1.5"],
    [false, "false"],
    [null, "null"],
    [[], "[]"],
    [["a", "${b.c}", 1], '["a", b.c, 1]'],
    [{}, "{}"],
    [
      { Name: "x", "a b": 1, "${c.d}": "e", for: 2 },
      '{\n  Name = "x"\n  "a b" = 1\n  "${c.d}" = "e"\n  "for" = 2\n}',
    ],
    [[{ a: [1, 2] }], "[\n  {\n    a = [1, 2]\n  },\n]"],
  ])("of %j", (value, hcl) => {
    expect(text(expression(value))).toBe(hcl);
  });

  it("has a line for each item of a list that is long", () => {
    const items = ["a", "b", "c"].map((each) => each.repeat(50));
    expect(expression(items)).toEqual(["[", ...items.map((each) => `  "${each}",`), "]"]);
  });
});

it.each<[unknown, string]>([
  ["${not.read} here, %{nor} this", '"$${not.read} here, %%{nor} this"'],
  [["$5"], '["$5"]'],
  [{ source: "aws", list: ["${x}"] }, '{\n  source = "aws"\n  list = ["$${x}"]\n}'],
])("literal of %j is what JSON says, letter by letter", (value, hcl) => {
  expect(text(literal(value))).toBe(hcl);
});

it.each<[unknown, string]>([
  ["aws.us_east_1", "aws.us_east_1"],
  ["${aws_lb.public}", "aws_lb.public"],
  [["name", 'tags["Name"]'], '[name, tags["Name"]]'],
  ["all", "all"],
  [{ aws: "aws.west" }, "{\n  aws = aws.west\n}"],
])("references of %j", (value, hcl) => {
  expect(text(references(value))).toBe(hcl);
});

describe("hereDocument", () => {
  it("takes whole lines as they are", () => {
    expect(hereDocument('a "b" \\n\n  ${c.d}\n\n')).toEqual(["<<EOT", 'a "b" \\n', "  ${c.d}", "", "EOT"]);
  });

  it.each([
    ["one line"],
    ["one line\n"],
    ["two\nlines, the last of them open"],
    ["a\r\nb\r\n"],
    ["a\n  EOT\nb\n"],
    [7],
  ])("does not take %j", (value) => {
    expect(hereDocument(value)).toBeUndefined();
  });
});

it("templateParts loses nothing", () => {
  for (const template of ["a${b}c%{d}", "${a}${b}", '${"}"}', "$${a}", "${a", "$", '${"${"}"}"}']) {
    expect(
      templateParts(template)
        .map((part) => part.text)
        .join(""),
    ).toBe(template);
  }
  expect(onlyExpression("${a} ")).toBeUndefined();
  expect(onlyExpression("a")).toBeUndefined();
  expect(onlyExpression("%{a}")).toBeUndefined();
});
