import { z } from "zod";
import { say, text } from "./text";

const organization = text(
  /^[A-Za-z0-9_-]{1,40}$/,
  "must be the name of an organization: at most 40 letters, digits, hyphens and underscores",
  "write its name alone, as the address of its page has it",
).meta({ examples: ["shop"] });

const workspace = text(
  /^[A-Za-z0-9_-]{1,90}$/,
  "must be the name of a workspace: at most 90 letters, digits, hyphens and underscores",
  "write one such as shop-production, or leave it out",
).meta({ examples: ["shop-production"] });

const hostname = text(
  /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(:[1-9][0-9]{0,4})?$/,
  "must be a host name in lower case, with a port where it is not 443",
  "write it without https:// and path, such as terraform.example.com",
).meta({ examples: ["terraform.example.com"] });

/** The keys of `type: cloud`. */
export const cloud = {
  organization: organization.describe("The organization in HCP Terraform or Terraform Enterprise."),
  workspace: workspace
    .optional()
    .describe(
      "The workspace; terraform init makes it where there is none. Default: <project>-<environment>.",
    ),
  hostname: hostname
    .default("app.terraform.io")
    .describe("The host of Terraform Enterprise, or app.eu.terraform.io."),
  token: z
    .never(
      say(
        "is refused: it would stand in JSON that everyone reads",
        "remove it, and give it by terraform login or as TF_TOKEN_app_terraform_io, named after the host",
      ),
    )
    .optional()
    .meta({ description: "Refused: it comes from terraform login, or from TF_TOKEN_ and the host." }),
};
