import { type Configuration, literal } from "./configuration";
import { statePlace } from "./state-place";

/** Something that is not in the folder, and who has it. */
export interface Supplied {
  readonly name: string;
  readonly what: string;
  readonly who: string;
}

const SECRET = "origin_secret";

/** Everything that a run needs and that the folder does not hold. */
export function suppliedTo(configuration: Configuration): readonly Supplied[] {
  const { accountId, variables, blocks } = configuration;
  const account =
    accountId === undefined
      ? "the account of this environment"
      : `account ${accountId}: any other is refused`;
  return [
    {
      name: "AWS credentials",
      what: `with the permissions below, of ${account}`,
      who: "you, as every AWS tool takes them: `AWS_PROFILE`, variables, or the role of the machine",
    },
    ...[...variables].map(([name, { description, sensitive }]) =>
      name === SECRET ? secretVariable() : variable(name, description, sensitive),
    ),
    ...blocks
      // The image of instances is a parameter too, and no secret.
      .filter(
        ({ type, attributes }) => type === "data.aws_ssm_parameter" && attributes["with_decryption"] === true,
      )
      .map(({ attributes }) => parameter(literal(attributes["name"]) ?? "named in the JSON")),
    ...statePlace(configuration).environment.map(([name, what]) => ({
      name: `\`${name}\``,
      what,
      who: "whoever runs the server of the state",
    })),
  ];
}

function secretVariable(): Supplied {
  return {
    name: `\`TF_VAR_${SECRET}\``,
    what:
      "the header value that CloudFront shows to the load balancer: 32 to 128 of `a-z`, `0-9` and `-`, " +
      "the same at every run; while it rotates, `new,old`",
    who: "whoever deployed last; before a first deploy make one, `openssl rand -hex 32`, and keep it",
  };
}

function variable(name: string, description: string, sensitive: boolean): Supplied {
  return {
    name: `\`TF_VAR_${name}\``,
    what: `${description === "" ? "a variable of this environment's own" : description}${sensitive ? " (secret)" : ""}`,
    who: "whoever added it to the environment",
  };
}

function parameter(name: string): Supplied {
  return {
    name: `SSM parameter \`${name}\``,
    what:
      "the header value that CloudFront shows to the load balancer; each plan reads it. Encrypted with a key of your " +
      "own, it wants `kms:Decrypt` on that one too",
    who:
      "it is there from earlier deploys; before a first one " +
      `\`aws ssm put-parameter --name ${name} --type SecureString --value "$(openssl rand -hex 32)"\``,
  };
}
