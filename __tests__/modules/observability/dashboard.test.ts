import { Dashboard, type DashboardProps } from "../../../modules/observability/dashboard";
import { synthStack } from "../../../test-support/synth";

const PROPS: DashboardProps = {
  name: "shop-production",
  region: "eu-west-1",
  loadBalancer: "app/shop/0123456789abcdef",
  targetGroups: { api: "targetgroup/api/0123456789abcdef" },
};

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly region?: string;
    readonly metrics?: readonly (readonly unknown[])[];
    readonly annotations?: { readonly horizontal: readonly { readonly value: number }[] };
  };
}

function widgetsOf(props: Partial<DashboardProps> = {}): readonly Placed[] {
  const { resource } = synthStack((stack) => {
    new Dashboard(stack, "dashboard", { ...PROPS, ...props });
  });
  const dashboard = resource["aws_cloudwatch_dashboard"]?.["dashboard"];
  expect(dashboard?.["dashboard_name"]).toBe(props.name ?? PROPS.name);
  const { widgets }: { widgets: Placed[] } = JSON.parse(String(dashboard?.["dashboard_body"]));
  return widgets;
}

const titlesOf = (widgets: readonly Placed[]) => widgets.flatMap(({ properties: { title } }) => title ?? []);
const FULL = {
  distributionId: "E1",
  webAclMetricName: "shop-edge",
  targetGroups: Object.fromEntries(["a", "b", "c", "d"].map((name) => [name, `targetgroup/${name}/0`])),
};

describe("Dashboard", () => {
  it("shows the load balancer and its targets where there is no edge", () => {
    expect(titlesOf(widgetsOf())).toEqual([
      "Load balancer: requests",
      "Load balancer: 5xx",
      "Load balancer: until the answer begins",
      "Targets: api",
    ]);
  });

  it("shows edge and web ACL first, each metric in the region that has it", () => {
    const widgets = widgetsOf(FULL);
    expect(titlesOf(widgets).slice(0, 3)).toEqual(["Edge: requests", "Edge: errors", "Web ACL: blocked"]);
    for (const { properties } of widgets) {
      const [[namespace] = []] = properties.metrics ?? [];
      if (namespace !== undefined) {
        expect([namespace, properties.region]).toEqual([
          namespace,
          namespace === "AWS/ApplicationELB" ? "eu-west-1" : "us-east-1",
        ]);
      }
    }
  });

  it("has a line where an alarm goes off, in the graph's own unit", () => {
    const lines = (props: Partial<DashboardProps>) =>
      widgetsOf({ ...FULL, ...props }).flatMap(
        ({ properties: { annotations } }) => annotations?.horizontal.map(({ value }) => value) ?? [],
      );
    expect(lines({})).toEqual([5, 100, 10, 2]);
    expect(lines({ thresholds: { edgeErrorPercent: 1, wafBlocks: 2, errors: 3, latency: 250 } })).toEqual([
      1, 2, 3, 0.25,
    ]);
  });

  it("leaves no gap and no overlap on its 24 columns", () => {
    const widgets = widgetsOf(FULL);
    const cells = widgets.flatMap(({ x, y, width, height }) =>
      Array.from(
        { length: width * height },
        (_, index) => `${x + (index % width)},${y + Math.floor(index / width)}`,
      ),
    );
    const bottom = Math.max(...widgets.map(({ y, height }) => y + height));
    expect(new Set(cells).size).toBe(cells.length);
    expect(cells).toHaveLength(24 * bottom);
  });

  it.each(["", "shop production", "a".repeat(256)])("refuses the name %j", (name) => {
    expect(() => widgetsOf({ name })).toThrow("`name` must have 1 to 255 letters, digits, _ or -");
  });
});
