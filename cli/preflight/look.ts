import type { Environment } from "../../config/environment";
import { type Hosts, hostsOf } from "../../stacks/hosts";
import type { Clients } from "../aws/clients";
import { NotSeen } from "./check";
import type { AskHealth, Connect } from "./connect";
import type { Dns } from "./dns/answers";
import { type Balancer, lookAtBalancer } from "./seen/balancer";
import { type DistributionSeen, lookAtDistributions } from "./seen/distributions";
import { type InstancesSeen, lookAtInstances } from "./seen/instances";
import { lookAtNetwork, type NetworkSeen } from "./seen/network";
import { lookAtState, type StateSeen } from "./seen/state";
import { lookAtZone, type ZoneSeen } from "./seen/zone";

export interface LookOptions {
  readonly environment: Environment;
  /** the folder that a local state lies in */
  readonly root: string;
  readonly dns: Dns;
  /** undefined without credentials that AWS takes */
  readonly clients: Clients | undefined;
  /** how ports are tried; undefined where instances are none, as in the local AWS */
  readonly connect: Connect | undefined;
  readonly askHealth: AskHealth;
  /** hardware addresses of this machine */
  readonly hardware: readonly string[];
}

/** What the checks look at, each thing once however many ask for it. */
export interface Look {
  readonly environment: Environment;
  readonly hosts: Hosts;
  readonly dns: Dns;
  readonly connect: Connect | undefined;
  readonly askHealth: AskHealth;
  readonly hardware: readonly string[];
  /** @throws NotSeen without credentials, as all that is below */
  readonly clients: Clients;
  zone(): Promise<ZoneSeen>;
  network(): Promise<NetworkSeen>;
  instances(): Promise<InstancesSeen>;
  distributions(): Promise<readonly DistributionSeen[]>;
  /** the load balancer of an earlier deploy */
  balancer(): Promise<Balancer | undefined>;
  state(): Promise<StateSeen>;
}

/** A look at AWS and DNS as they are. */
export class LiveLook implements Look {
  readonly environment: Environment;
  readonly hosts: Hosts;
  readonly dns: Dns;
  readonly connect: Connect | undefined;
  readonly askHealth: AskHealth;
  readonly hardware: readonly string[];

  readonly zone = once<ZoneSeen>(() => lookAtZone(this.clients, this.environment, this.hosts));
  readonly network = once<NetworkSeen>(() => lookAtNetwork(this.clients, this.environment));
  readonly instances = once<InstancesSeen>(() => lookAtInstances(this.clients, this.environment));
  readonly distributions = once<readonly DistributionSeen[]>(() =>
    lookAtDistributions(this.clients, this.environment, this.hosts),
  );
  readonly balancer = once<Balancer | undefined>(() => lookAtBalancer(this.clients, this.environment));
  readonly state = once<StateSeen>(() => lookAtState(this.clients, this.environment, this.options.root));

  constructor(private readonly options: LookOptions) {
    this.environment = options.environment;
    this.hosts = hostsOf(options.environment);
    this.dns = options.dns;
    this.connect = options.connect;
    this.askHealth = options.askHealth;
    this.hardware = options.hardware;
  }

  get clients(): Clients {
    if (this.options.clients === undefined) {
      throw new NotSeen("no credentials that AWS takes");
    }
    return this.options.clients;
  }
}

function once<T>(look: () => Promise<T>): () => Promise<T> {
  let seen: Promise<T> | undefined;
  return () => {
    seen ??= look();
    return seen;
  };
}
