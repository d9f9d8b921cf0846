import { execFile } from "node:child_process";
import { join } from "node:path";
import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { PROJECT_FOLDER } from "../record/project";
import type { Session } from "../session";
import { environmentOf, PROJECT } from "../stack/description";
import { BACKEND } from "../stack/environment-file";

/** Takes into the state what a Terraform that was stopped or killed has made and not written down. */
export async function adopt(session: Session): Promise<void> {
  await untaint(session);
  await recover(session);
  await adoptInstances(session);
}

/** What is half made is there, and goes as it is: a plan would make it a second time first. */
async function untaint({ terraform, stop }: Session): Promise<void> {
  for (const [address, { tainted }] of await terraform.resources()) {
    if (tainted) await terraform.run(["untaint", address], stop.teardown);
  }
}

/** `./gatehouse recover`, for everything that Gatehouse itself makes. */
async function recover({ record, stack, command, folder, env, say }: Session): Promise<void> {
  const program = ["--import", "tsx", join(PROJECT_FOLDER, "cli", "gatehouse.ts"), "recover"];
  const { failed, text } = await new Promise<{ failed: boolean; text: string }>((resolve) => {
    execFile(
      process.execPath,
      [...program, environmentOf(record.description), "--folder", stack],
      {
        cwd: PROJECT_FOLDER,
        env: { ...env, TERRAFORM_BINARY_NAME: command, TF_VAR_origin_secret: folder.secret },
      },
      (error, stdout, stderr) => resolve({ failed: error !== null, text: `${stdout}${stderr}` }),
    );
  });
  // What it leaves is told again, in the inventory, where it is still there at the end.
  const lines = text.trimEnd().split("\n");
  for (const line of failed ? lines.slice(-12) : lines.filter((each) => / <- |^imported: /.test(each))) {
    say(`  ${line}`);
  }
}

/** Recovery knows nothing of an instance: it is the team's, not Gatehouse's. This one bears the run's tags. */
async function adoptInstances({ record, clients, terraform, stop, say }: Session): Promise<void> {
  const known = [...(await terraform.resources()).values()].map(({ id }) => id);
  const found = await taggedInstances(clients.ec2, record.description);
  for (const id of found.filter((each) => !known.includes(each))) {
    say(`  aws_instance.${BACKEND} <- ${id} (its tags)`);
    await terraform.run(["import", "-no-color", `aws_instance.${BACKEND}`, id], stop.teardown);
  }
}

/** The run's instances that are not gone. */
export async function taggedInstances(
  client: Session["clients"]["ec2"],
  description: { readonly id: string },
): Promise<readonly string[]> {
  const { Reservations = [] } = await client.send(
    new DescribeInstancesCommand({
      Filters: [
        { Name: "tag:Project", Values: [PROJECT] },
        { Name: "tag:Environment", Values: [environmentOf(description)] },
        { Name: "instance-state-name", Values: ["pending", "running", "stopping", "stopped"] },
      ],
    }),
  );
  return Reservations.flatMap(({ Instances = [] }) =>
    Instances.flatMap(({ InstanceId }) => InstanceId ?? []),
  );
}
