import { say, text } from "./text";

const alphabet = /^\/[A-Za-z0-9_\-.$/~"'@:+&*?]{0,127}$/;

/**
 * A path pattern that both CloudFront and a listener rule take: `*` stands for any text, `?` for one character.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions
 */
export function pathPattern() {
  return text(
    alphabet,
    "must be a path pattern: a slash, then at most 127 of A-Z a-z 0-9 _ - . $ / ~ \" ' @ : + & * ?",
    "write one such as /api/*",
  )
    .refine(
      (value) => (value.match(/[*?]/g) ?? []).length <= 5,
      say("must hold at most 5 wildcards", "write a simpler pattern"),
    )
    .meta({ examples: ["/api/*"] });
}
