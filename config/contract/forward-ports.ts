import type { Rule } from "./rule";

export const forwardPorts: Rule = {
  id: "forward-ports",
  reason: "Port 80 forwards to the backends' httpPort, and nothing else uses that port.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
  remedy: "Write httpPort in the backends that answer plain HTTP, with http: forward alone.",
  stage: "synth",
  waivable: "nothing",
  reads: ["edge", "loadBalancer", "backends"],
  subject: ({ loadBalancer }) => `port 80: ${loadBalancer.http}`,
  check({ loadBalancer, backends }, report) {
    const forwards = loadBalancer.http === "forward";
    const withPort = Object.entries(backends).filter(([, { httpPort }]) => httpPort !== undefined);
    if (forwards && withPort.length === 0) {
      report.problem({
        path: ["loadBalancer", "http"],
        wrong: "needs a backend with httpPort",
        found: "none",
        fix: "write httpPort: 80 in the backend that answers plain HTTP, or http: redirect",
      });
    }
    for (const [name, { httpPort }] of forwards ? [] : withPort) {
      report.problem({
        path: ["backends", name, "httpPort"],
        wrong: `is used with loadBalancer.http: forward alone, which is ${loadBalancer.http} here`,
        found: String(httpPort),
        fix: "remove it, or set http: forward with exposure: internet",
      });
    }
  },
};
