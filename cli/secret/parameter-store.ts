import {
  DescribeParametersCommand,
  GetParameterCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
  SSMClient,
} from "@aws-sdk/client-ssm";
import type { Credentials } from "../aws/credentials";
import { clientSettings } from "../aws/settings";

/** A parameter as SSM holds it now. */
export interface Stored {
  readonly value: string;
  readonly version: number;
  readonly secure: boolean;
}

/** The parameters of an account in one region. Values stay out of every error. */
export class ParameterStore {
  private readonly client: SSMClient;

  constructor(region: string, credentials: Credentials, env: NodeJS.ProcessEnv) {
    this.client = new SSMClient(clientSettings("ssm", region, credentials, env));
  }

  destroy(): void {
    this.client.destroy();
  }

  /** The parameter, or an earlier version of it; undefined where there is none. */
  async read(name: string, version?: number): Promise<Stored | undefined> {
    const Name = version === undefined ? name : `${name}:${version}`;
    try {
      const { Parameter } = await this.client.send(new GetParameterCommand({ Name, WithDecryption: true }));
      return {
        value: Parameter?.Value ?? "",
        version: Parameter?.Version ?? 0,
        secure: Parameter?.Type === "SecureString",
      };
    } catch (error) {
      if (isNamed(error, "ParameterNotFound", "ParameterVersionNotFound")) return undefined;
      throw error;
    }
  }

  /** Answers whether it was made: not where there is one by now. */
  async create(name: string, value: string, description: string): Promise<boolean> {
    try {
      await this.put({ Name: name, Value: value, Description: description, Overwrite: false });
      return true;
    } catch (error) {
      if (isNamed(error, "ParameterAlreadyExists")) return false;
      throw error;
    }
  }

  /** A new version. Key, description and tier stay: without them SSM would take its own defaults. */
  async replace(name: string, value: string): Promise<void> {
    const ParameterFilters = [{ Key: "Name", Option: "Equals", Values: [name] }];
    const { Parameters = [] } = await this.client.send(new DescribeParametersCommand({ ParameterFilters }));
    const [{ KeyId, Description, Tier } = {}] = Parameters;
    await this.put({
      Name: name,
      Value: value,
      Overwrite: true,
      ...(KeyId === undefined ? {} : { KeyId }),
      ...(Description ? { Description } : {}),
      ...(Tier === undefined ? {} : { Tier }),
    });
  }

  private async put(input: Omit<PutParameterCommandInput, "Type">): Promise<void> {
    try {
      await this.client.send(new PutParameterCommand({ ...input, Type: "SecureString" }));
    } catch (error) {
      if (error instanceof Error && input.Value !== undefined) {
        error.message = error.message.replaceAll(input.Value, "***");
      }
      throw error;
    }
  }
}

function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}
