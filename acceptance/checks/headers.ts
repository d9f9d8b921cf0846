import { type Answer, ask, headerOf, type Reach } from "./ask";
import { judge, orFail, type Verdict } from "./verdict";

export interface Guarded {
  readonly host: string;
  /** where to look: what comes from the bucket, and what comes from a backend */
  readonly paths: readonly string[];
  /** what Strict-Transport-Security must say at least */
  readonly hstsSeconds: number;
}

/** The security headers stand on every answer, whoever gave it. */
export function securityHeaders({ host, paths, hstsSeconds }: Guarded, reach: Reach): Promise<Verdict> {
  return orFail(async () => {
    const answers = await Promise.all(
      paths.map(async (path) => [path, await ask({ host, path }, reach)] as const),
    );
    const problems = answers.flatMap(([path, answer]) =>
      problemsOf(answer, hstsSeconds).map((problem) => `${path}: ${problem}`),
    );
    const [, first] = answers[0] ?? [];
    const seen = first === undefined ? "nothing" : headerOf(first, "strict-transport-security");
    return judge(`${paths.join(", ")}: Strict-Transport-Security: ${seen || "none"}`, [
      paths.length === 0 && "no path to look at",
      ...problems,
    ]);
  });
}

function problemsOf(answer: Answer, hstsSeconds: number): string[] {
  const age = /(?:^|[;\s])max-age=(\d+)/i.exec(headerOf(answer, "strict-transport-security"))?.[1];
  const expected = [
    ["x-content-type-options", /^nosniff$/i],
    ["x-frame-options", /^(DENY|SAMEORIGIN)$/i],
    ["referrer-policy", /^\S+$/],
  ] as const;
  return [
    ...(Number(age ?? -1) >= hstsSeconds ? [] : ["Strict-Transport-Security is missing or too short"]),
    ...expected.flatMap(([name, form]) =>
      form.test(headerOf(answer, name)) ? [] : [`${name} is missing or malformed`],
    ),
  ];
}
