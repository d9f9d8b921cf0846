/** An account as it may be shown: its last four digits. */
export function maskAccount(account: string): string {
  return account.slice(-4).padStart(12, "*");
}

/** An ARN without its account, and without the names of people: of a role its name is kept, of a session not. */
export function maskArn(arn: string): string {
  const [prefix, partition, service, region, account = "", ...rest] = arn.split(":");
  const [kind = "", name = ""] = rest.join(":").split("/");
  const shown = /^(assumed-role|role)$/.test(kind) ? `${kind}/${name}` : kind;
  const hidden = rest.join(":") === shown ? shown : `${shown}/***`;
  return [prefix, partition, service, region, maskAccount(account), hidden].join(":");
}
