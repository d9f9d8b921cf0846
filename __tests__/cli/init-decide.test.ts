import { findCertificates } from "../../cli/init/certificates";
import { Interview } from "../../cli/init/interview";
import { decideDomain, decideProject, decideZone } from "../../cli/init/names";
import { decideNetwork } from "../../cli/init/network";
import type { Certificate, Sight, Vpc } from "../../cli/init/seen";
import { decideTargets } from "../../cli/init/targets";
import { asked, EXAMPLE, instance, nobody, person, seen, silent, unseen, vpc } from "./init-support";

const DEEP = { id: "Z0000000000000000000B", name: "shop.example.com" };
const TWIN = { id: "Z0000000000000000000C", name: "example.com" };

describe("the domain", () => {
  it("is the name of the one zone, also where it is there twice", async () => {
    await expect(decideDomain(asked(), seen(EXAMPLE), nobody(), silent)).resolves.toBe("example.com");
    await expect(decideDomain(asked(), seen(EXAMPLE, TWIN), nobody(), silent)).resolves.toBe("example.com");
  });

  it("is that of the zone that was named", async () => {
    const flags = asked(`--zone-id ${DEEP.id}`);
    await expect(decideDomain(flags, seen(EXAMPLE, DEEP), nobody(), silent)).resolves.toBe(
      "shop.example.com",
    );
  });

  it.each([
    ["2", "shop.example.com"],
    ["api.example.com", "api.example.com"],
  ])("is asked where there are several zones: %s", async (answer, domain) => {
    const interview = new Interview(person(answer).prompt, false);
    await expect(decideDomain(asked(), seen(EXAMPLE, DEEP), interview, silent)).resolves.toBe(domain);
  });

  it("stays open without anyone to ask", async () => {
    const interview = nobody();
    await decideDomain(asked(), seen(EXAMPLE, DEEP), interview, silent);
    await decideDomain(asked(), seen(), interview, silent);
    expect(interview.open).toEqual([
      "init: --domain NAME: Which name do viewers type? That of a zone, or one below it. Found example.com, shop.example.com",
      "init: --domain NAME: Which name do viewers type? That of a zone, or one below it.",
    ]);
  });
});

describe("the zone", () => {
  const zone = (names: readonly string[], zones = seen(EXAMPLE, DEEP), flags = "", interview = nobody()) =>
    decideZone(names, asked(flags), zones, interview, silent);

  it.each([
    [["shop.example.com"], DEEP],
    [["a.shop.example.com", "*.shop.example.com"], DEEP],
    [["shop.example.com", "www.example.com"], EXAMPLE],
    [["*.example.com"], EXAMPLE],
    [["myshop.example.com"], EXAMPLE],
  ])("of %p is the longest that holds them all", async (names, found) => {
    await expect(zone(names)).resolves.toEqual({ kind: "zone", zone: found, byId: false });
  });

  it.each([["example.net"], ["myexample.com"], ["example.com.net"]])("does not hold %s", async (name) => {
    await expect(zone([name])).resolves.toEqual({
      kind: "missing",
      why: `no public hosted zone of the account holds ${name}`,
    });
  });

  it("is asked, and written by its id, where two have one name", async () => {
    const interview = nobody();
    await expect(zone(["example.com"], seen(EXAMPLE, TWIN), "", interview)).resolves.toBeUndefined();
    expect(interview.open).toEqual([
      `init: --zone-id ID: Which of the zones example.com? The one whose name servers the registrar has. Found ${EXAMPLE.id}, ${TWIN.id}`,
    ]);
    const by = { kind: "zone", zone: TWIN, byId: true };
    const flags = `--zone-id ${TWIN.id}`;
    await expect(zone(["example.com"], seen(EXAMPLE, TWIN), flags)).resolves.toEqual(by);
    const answered = new Interview(person("2").prompt, false);
    await expect(zone(["example.com"], seen(EXAMPLE, TWIN), "", answered)).resolves.toEqual(by);
  });

  it("is refused where it does not hold the names", async () => {
    const interview = nobody();
    await expect(
      zone(["example.com"], seen(DEEP), `--zone-id ${DEEP.id}`, interview),
    ).resolves.toBeUndefined();
    expect(interview.open).toEqual([
      `init: --zone-id must be that of a public hosted zone which holds example.com, found "${DEEP.id}"; there are: ${DEEP.id} shop.example.com`,
    ]);
  });

  it("is taken by its id where it cannot be looked at", async () => {
    const found = await zone(["example.com"], unseen("no credentials"), "--zone-id Z1");
    expect(found).toEqual({ kind: "zone", zone: { id: "Z1" }, byId: true });
  });
});

