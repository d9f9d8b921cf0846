import { PassThrough } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { checkPort } from "../../cli/init/flags";
import { Interview } from "../../cli/init/interview";
import { Stopped, terminalPrompt } from "../../cli/init/terminal";
import { nobody, person } from "./init-support";

const CHOICE = {
  flag: "--vpc ID",
  ask: "Which VPC?",
  candidates: ["vpc-a", "vpc-b", "vpc-c"].map((id) => ({ id, label: `${id} ${id.at(-1)}`, value: id })),
};
const TEXT = { flag: "--port PORT", ask: "Which port?", check: checkPort };

describe("an interview with a person", () => {
  it.each([
    ["2", "vpc-b"],
    [" vpc-c ", "vpc-c"],
  ])("takes %j as a choice", async (answer, chosen) => {
    const { prompt, questions } = person(answer);
    await expect(new Interview(prompt, false).choose(CHOICE)).resolves.toBe(chosen);
    expect(questions).toEqual(["Which VPC?\n  1  vpc-a a\n  2  vpc-b b\n  3  vpc-c c\n> "]);
  });

  it.each(["", "0", "4", "vpc-d", "1 2", "1 4"])("asks again after %j", async (answer) => {
    const { prompt, questions } = person(answer, "1");
    await expect(new Interview(prompt, false).choose(CHOICE)).resolves.toBe("vpc-a");
    expect(questions[1]).toMatch(/^Type one number from 1 to 3\.\nWhich VPC\?/);
  });

  it.each([
    ["1,3", ["vpc-a", "vpc-c"]],
    ["vpc-c 1 1", ["vpc-a", "vpc-c"]],
    ["2", ["vpc-b"]],
  ])("takes %j as several", async (answer, chosen) => {
    await expect(new Interview(person(answer).prompt, false).chooseSome(CHOICE)).resolves.toEqual(chosen);
  });

  it("takes the default for an empty answer, and shows it", async () => {
    const { prompt, questions } = person("", "");
    const interview = new Interview(prompt, false);
    await expect(interview.choose({ ...CHOICE, preset: "vpc-b" })).resolves.toBe("vpc-b");
    await expect(interview.text({ ...TEXT, preset: "8000" })).resolves.toBe("8000");
    expect(questions.map((each) => each.slice(each.lastIndexOf("\n") + 1))).toEqual([
      "[vpc-b] > ",
      "[8000] > ",
    ]);
  });

  it("asks again for text that is wrong, and says what is", async () => {
    const { prompt, questions } = person("", "web", "8080");
    await expect(new Interview(prompt, false).text(TEXT)).resolves.toBe("8080");
    expect(questions[2]).toMatch(/^must be a port between 1 and 65535, found "web"; .*\nWhich port\?\n> $/);
  });

  it("takes text by its number", async () => {
    const candidates = [{ id: "80", label: "80", value: "80" }];
    await expect(new Interview(person("1").prompt, false).text({ ...TEXT, candidates })).resolves.toBe("80");
  });

  it("asks nothing that has a default where defaults are to be taken", async () => {
    const { prompt, questions } = person("3");
    const interview = new Interview(prompt, true);
    await expect(interview.choose({ ...CHOICE, preset: "vpc-b" })).resolves.toBe("vpc-b");
    await expect(interview.text({ ...TEXT, preset: "8000" })).resolves.toBe("8000");
    await expect(interview.choose(CHOICE)).resolves.toBe("vpc-c");
    expect(questions).toHaveLength(1);
  });
});

describe("an interview with nobody", () => {
  it("keeps every question, with the flag and what was found", async () => {
    const interview = nobody();
    await expect(interview.choose(CHOICE)).resolves.toBeUndefined();
    await expect(interview.choose({ ...CHOICE, preset: "vpc-b" })).resolves.toBeUndefined();
    await expect(interview.text(TEXT)).resolves.toBeUndefined();
    expect(interview.open).toEqual([
      "init: --vpc ID: Which VPC? Found vpc-a a, vpc-b b, vpc-c c",
      "init: --vpc ID: Which VPC? Found vpc-a a, vpc-b b, vpc-c c; --yes takes vpc-b b",
      "init: --port PORT: Which port?",
    ]);
  });

  it("takes the default of a text, and with --yes that of a choice", async () => {
    await expect(nobody().text({ ...TEXT, preset: "8000" })).resolves.toBe("8000");
    await expect(nobody({ yes: true }).choose({ ...CHOICE, preset: "vpc-b" })).resolves.toBe("vpc-b");
  });
});

describe("the terminal", () => {
  const open = () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const written: string[] = [];
    output.on("data", (chunk: Buffer) => written.push(String(chunk)));
    return { input, written, prompt: terminalPrompt(input, output) };
  };

  it("asks one question after the other", async () => {
    const { input, written, prompt } = open();
    const first = prompt("one? ");
    input.write("1\n");
    await expect(first).resolves.toBe("1");
    const second = prompt("two? ");
    input.write("2\n");
    await expect(second).resolves.toBe("2");
    await sleep(1);
    expect(written.join("")).toBe("one? two? ");
  });

  it("is left at the end of the input", async () => {
    const { input, prompt } = open();
    const answer = prompt("one? ");
    input.end();
    await expect(answer).rejects.toThrow(new Stopped("stopped: nothing was written"));
  });
});
