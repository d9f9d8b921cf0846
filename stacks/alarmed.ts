import type { Environment } from "../config/environment";
import type { LayeredEnvironment } from "./layered-environment";
import type { Serving, WebStack } from "./web-stack";

/** An environment that says who hears of alarms. */
export type Alarmed = Environment & { readonly alarms: NonNullable<Environment["alarms"]> };

/** The alarms of an environment that is one stack, where it asks for them. */
export function createAlarms(stack: WebStack, serving: Serving): void {
  const { environment } = stack;
  if (hasAlarms(environment)) {
    wiring().alarmStack(stack, environment, serving);
  }
}

/** The same for one that is layers. */
export function createLayeredAlarms(layered: LayeredEnvironment, serving: Serving): void {
  const { environment } = layered;
  if (hasAlarms(environment)) {
    wiring().alarmLayers(layered, environment, serving);
  }
}

function hasAlarms(environment: Environment): environment is Alarmed {
  return environment.alarms !== undefined;
}

/** Loaded, like a created VPC, where they are asked for. */
function wiring(): typeof import("./alarm-wiring") {
  return require("./alarm-wiring");
}