describe("the project", () => {
  it.each([
    ["example.com", "example"],
    ["shop.example.co.uk", "example"],
    ["a-very-long-name-of-a-company.com", "a-very-long-name-of"],
  ])("of %s is %s", async (domain, project) => {
    await expect(decideProject(asked(), domain, nobody(), silent)).resolves.toBe(project);
  });

  it.each(["internal.com", "4you.com"])("cannot be taken from %s", async (domain) => {
    const interview = nobody();
    await expect(decideProject(asked(), domain, interview, silent)).resolves.toBeUndefined();
    expect(interview.open).toEqual([expect.stringMatching(/^init: --project NAME: /)]);
  });
});

describe("targets", () => {
  const tagged = (id: string) => instance(id, { tags: { Name: `web-${id.at(-1)}`, team: "shop" } });
  const A = tagged("i-0000000a");
  const B = tagged("i-0000000b");
  const two = [
    { id: "sg-00000001", name: "web" },
    { id: "sg-00000002", name: "ssh" },
  ];
  const targets = (all: Sight<ReturnType<typeof instance>>, flags = "", interview = nobody()) =>
    decideTargets(asked(flags), all, "eu-west-1", interview, silent);

  it("are the one instance that runs", async () => {
    const stopped = instance("i-0000000c", { running: false });
    await expect(targets(seen(A, stopped))).resolves.toEqual({
      targets: { kind: "instances", instances: [{ id: A.id, name: "web-a" }] },
      vpcId: A.vpcId,
    });
  });

  it("are a stopped instance where it is named", async () => {
    const stopped = instance("i-0000000c", { running: false });
    await expect(targets(seen(A, stopped), `--instance ${stopped.id}`)).resolves.toMatchObject({
      targets: { instances: [{ id: stopped.id }] },
    });
  });

  it("are missing where none runs", async () => {
    await expect(targets(seen())).resolves.toEqual({
      targets: { kind: "missing", why: "no instance runs in eu-west-1" },
    });
  });

  it("are asked where there are several", async () => {
    const interview = nobody();
    await expect(targets(seen(A, B), "", interview)).resolves.toBeUndefined();
    expect(interview.open).toEqual([
      "init: --instance ID, --tags KEY=VALUE or --external: Which instances run the backend? Found i-0000000a web-a, i-0000000b web-b",
    ]);
    const both = new Interview(person("1 2").prompt, false);
    await expect(targets(seen(A, B), "", both)).resolves.toMatchObject({
      targets: { instances: [{ id: A.id }, { id: B.id }] },
    });
  });

  it("are refused where they are not there, or in two VPCs", async () => {
    const interview = nobody();
    await targets(seen(A), "--instance i-0000000f", interview);
    const away = instance("i-0000000d", { vpcId: "vpc-00000002" });
    await targets(seen(A, away), `--instance ${A.id} --instance ${away.id}`, interview);
    expect(interview.open).toEqual([
      'init: --instance must be an instance of eu-west-1, found "i-0000000f"; there are: i-0000000a web-a',
      "init: targets must lie in one VPC, found i-0000000a web-a in vpc-00000001, i-0000000d web-d in vpc-00000002; give those of one",
    ]);
  });

  it("say which of several security groups lets the load balancer in", async () => {
    const many = instance("i-0000000e", { groups: two });
    const interview = nobody();
    await expect(targets(seen(many), "", interview)).resolves.toBeUndefined();
    await targets(seen(many), "--security-group sg-0000000f", interview);
    expect(interview.open).toEqual([
      "init: --security-group ID: Which group of i-0000000e is to let the load balancer in? Found sg-00000001 web, sg-00000002 ssh",
      'init: --security-group must be one of the targets, found "sg-0000000f"; there are: sg-00000001 web, sg-00000002 ssh',
      "init: --security-group ID: Which group of i-0000000e is to let the load balancer in? Found sg-00000001 web, sg-00000002 ssh",
    ]);
    const given = await targets(seen(many), "--security-group sg-00000002");
    expect(given?.targets).toMatchObject({ instances: [{ id: many.id, securityGroupId: "sg-00000002" }] });
  });

  it("are asked once for instances with the same groups, and not for those with one", async () => {
    const many = ["i-0000000d", "i-0000000e"].map((id) => instance(id, { groups: two }));
    const { prompt, questions } = person("1,2,3", "2");
    const chosen = await targets(seen(A, ...many), "", new Interview(prompt, false));
    expect(questions).toHaveLength(2);
    expect(chosen?.targets).toEqual({
      kind: "instances",
      instances: [
        { id: A.id, name: "web-a" },
        { id: "i-0000000d", name: "web-d", securityGroupId: "sg-00000002" },
        { id: "i-0000000e", name: "web-e", securityGroupId: "sg-00000002" },
      ],
    });
  });

  it.each([
    ["--tags team=shop", [A, B]],
    ["--tags Name=web-a", [A]],
    ["--tags Name=web-b --tags team=shop", [B]],
  ])("are those with %s", async (flags, found) => {
    const said: string[] = [];
    const decided = await decideTargets(asked(flags), seen(A, B), "eu-west-1", nobody(), (_, text) =>
      said.push(text),
    );
    expect(decided).toMatchObject({ targets: { kind: "tags" }, vpcId: A.vpcId });
    expect(said[0]?.split(":")[0]).toBe(found.map(({ id, name }) => `${id} ${name}`).join(", "));
  });

  it("may be tags that no instance has yet", async () => {
    await expect(targets(seen(A), "--tags team=other")).resolves.toEqual({
      targets: { kind: "tags", tags: { team: "other" } },
    });
  });

  it("by tags have one group that is shared by all", async () => {
    const wide = { ...tagged("i-0000000d"), groups: two };
    const shared = await targets(seen(A, wide), "--tags team=shop");
    expect(shared?.targets).toMatchObject({ securityGroupId: "sg-00000001" });
    const interview = nobody();
    const alone = { ...tagged("i-0000000e"), groups: [{ id: "sg-00000009", name: "x" }] };
    await expect(targets(seen(alone, wide), "--tags team=shop", interview)).resolves.toBeUndefined();
    await expect(targets(seen(wide), "--tags team=shop", interview)).resolves.toBeUndefined();
    expect(interview.open).toEqual([
      expect.stringMatching(
        /^init: instances with one tag must share a security group, found i-0000000e in /,
      ),
      expect.stringMatching(/^init: --security-group ID: Which group of i-0000000d /),
    ]);
  });

  it("are taken as they are given where they cannot be looked at", async () => {
    const why = "no credentials";
    await expect(targets(unseen(why), "--instance i-0000000a")).resolves.toEqual({
      targets: { kind: "instances", instances: [{ id: "i-0000000a", name: undefined }] },
    });
    const interview = nobody();
    const two = "--security-group sg-00000001 --security-group sg-00000002";
    await expect(targets(unseen(why), `--instance i-0000000a ${two}`, interview)).resolves.toBeUndefined();
    await expect(targets(seen(A), `--tags x=y ${two}`, interview)).resolves.toBeUndefined();
    const problem =
      "init: --security-group may be given once for targets that are not seen, found sg-00000001, sg-00000002";
    expect(interview.open).toEqual([problem, problem]);
    const given = await targets(unseen(why), "--instance i-0000000a --security-group sg-00000001");
    expect(given?.targets).toMatchObject({ instances: [{ securityGroupId: "sg-00000001" }] });
    await expect(targets(unseen(why), "--tags a=b --security-group sg-00000001")).resolves.toEqual({
      targets: { kind: "tags", tags: { a: "b" }, securityGroupId: "sg-00000001" },
    });
    await expect(targets(unseen(why))).resolves.toEqual({
      targets: { kind: "missing", why: "which instances run is not known: no credentials" },
    });
  });
});

