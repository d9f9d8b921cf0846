import { z } from "zod";
import { say } from "./text";

/** An AMI by its id, or by one version of an SSM parameter that holds it. */
const FORM = /^(ami-([0-9a-f]{8}|[0-9a-f]{17})|resolve:ssm:[\w./-]+:[1-9][0-9]{0,8})$/;

const fix = "write ami-0123456789abcdef0, or resolve:ssm:/shop/image:7, one version of an SSM parameter";
const wrong = say("must be an AMI: its id, or a version of an SSM parameter", fix);

/** The image that instances start from. */
export const machineImage = z
  .string(wrong)
  .superRefine((value, context) => {
    if (!FORM.test(value)) context.addIssue({ code: "custom", message: faultOf(value) });
  })
  .describe(
    "The AMI: its id, or resolve:ssm: with a parameter that holds it and the number of a version, as resolve:ssm:/shop/image:7.",
  )
  .meta({ pattern: FORM.source, examples: ["ami-0123456789abcdef0"] });

function faultOf(value: string): string {
  const name = value.replace(/^(resolve:)?ssm:/, "");
  if (name.startsWith("arn:")) {
    return say("must not be the ARN of a parameter", "write resolve:ssm: with its name, or the AMI's id");
  }
  if (!/^[\w./-]*\/[\w./-]*(:.*)?$/.test(name) && name === value) return wrong;
  const [parameter = "", version] = name.split(":");
  if (version !== undefined && /^[1-9][0-9]*$/.test(version)) {
    return say("must begin with resolve:ssm:", `write resolve:ssm:${parameter}:${version}`);
  }
  const what =
    version === undefined || version === ""
      ? "must pin a version of the parameter: without one, each release of the image would reach instances at the next refresh or scale-out, and no plan would show it"
      : "must pin a version by its number: a label moves, and no plan would show that new instances run something else";
  return say(
    what,
    `write resolve:ssm:${parameter}:7, the number that aws ssm get-parameter --name ${parameter} --query Parameter.Version prints`,
  );
}
