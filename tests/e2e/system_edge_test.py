#!/usr/bin/env python3
"""The sample system between and above its regions: each row of its description, on the resolved
output. The sites themselves are in system_test.py."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import harness, sample  # noqa: E402
from support import questions as ask  # noqa: E402
from support.facts import FIREWALL, SEOUL, SITE, VIRGINIA, Facts, natively  # noqa: E402

SITE_NAMES = {SITE, "hybridbts.com", "*.hybridbts.com"}
PRIVATE = {"seoul": {"10.0.1.0/24", "10.0.3.0/24"},
           "virginia": {"172.16.2.0/24", "172.16.3.0/24"}}


class Edge(Facts):
    blueprint = "edge"

    def test_peering(self):
        """Seoul (requester) ↔ Virginia; each side's private route tables carry the other's private
        subnets"""
        peering, = self.cloud.resources(type="AWS::EC2::VPCPeeringConnection")
        vpcs = {name: self.only("AWS::EC2::VPC", blueprint=name) for name in ("seoul", "virginia")}
        self.assertEqual((peering.region, peering.get("VpcId"), peering.get("PeerVpcId"),
                          peering.get("PeerRegion")),
                         (SEOUL, vpcs["seoul"].id, vpcs["virginia"].id, VIRGINIA))
        for blueprint, theirs in (("seoul", PRIVATE["virginia"]), ("virginia", PRIVATE["seoul"])):
            subnets = ask.subnets(self.cloud, blueprint).values()
            for subnet in subnets:
                table = ask.table_of(self.cloud, subnet)
                over = {destination for destination, target in
                        ask.routes(self.cloud, table).items() if target is peering}
                private = subnet.id in self.private(blueprint)
                self.assertEqual(over, theirs if private else set(), subnet.label)

    def test_accelerator(self):
        """BTS-AGA, TCP 443 (and 80 for the redirect); endpoint groups ap-northeast-2 and us-east-1,
        dial 100, the region's ALB at weight 128, client addresses preserved"""
        accelerator = self.only("AWS::GlobalAccelerator::Accelerator")
        self.assertEqual((accelerator.get("Name"), accelerator.get("Enabled", True)),
                         ("BTS-AGA", True))
        ports = set()
        for listener in self.all("AWS::GlobalAccelerator::Listener"):
            self.assertEqual((listener.get("AcceleratorArn"), listener.get("Protocol"),
                              listener.get("ClientAffinity", "NONE")),
                             (accelerator.arn, "TCP", "NONE"))
            ports |= {(each["FromPort"], each["ToPort"]) for each in listener.get("PortRanges")}
            groups = {group.get("EndpointGroupRegion"): group
                      for group in self.all("AWS::GlobalAccelerator::EndpointGroup")
                      if group.get("ListenerArn") == listener.arn}
            self.assertEqual(set(groups), {SEOUL, VIRGINIA})
            for region, blueprint in ((SEOUL, "seoul"), (VIRGINIA, "virginia")):
                endpoint, = groups[region].get("EndpointConfigurations")
                self.assertEqual((groups[region].get("TrafficDialPercentage"),
                                  groups[region].get("PortOverrides", [])), (100, []))
                self.assertEqual((endpoint["EndpointId"], endpoint["Weight"],
                                  endpoint["ClientIPPreservationEnabled"]),
                                 (self.balancer(blueprint).arn, 128, True))
        self.assertEqual(ports, {(80, 80), (443, 443)})

    def records(self):
        return {(record.get("Name").rstrip("."), record.get("Type")): record
                for record in self.all("AWS::Route53::RecordSet")}

    def test_records(self):
        """zone hybridbts.com; A aliases of the accelerator for the apex, www, kr and *;
        media.hybridbts.com is an A and AAAA alias of the distribution"""
        accelerator = self.only("AWS::GlobalAccelerator::Accelerator").attribute("DnsName")
        media = self.only("AWS::CloudFront::Distribution").attribute("DomainName")
        expected = {(name, "A"): (accelerator, "Z2BJ6XQ5FK7U4H")
                    for name in ("hybridbts.com", "www.hybridbts.com", "kr.hybridbts.com",
                                 "*.hybridbts.com")}
        expected.update({("media.hybridbts.com", kind): (media, "Z2FDTNDATAQYW2")
                         for kind in ("A", "AAAA")})
        self.assertEqual({key: (record.get("AliasTarget.DNSName"),
                                record.get("AliasTarget.HostedZoneId"))
                          for key, record in self.records().items()}, expected)
        self.assertEqual({record.get("HostedZoneId") for record in self.records().values()},
                         {sample.ANSWERS["ZoneId"]})

    def test_health_checks(self):
        """HTTPS health checks of www and of each region's ALB"""
        # In the order of names: (host, protocol, port, path, whether it is turned round or off).
        checks = sorted((config["FullyQualifiedDomainName"], config["Type"],
                         config.get("Port", 443), config.get("ResourcePath", "/"),
                         config.get("Inverted", False), config.get("Disabled", False))
                        for config in (check.get("HealthCheckConfig")
                                       for check in self.all("AWS::Route53::HealthCheck")))
        hosts = [SITE, *(self.balancer(blueprint).attribute("DNSName")
                         for blueprint in ("seoul", "virginia"))]
        self.assertEqual(checks, [(host, "HTTPS", 443, "/", False, False)
                                  for host in sorted(hosts)])

    def test_certificates(self):
        """www.hybridbts.com with hybridbts.com and *.hybridbts.com, DNS-validated in the zone; one
        per region that uses it, and the one for CloudFront in us-east-1"""
        found = self.cloud.resources(type="AWS::CertificateManager::Certificate")
        self.assertEqual(sorted((each.stack.id.split("/")[0], each.region) for each in found),
                         [("edge", VIRGINIA), ("seoul", SEOUL), ("virginia", VIRGINIA)])
        for certificate in found:
            names = {certificate.get("DomainName"),
                     *certificate.get("SubjectAlternativeNames", [])}
            self.assertEqual((certificate.get("DomainName"), names,
                              certificate.get("ValidationMethod")), (SITE, SITE_NAMES, "DNS"))
            # Apex and wildcard share one record: each base name once.
            options = {option["DomainName"]: option["HostedZoneId"]
                       for option in certificate.get("DomainValidationOptions")}
            self.assertEqual(options, dict.fromkeys((SITE, "hybridbts.com"),
                                                    sample.ANSWERS["ZoneId"]))

    def test_distribution(self):
        """CloudFront over the media bucket by origin access control, HTTPS only, web ACL of scope
        CLOUDFRONT and certificate from us-east-1; the bucket admits that distribution alone; an
        origin group falls back to the copy in Virginia"""
        distribution = self.only("AWS::CloudFront::Distribution")
        config = distribution.get("DistributionConfig")
        self.assertEqual((config["Enabled"], config["Aliases"]), (True, ["media.hybridbts.com"]))
        media, copy = (self.only("AWS::S3::Bucket", "buckets.media", name)
                       for name in ("seoul", "virginia"))
        origins = {origin["Id"]: origin for origin in config["Origins"]}
        for origin in origins.values():
            control = self.cloud.find(origin["OriginAccessControlId"])
            signing = control.get("OriginAccessControlConfig")
            self.assertEqual((control.type, signing["OriginAccessControlOriginType"],
                              signing["SigningBehavior"], signing["SigningProtocol"],
                              origin.get("OriginPath", "")),
                             ("AWS::CloudFront::OriginAccessControl", "s3", "always", "sigv4", ""))
        group, = config["OriginGroups"]["Items"]
        members = [origins[member["OriginId"]]["DomainName"]
                   for member in group["Members"]["Items"]]
        self.assertEqual((members, len(origins)), (
            [bucket.attribute("RegionalDomainName") for bucket in (media, copy)], 2))
        # Whatever a region that is gone may answer.
        self.assertLessEqual({500, 502, 503, 504},
                             set(group["FailoverCriteria"]["StatusCodes"]["Items"]))
        for behavior in (config["DefaultCacheBehavior"], *config.get("CacheBehaviors", [])):
            self.assertEqual(behavior["TargetOriginId"], group["Id"])
            self.assertIn(behavior["ViewerProtocolPolicy"], ("https-only", "redirect-to-https"))
        acl = self.cloud.find(config["WebACLId"])
        self.assertEqual((acl.get("Scope"), acl.region), ("CLOUDFRONT", VIRGINIA))
        certificate = self.cloud.find(config["ViewerCertificate"]["AcmCertificateArn"])
        self.assertEqual(certificate.region, VIRGINIA)
        for bucket in (media, copy):
            allowed, = (statement for statement in ask.bucket_statements(self.cloud, bucket)
                        if statement["Effect"] == "Allow")
            condition = {key.lower(): value for key, value in
                         allowed["Condition"]["StringEquals"].items()}
            self.assertEqual((allowed["Principal"], ask.listed(allowed["Action"]),
                              ask.listed(allowed["Resource"])),
                             ({"Service": "cloudfront.amazonaws.com"}, ["s3:GetObject"],
                              [bucket.arn + "/*"]), bucket.label)
            self.assertRegex(condition["aws:sourcearn"],
                             rf"^arn:aws:cloudfront::\d+:distribution/{distribution.id}$")

    def test_firewall(self):
        """six AWS managed groups in this order: AmazonIpReputationList (25 WCU), CommonRuleSet
        (700), KnownBadInputsRuleSet (200), PHPRuleSet (100), SQLiRuleSet (200), WordPressRuleSet
        (100); a metric name for each; identical on all three web ACLs"""
        acls = self.cloud.resources(type="AWS::WAFv2::WebACL")
        self.assertEqual(sorted((acl.region, acl.get("Scope")) for acl in acls),
                         [(SEOUL, "REGIONAL"), (VIRGINIA, "CLOUDFRONT"), (VIRGINIA, "REGIONAL")])
        for acl in acls:
            self.assertEqual(ask.firewall(acl), FIREWALL)
            self.assertEqual(acl.get("DefaultAction"), {"Allow": {}})
            self.assertEqual(acl.get("Rules"), acls[0].get("Rules"))
            for rule in acl.get("Rules"):
                self.assertEqual(rule["OverrideAction"], {"None": {}})
                self.assertEqual(rule["Statement"]["ManagedRuleGroupStatement"]["VendorName"],
                                 "AWS")


EdgeNatively = natively(Edge)


if __name__ == "__main__":
    harness.main()
