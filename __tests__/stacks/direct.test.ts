import { admissions } from "../../test-support/exposure/network-checks";
import { synthShape } from "../../test-support/shapes";

const RULES = "aws_vpc_security_group_ingress_rule";

describe("direct access", () => {
  const added = (name: string) => {
    const before = synthShape("smallest").addresses;
    return synthShape(name).addresses.filter((address) => !before.includes(address));
  };

  it("adds a record and the rules for SSH, and changes nothing else", () => {
    expect(added("direct access")).toEqual([
      "aws_route53_record.ssh_example_com_a",
      `${RULES}.direct_ssh`,
      `${RULES}.direct_ssh_ipv6`,
    ]);
    const { resource } = synthShape("direct access");
    const smallest = synthShape("smallest").resource;
    for (const [type, byName] of Object.entries(smallest)) {
      for (const [name, body] of Object.entries(byName)) expect(resource[type]?.[name]).toEqual(body);
    }
  });

  it("lets nobody in but the networks of the file, to port 22", () => {
    const before = admissions(synthShape("smallest"));
    const more = admissions(synthShape("direct access")).filter((each) => !before.includes(each));
    expect(more.map((each) => each.split(" ").slice(-2).join(" "))).toEqual([
      "tcp/22 2001:db8::/48",
      "tcp/22 203.0.113.0/24",
    ]);
  });

  it("is a name alone where nobody is to be let in", () => {
    expect(added("direct name alone")).toEqual(["aws_route53_record.ssh_example_com_a"]);
  });

  it("points the name at the Elastic IP address", () => {
    expect(synthShape("direct access").resource["aws_route53_record"]?.["ssh_example_com_a"]).toMatchObject({
      name: "ssh.example.com",
      type: "A",
      ttl: 300,
      records: ["$" + "{one(data.aws_eips.direct.public_ips)}"],
    });
  });

  it("takes the group that the file names, and lists the record where the zone is someone else's", () => {
    const { resource, data, output } = synthShape("direct access, external zone");
    expect(resource[RULES]?.["direct_ssh"]).toMatchObject({ security_group_id: "sg-0123456789abcdef0" });
    expect(data["aws_instance"]?.["direct_instance"]).toBeUndefined();
    expect(resource["aws_route53_record"]).toBeUndefined();
    expect(JSON.stringify(output["dns_records"])).toContain('"purpose":"direct"');
  });
});
