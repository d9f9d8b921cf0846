import { z } from "zod";
import { compare } from "../report";
import { port } from "./aws";
import { healthCheck } from "./health-check";
import { hostname } from "./hostname";
import { pathPattern } from "./paths";
import { targets } from "./targets";
import { list, say, section, text, whole, word } from "./text";

const backend = section(
  {
    paths: list(pathPattern(), "path patterns", 'write paths: ["/api/*"]')
      .optional()
      .describe(
        'The path patterns that go to this backend; /x/* takes /x too. Default without a site: ["/*"]. Required with a site.',
      ),
    hosts: list(
      hostname({ wildcard: true, example: "api.example.com" }),
      "host names",
      "write hosts: [api.example.com]",
    )
      .optional()
      .describe("The names, of those in domain, on which this backend answers. Default: all of them."),
    port: port("write the port that the backend listens on, such as 8000")
      .default(8000)
      .describe("The port that the backend listens on."),
    protocol: word(["http", "https"])
      .default("http")
      .describe("What the load balancer speaks to the backend."),
    httpPort: port("write the port that answers plain HTTP, such as 80")
      .optional()
      .describe("With `http: forward`: the port that requests to :80 go to, in a second target group."),
    priority: whole(1, 50000, "a number", "write a number such as 100, or leave it out")
      .optional()
      .describe("The priority of the first listener rule. Default: by how specific the patterns are."),
    healthCheck,
    deregistrationDelay: whole(0, 3600, "a number of seconds", "write deregistrationDelay: 90")
      .default(90)
      .describe("Seconds that a target which leaves may still finish requests; above the longest request."),
    stickiness: whole(1, 604800, "a number of seconds", "write stickiness: 86400, or leave it out")
      .optional()
      .describe("Seconds that a cookie of the load balancer keeps a viewer on one target. Default: none."),
    targets,
  },
  "write a map with paths, port and targets",
);

const key = text(
  /^[a-z][a-z0-9]{0,19}$/,
  "must be a backend's name: a letter, then at most 19 of a to z and 0 to 9",
  "rename it, such as api",
);

const none = say("must hold at least one backend", "write backends: {api: {port: 8000, targets: ...}}");

/** The applications behind the load balancer, by name. */
export const backends = z
  .record(key, backend, {
    error: ({ code }) =>
      code === "invalid_key"
        ? say(
            "must be a backend's name: a letter, then at most 19 of a to z and 0 to 9",
            "rename it, such as api",
          )
        : none,
  })
  .refine((map) => Object.keys(map).length > 0, none)
  .transform((map) => Object.fromEntries(Object.entries(map).sort(([a], [b]) => compare(a, b))))
  .describe(
    "The applications behind the load balancer, by name: lower-case letters and digits. A name is part of Terraform addresses.",
  );

export type Backend = z.output<typeof backend>;
