import type { Environment } from "./environment";

/** The stacks of `layout: layered`, in the order in which each finds what it refers to. */
export const LAYERS = ["network", "backend", "edge", "dns"] as const;

export type Layer = (typeof LAYERS)[number];

/** One stack of an environment: its name, and where its state lies. */
export interface StackPlace {
  /** the stack's name for CDKTF, which is that of its folder in `cdktf.out/stacks` too */
  readonly stack: string;
  /** undefined where one stack is the whole environment */
  readonly layer?: Layer;
  readonly state: Environment["state"];
}

/** The stacks of an environment in the order of their deploy: its own, or one for each layer that it has. */
export function stacksOf(environment: Environment): readonly StackPlace[] {
  return environment.layout === "single" ? [wholeOf(environment)] : layersOf(environment);
}

/** The one stack of the environment, whatever its layout. */
export function wholeOf({ environment, state }: Environment): StackPlace {
  return { stack: environment, state };
}

/** The stacks that the environment has as `layout: layered`, whatever its layout. */
export function layersOf(environment: Environment): readonly StackPlace[] {
  return LAYERS.filter((layer) => hasLayer(environment, layer)).map((layer) => placeOf(environment, layer));
}

/** Where a layer of the environment is. */
export function placeOf(
  { environment, state }: Pick<Environment, "environment" | "state">,
  layer: Layer,
): StackPlace {
  return { stack: stackName(environment, layer), layer, state: stateOf(state, layer) };
}

export function stackName(environment: string, layer: Layer): string {
  return `${environment}-${layer}`;
}

/** While certificates are requested there is nothing to stand behind them yet. */
function hasLayer({ dns, edge }: Environment, layer: Layer): boolean {
  if (layer === "network") return true;
  return dns.stage !== "request" && (layer !== "edge" || edge.enabled);
}

/** The state of a layer bears its name beside the environment's. A local one is named after the stack. */
function stateOf(state: Environment["state"], layer: Layer): Environment["state"] {
  switch (state.type) {
    case "s3":
      return { ...state, key: state.key.replace(/(\.[^./]*)?$/, `-${layer}$1`) };
    case "cloud":
      return { ...state, workspace: `${state.workspace}-${layer}` };
    case "http":
      return httpStateOf(state, layer);
    default:
      return state;
  }
}

type HttpState = Extract<Environment["state"], { type: "http" }>;

/** GitLab's state is named by the last part of the address, and its lock lies below it. */
function httpStateOf({ lock, ...state }: HttpState, layer: Layer): HttpState {
  const { address } = state;
  const ofLayer = (url: string) => {
    const moved = new URL(url);
    moved.pathname = `${new URL(address).pathname}-${layer}${restBehind(address, url) ?? ""}`;
    return moved.href;
  };
  if (lock === undefined) return { ...state, address: `${address}-${layer}` };
  const { lockAddress, unlockAddress } = lock;
  return {
    ...state,
    address: `${address}-${layer}`,
    lock: { ...lock, lockAddress: ofLayer(lockAddress), unlockAddress: ofLayer(unlockAddress) },
  };
}

/** What the path of `url` has more than that of `address`; undefined where it is not below it. */
export function restBehind(address: string, url: string): string | undefined {
  const [base, below] = [new URL(address), new URL(url)];
  const isBelow = base.host === below.host && `${below.pathname}/`.startsWith(`${base.pathname}/`);
  return isBelow ? below.pathname.slice(base.pathname.length) : undefined;
}
