import { z } from "zod";
import type { Answer } from "./ask";

/** What the echo server of an acceptance run says of a request that has reached it. */
const schema = z.object({
  count: z.number(),
  method: z.string(),
  path: z.string(),
  query: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

export type Echo = z.output<typeof schema>;

/** Undefined for an answer that is not the echo server's. */
export function echoOf({ body }: Answer): Echo | undefined {
  try {
    return schema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
