import { down, type PartStatus, type Status, status, up } from "../local/world";
import { EXIT } from "./exit-codes";

const USAGE = "usage: ./gatehouse local up|down|status [--folder FOLDER]";

/** `local up|down|status`: the AWS of this machine. */
export async function run(args: readonly string[]): Promise<number> {
  const [action = "", option, folder, ...rest] = args;
  const known = ["up", "down", "status"].includes(action);
  if (
    !known ||
    rest.length > 0 ||
    (option !== undefined && (option !== "--folder" || folder === undefined))
  ) {
    console.error(`${USAGE}\nlocal: found "${args.join(" ")}"`);
    return EXIT.badInput;
  }
  const options = folder === undefined ? {} : { folder };
  switch (action) {
    case "up":
      await up({ ...options, say: console.log });
      return EXIT.done;
    case "down":
      console.log(
        (await down(options)) ? "the local AWS is down; its folder is removed" : "there is no local AWS",
      );
      return EXIT.done;
    default:
      return report(await status(options));
  }
}

function report(found: Status): number {
  console.log(`local AWS: ${found.state} (${found.folder})`);
  console.log(`  moto   ${describe(found.moto)}`);
  console.log(`  gate   ${describe(found.gate)}`);
  if (found.world !== undefined) {
    console.log(`  log    ${found.world.requestLog}`);
    console.log(
      `  look   AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test aws --endpoint-url ${found.world.endpoint} --region ${found.world.seeded.region} ec2 describe-instances`,
    );
  }
  return found.state === "up" ? EXIT.done : EXIT.failed;
}

function describe({ pid, url, running, answers }: PartStatus): string {
  if (pid === undefined) {
    return "not started";
  }
  return `${url}, process ${pid}: ${answers ? "healthy" : running ? "running, but does not answer" : "has ended"}`;
}
