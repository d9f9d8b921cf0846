/** What a floor knows of one environment: what differs from the pattern, and no more. */
export interface FloorEnvironment {
  readonly domain: string;
  /** the domain in Terraform addresses */
  readonly slug: string;
  readonly name: string;
  /** of the listener rules, in the order of their addresses */
  readonly priorities: readonly number[];
}

/** Reads it off the configurations that Gatehouse has made, by name. */
export function environmentsOf(made: Readonly<Record<string, string>>): readonly FloorEnvironment[] {
  return Object.entries(made).map(([name, json]) => {
    const { output, resource } = JSON.parse(json);
    const domain = new URL(output.url.value).hostname;
    const rules: { readonly priority: number }[] = Object.values(resource.aws_lb_listener_rule);
    return {
      domain,
      slug: domain.replace(/\W/g, "_"),
      name,
      priorities: rules.map(({ priority }) => priority),
    };
  });
}
