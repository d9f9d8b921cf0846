import { show } from "../report";
import type { Rule } from "./rule";
import { scaledBackends, scaledSubject } from "./scaled";

/** AWS's own parameters. EC2 documents a version behind the name of one's own and of shared ones alone. */
const PUBLIC = "resolve:ssm:/aws/";

export const imageParameter: Rule = {
  id: "image-parameter",
  reason:
    "EC2 documents versions of parameters of one's own; of AWS's public ones only the latest 100 are kept at all.",
  page: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RequestLaunchTemplateData.html",
  remedy: "Put the image's id into a parameter of your own, or write the id.",
  stage: "synth",
  waivable: "warnings",
  reads: ["backends"],
  subject: ({ backends }) => scaledSubject(backends, ({ image }) => image),
  check({ backends }, report) {
    for (const [name, { image }] of scaledBackends(backends)) {
      if (!image.startsWith(PUBLIC)) continue;
      report.warning({
        path: ["backends", name, "targets", "image"],
        wrong:
          "is a version of AWS's own parameter, which EC2 may refuse and which is dropped after 100 later ones",
        found: show(image),
        fix: "put the image's id into a parameter of your own, docs/auto-scaling.md, or write the id",
      });
    }
  },
};