describe("the network", () => {
  const subnet = (id: string, zone: string) => ({ id, name: undefined, zone });
  const A1 = subnet("subnet-000000a1", "eu-west-1a");
  const A2 = subnet("subnet-000000a2", "eu-west-1a");
  const B1 = subnet("subnet-000000b1", "eu-west-1b");
  const OWN = vpc("vpc-00000002");
  const DEFAULT = vpc("vpc-00000001", true);
  const network = (
    { vpcs = seen(DEFAULT, OWN), subnets = seen(A1, B1) }: { vpcs?: Sight<Vpc>; subnets?: Sight<typeof A1> },
    targets: string | undefined,
    flags = "",
    interview = nobody(),
  ) => decideNetwork(asked(flags), targets, vpcs, async () => subnets, interview, silent);

  it("is the default VPC of the targets, with nothing to write", async () => {
    await expect(network({}, DEFAULT.id)).resolves.toEqual({ kind: "default" });
  });

  it("is the other VPC of the targets, with a public subnet of each zone", async () => {
    await expect(network({}, OWN.id)).resolves.toEqual({
      kind: "existing",
      vpc: OWN,
      subnets: [A1.id, B1.id],
    });
  });

  it("is the one VPC where the targets do not tell", async () => {
    await expect(network({ vpcs: seen(DEFAULT) }, undefined)).resolves.toEqual({ kind: "default" });
    await expect(network({ vpcs: seen(OWN) }, undefined)).resolves.toMatchObject({ vpc: OWN });
  });

  it("is asked where there are several and the targets do not tell", async () => {
    const interview = nobody();
    await expect(network({}, undefined, "", interview)).resolves.toBeUndefined();
    expect(interview.open).toEqual([
      "init: --vpc ID: In which VPC are the targets going to be? Found vpc-00000001 (the default VPC), vpc-00000002 platform; --yes takes vpc-00000001 (the default VPC)",
    ]);
    await expect(network({}, undefined, "--yes", nobody({ yes: true }))).resolves.toEqual({
      kind: "default",
    });
    await expect(network({}, undefined, `--vpc ${OWN.id}`)).resolves.toMatchObject({ vpc: OWN });
  });

  it("is asked for the subnet of a zone that has several", async () => {
    const subnets = seen(A1, A2, B1);
    const interview = nobody();
    await expect(network({ subnets }, OWN.id, "", interview)).resolves.toBeUndefined();
    expect(interview.open).toEqual([
      "init: --subnet ID: Which public subnet of eu-west-1a is the load balancer's? Found subnet-000000a1, subnet-000000a2",
    ]);
    await expect(network({ subnets }, OWN.id, `--subnet ${A2.id}`)).resolves.toMatchObject({
      subnets: [A2.id, B1.id],
    });
    const answered = new Interview(person("1").prompt, false);
    await expect(network({ subnets }, OWN.id, "", answered)).resolves.toMatchObject({
      subnets: [A1.id, B1.id],
    });
  });

  it.each([
    [[], "vpc-00000002 has public subnets in no zone, and a load balancer needs two"],
    [[A1, A2], "vpc-00000002 has public subnets in one zone, and a load balancer needs two"],
  ])("is missing with the public subnets %p", async (subnets, why) => {
    await expect(network({ subnets: seen(...subnets) }, OWN.id)).resolves.toEqual({
      kind: "missing",
      why,
      vpcId: OWN.id,
    });
  });

  it("is missing where the region has none", async () => {
    await expect(network({ vpcs: seen() }, undefined)).resolves.toEqual({
      kind: "missing",
      why: "the region has no VPC",
    });
  });

  it("is refused where the flags say what is not there", async () => {
    const interview = nobody();
    await network({}, OWN.id, "--vpc vpc-00000001", interview);
    await network({}, undefined, "--vpc vpc-0000000f", interview);
    await network({}, OWN.id, "--subnet subnet-0000000f", interview);
    await network({ vpcs: unseen("denied") }, undefined, "--vpc vpc-00000002", interview);
    expect(interview.open).toEqual([
      'init: --vpc must be the VPC of the targets, vpc-00000002, found "vpc-00000001"; leave it out',
      'init: --vpc must be a VPC of the region, found "vpc-0000000f"; there are: vpc-00000001, vpc-00000002 platform',
      'init: --subnet must be a public subnet of vpc-00000002, found "subnet-0000000f"; there are: subnet-000000a1 in eu-west-1a, subnet-000000b1 in eu-west-1b',
      "init: --vpc needs --subnet, once for each of two zones or more: denied",
    ]);
  });

  it("is taken as it is given where it cannot be looked at", async () => {
    const flags = `--vpc ${OWN.id} --subnet ${A1.id} --subnet ${B1.id}`;
    await expect(network({ vpcs: unseen("denied") }, undefined, flags)).resolves.toMatchObject({
      subnets: [A1.id, B1.id],
    });
    await expect(network({ vpcs: unseen("denied") }, undefined)).resolves.toEqual({ kind: "default" });
  });
});

describe("certificates", () => {
  const certificate = (arn: string, ...names: readonly string[]): Certificate => ({
    arn,
    names,
    imported: false,
    expires: 0,
  });
  const apex = certificate("apex", "example.com");
  const wide = certificate("wide", "example.com", "*.example.com");
  const find = (edge: boolean, regional: readonly Certificate[], viewer: readonly Certificate[] = []) =>
    findCertificates(
      { names: ["example.com"], edge, viewer: seen(...viewer), regional: seen(...regional) },
      silent,
    );

  it("of the load balancer hold the name by which CloudFront reaches it", () => {
    expect(find(true, [apex, wide], [apex, wide])).toEqual({ viewer: apex, regional: wide });
    expect(find(true, [apex], [apex])).toEqual({ viewer: apex });
    expect(find(false, [apex], [apex])).toEqual({ regional: apex });
  });

  it("that hold too few names are none", () => {
    expect(find(true, [certificate("www", "www.example.com")], [certificate("w", "*.example.com")])).toEqual(
      {},
    );
  });
});
