import { z } from "zod";

const some = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const statement = z.object({
  Effect: z.literal("Deny"),
  Principal: z.union([z.literal("*"), z.object({ AWS: some.refine((all) => all.includes("*")) })]),
  Action: some.refine((all) => all.includes("s3:*") || all.includes("*")),
  Condition: z.object({
    Bool: z.object({ "aws:SecureTransport": z.union([z.string(), z.boolean()]).transform(String) }),
  }),
});

const policyForm = z.object({
  Statement: z.union([z.unknown().array(), z.unknown().transform((only) => [only])]),
});

/** Whether a bucket policy denies everything to everybody who comes without TLS. */
export function deniesPlainHttp(policy: string | undefined): boolean {
  const { Statement } = policyForm.parse(JSON.parse(policy ?? '{"Statement":[]}'));
  return Statement.some((each) => {
    const { data } = statement.safeParse(each);
    return data?.Condition.Bool["aws:SecureTransport"] === "false";
  });
}
