// Security advice: 5xxx.
#include "diag/ids/security.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {
namespace {

constexpr Entry entries[] = {
    {ids::WorldOpenPort,
     R"(Everybody in the world may connect to the port: `internet`, 0.0.0.0/0, ::/0 and blocks
shorter than /8 all say so. Open ports are searched for around the clock, and whatever
answers is tried with known passwords and known holes. 80 and 443 are there for the
public; most other ports are not (AWS Security Hub control EC2.18).

Wrong, where it is a web server all the same:

    autoscaling:
      web: {subnets: public, port: 8080, allow: [internet]}

Right:

    load_balancers:
      web:
        subnets: public
        allow: [internet]
        certificate: ${{ parameters.Certificate }}
        target_group: {port: 8080}
    autoscaling:
      web: {subnets: private, port: 8080, behind: web}

In a security group of your own, `CidrIp` names the addresses that may connect, or
`SourceSecurityGroupId` the group.

Keep it where the port is what the system is there for: a game, mail, a VPN.

    ignore:
      - {rule: BTS5001, on: autoscaling.game.allow, reason: players come from everywhere}
)"},
    {ids::PublicDatabase,
     R"(With `public: true` the database has an address in the internet. Then `allow` and the
password are all that stands between everybody and the data, and one wrong rule later
only the password does. In a private or isolated tier no route leads to it from outside,
whatever the rules say (AWS Security Hub control RDS.2).

Wrong:

    databases:
      main: {subnets: public, public: true, allow: [203.0.113.7/32], …}

Right:

    databases:
      main: {subnets: data, allow: [autoscaling.web, bastions.admin], …}

People reach it through a bastion, other networks over a peering or a VPN.

Keep it where a service outside AWS must read the data and nothing else leads there:

    ignore:
      - {rule: BTS5002, on: databases.main, reason: the reporting service has no VPN}
)"},
    {ids::NotEncrypted,
     R"(What is written to disks, and with it every snapshot and backup, is stored as it is.
Encryption at rest costs nothing extra with the keys that AWS keeps, nobody notices it
at work, and most rules on personal data ask for it (AWS Security Hub controls RDS.3,
ElastiCache.4, EC2.3, EFS.1). It is settled when the database, cache or volume is made:
an existing one is encrypted by restoring a copy of its snapshot, or by filling a new
one.

Wrong:

    databases:
      main: {encrypted: false, …}
    resources:
      Files: {Type: "AWS::EFS::FileSystem"}

Right:

    databases:
      main: {…}
    resources:
      Files: {Type: "AWS::EFS::FileSystem", Properties: {Encrypted: true}}

Databases and caches of a blueprint are encrypted unless it says otherwise; a raw
resource is what CloudFormation makes of it.

Keep it where the data is public anyway, or the instance exists and is worth no move:

    ignore:
      - {rule: BTS5003, on: databases.weather, reason: holds published measurements}
)"},
    {ids::PlainConnections,
     R"(Without TLS whoever can listen on the way reads what goes to the cache and back: ids of
sessions, and whatever programs put there (AWS Security Hub control ElastiCache.5). With
`preferred` the cache takes both, which is meant for the time in which clients change
over: a client that was forgotten still sends in the clear, and nothing says so.

Wrong:

    caches:
      sessions: {transit_encryption: none, …}

Right:

    caches:
      sessions: {…}

`${{ caches.sessions.url }}` then begins with `tls://`. A running cache goes from `none`
to `preferred` first; once all clients speak TLS, to `required`.

Keep it while they change over, and give it an end:

    ignore:
      - rule: BTS5004
        on: caches.sessions.transit_encryption
        reason: the old servers still connect without TLS
        until: 2027-03-31
)"},
    {ids::DefaultCertificate,
     R"(With CloudFront's own certificate a distribution answers under its name in
cloudfront.net alone, and the oldest TLS that viewers may use cannot be chosen: it is
1.0, which has known weaknesses (Amazon CloudFront Developer Guide, "Supported protocols
and ciphers between viewers and CloudFront"; AWS Security Hub control CloudFront.7).

Wrong:

    distributions:
      site: {origins: {pages: {bucket: buckets.pages}}}

Right, in a blueprint of us-east-1:

    certificates:
      site: {names: [www.example.com], zone: main}
    distributions:
      site:
        aliases: [www.example.com]
        certificate: ${{ certificates.site.arn }}
        origins: {pages: {bucket: buckets.pages}}

Keep it for a trial without a domain:

    ignore:
      - {rule: BTS5005, on: distributions.site, reason: a trial without a domain}
)"},
    {ids::PlainOrigin,
     R"(Viewers speak HTTPS to CloudFront, and CloudFront fetches from this host over plain
HTTP. On that way, often through the whole internet, requests with their cookies can be
read and answers changed, while the lock in the browser says otherwise (AWS Security Hub
control CloudFront.9).

Wrong:

    distributions:
      site:
        origins: {shop: {host: shop.example.org, protocol: http}}

Right:

    distributions:
      site:
        origins: {shop: {host: shop.example.org}}

The host needs a certificate for its name from a public authority. Buckets are always
asked over HTTPS. `match` does what the viewer does, and viewers come by HTTPS.

Keep it where the host cannot do otherwise and serves nothing but public files:

    ignore:
      - {rule: BTS5006, on: distributions.site.origins.shop, reason: public images only}
)"},
    {ids::NoWebAcl,
     R"(What the internet sends to this load balancer reaches the program behind it as it is:
attempts to inject SQL, to use holes of well-known software, floods from single
addresses. A web ACL stops most of that on the way; AWS keeps its groups of rules up to
date (AWS Security Hub control ELB.16). An ACL costs some dollars a month, beside a
little for every million requests.

Worth a second look:

    load_balancers:
      web: {scheme: internet-facing, …}

Better:

    web_acls:
      site: {managed: [AmazonIpReputationList, CommonRuleSet, KnownBadInputsRuleSet]}
    load_balancers:
      web: {scheme: internet-facing, web_acl: site, …}

With `mode: count` in a group one sees what it would stop before it does.

Keep it where something before the load balancer filters already, as a distribution with
a web ACL, or where it is for a few and a short while:

    ignore:
      - {rule: BTS5007, on: load_balancers.web, reason: a distribution filters before it}
)"},
    {ids::NoAccessLogs,
     R"(Access logs hold a line for each request: when, from where, what was asked and what was
answered. They cannot be had afterwards, and after an attack or a failure they are the
first thing asked for (AWS Security Hub controls ELB.5, CloudFront.5, S3.9). S3 charges
for storing them, which `expire` bounds. A bucket that itself takes logs needs none.

Worth a second look:

    load_balancers:
      web: {subnets: public, …}

Better:

    buckets:
      logs: {expire: 365}
    load_balancers:
      web: {subnets: public, access_logs: logs, …}

The bucket of a load balancer stands in its region and is encrypted with S3's own keys.

Keep it where the program behind writes such a log itself:

    ignore:
      - {rule: BTS5008, on: load_balancers.web, reason: the shop logs each request}
)"},
    {ids::SharedTier,
     R"(The database or cache stands in the same subnets as what runs programs or is reached
from outside. Security groups keep them apart; layers of subnets do so a second time: a
tier of its own needs no route out, and its traffic can be limited by network ACLs and
told apart in flow logs (AWS Well-Architected Framework, Security pillar, SEC05-BP01
"Create network layers").

Worth a second look:

    network:
      subnets:
        private: {access: private, cidrs: [10.0.1.0/24, 10.0.3.0/24]}
    autoscaling:
      web: {subnets: private}
    databases:
      main: {subnets: private, …}

Better:

    network:
      subnets:
        private: {access: private,  cidrs: [10.0.1.0/24, 10.0.3.0/24]}
        data:    {access: isolated, cidrs: [10.0.4.0/24, 10.0.5.0/24]}
    autoscaling:
      web: {subnets: private}
    databases:
      main: {subnets: data, …}

Decide it at the start: a database or cache that exists cannot simply be moved to other
subnets.

Keep it where it exists already:

    ignore:
      - {rule: BTS5009, on: databases.main, reason: moving it would stop the shop}
)"},
    {ids::WildcardPolicy,
     R"(A statement allows all actions, or all of a service, on everything there is. Whoever
gets hold of such a role, by a hole in the program that runs with it, reads, changes and
deletes all of that in the whole account, and not in this system alone (AWS Security Hub
controls IAM.1 and IAM.21).

Wrong:

    resources:
      Reader:
        Type: AWS::IAM::Policy
        Properties:
          PolicyName: reader
          Roles: [!Ref ReaderRole]
          PolicyDocument:
            Version: "2012-10-17"
            Statement: [{Effect: Allow, Action: "s3:*", Resource: "*"}]

Right:

    resources:
      Reader:
        Type: AWS::IAM::Policy
        Properties:
          PolicyName: reader
          Roles: [!Ref ReaderRole]
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: s3:GetObject
                Resource: ${{ buckets.code.arn }}/*

`reads:` and `writes:` of components make such statements. Some actions, such as
`ec2:DescribeInstances`, know no resources: name them one by one, and `"*"` is right
there.

Keep it where the role has to do with everything, as one that cleans an account up:

    ignore:
      - {rule: BTS5010, on: resources.Cleaner, reason: it deletes what has no owner}
)"},
    {ids::BroadManagedPolicy,
     R"(The policies that AWS keeps for whole services (`…FullAccess`, `…ReadOnlyAccess`), for
power users and administrators are made for people and speak of everything in the
account: `AmazonS3ReadOnlyAccess` reads every bucket there is, those of other systems
too. AWS calls them a start, to be replaced by policies of one's own (AWS IAM User
Guide, "Security best practices in IAM").

Wrong:

    resources:
      Reader:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument: {…}
          ManagedPolicyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]

Right:

    resources:
      Reader:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument: {…}
          Policies:
            - PolicyName: code
              PolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - Effect: Allow
                    Action: s3:GetObject
                    Resource: ${{ buckets.code.arn }}/*

Policies for one purpose, as `AmazonSSMManagedInstanceCore` and those under
`service-role/`, are not meant.

Keep it where that much is needed:

    ignore:
      - {rule: BTS5011, on: resources.Auditor, reason: it looks at every bucket}
)"},
    {ids::MetadataWithoutToken,
     R"(The metadata service of an instance hands out the credentials of its role. Its first
version answers any GET, so a program that can be talked into fetching an address for
somebody else gives them away; the second wants a token first, for which such a request
does not suffice (AWS Security Hub controls EC2.170 and AutoScaling.3). Some images and
some accounts demand tokens by themselves; a template that says so does not depend on
it.

Wrong:

    resources:
      Template:
        Type: AWS::EC2::LaunchTemplate
        Properties: {LaunchTemplateData: {InstanceType: t3.micro}}

Right:

    resources:
      Template:
        Type: AWS::EC2::LaunchTemplate
        Properties:
          LaunchTemplateData:
            InstanceType: t3.micro
            MetadataOptions: {HttpTokens: required}

Bastions and Auto Scaling groups of a blueprint always demand tokens.

Keep it for old programs that know the first version only, and give it an end:

    ignore:
      - rule: BTS5012
        on: resources.Template
        reason: the old agent asks without a token
        until: 2027-06-30
)"},
    {ids::PublicBucket,
     R"(S3 blocks public access to new buckets by itself. The configuration here opens one of
its four locks, or the policy lets everybody in (AWS Security Hub control S3.8). Data
that lay open by mistake has most often been found in S3; and what is meant to be public
is served faster, and without showing the bucket, by a distribution.

Wrong:

    resources:
      Pages:
        Type: AWS::S3::Bucket
        Properties:
          PublicAccessBlockConfiguration:
            BlockPublicAcls: true
            BlockPublicPolicy: false
            IgnorePublicAcls: true
            RestrictPublicBuckets: false
      PagesPolicy:
        Type: AWS::S3::BucketPolicy
        Properties:
          Bucket: !Ref Pages
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Principal: "*"
                Action: s3:GetObject
                Resource: !Sub "${Pages.Arn}/*"

Right:

    buckets:
      pages: {}
    distributions:
      site: {origins: {pages: {bucket: buckets.pages}}}

Keep it where files must be had from S3 itself and hold nothing secret:

    ignore:
      - {rule: BTS5013, on: resources.Pages, reason: open data}
      - {rule: BTS5013, on: resources.PagesPolicy, reason: open data}
)"},
    {ids::KeyNotRotated,
     R"(A key that is rotated encrypts with new material each year, so that one piece of it does
not protect all that was ever written. KMS keeps the old pieces: what was encrypted
before stays readable, and neither the key's id nor any program changes (AWS Security
Hub control KMS.4).

Wrong:

    keys:
      data: {rotation: false}
    resources:
      Other: {Type: "AWS::KMS::Key", Properties: {KeyPolicy: {…}}}

Right:

    keys:
      data: {}
    resources:
      Other:
        Type: AWS::KMS::Key
        Properties: {EnableKeyRotation: true, KeyPolicy: {…}}

Keys that sign, and those with material that was brought along, KMS does not rotate by
itself; they are not meant.

Keep it where a copy of the material must be kept elsewhere, too:

    ignore:
      - {rule: BTS5014, on: keys.data, reason: rotated by hand with the partner}
)"},
    {ids::MutableTags,
     R"(While tags can be moved, `web:1.0` is whatever was pushed last under that name. What was
tested is then not what runs, two tasks of one service can run different images, and
whoever may push decides unseen what the next task runs (AWS Security Hub control
ECR.2).

Wrong:

    repositories:
      web: {immutable: false}

Right:

    repositories:
      web: {}

Each image then gets a tag of its own, as the commit that it was built from. In a raw
repository that is `ImageTagMutability: IMMUTABLE`, or `IMMUTABLE_WITH_EXCLUSION` for
tags that must move.

Keep it for images of which only the newest counts:

    ignore:
      - {rule: BTS5015, on: repositories.tools, reason: nothing in production runs them}
)"},
    {ids::ImagesNotScanned,
     R"(ECR compares the packages in an image with lists of known vulnerabilities when it is
pushed, and tells what it found; the basic scan costs nothing (AWS Security Hub control
ECR.1). Without it packages with known holes stay in images, and nobody hears of them.

Wrong:

    repositories:
      web: {scan: false}

Right:

    repositories:
      web: {}

In a raw repository that is `ImageScanningConfiguration: {ScanOnPush: true}`.

Keep it where the registry itself is set to scan, or the build does before it pushes:

    ignore:
      - {rule: BTS5016, on: repositories, reason: Amazon Inspector scans all of them}
)"},
    {ids::ShortLogRetention,
     R"(The logs are deleted before a year is over. Break-ins are often noticed months after
they began, and then the question is what happened at the beginning; many rules on
payment and personal data ask for a year as well (AWS Security Hub control
CloudWatch.16).

Worth a second look:

    network:
      flow_logs: {retention: 30}

Better:

    network:
      flow_logs: {}

It concerns flow logs, functions, containers and web ACLs, which all keep a year unless
told otherwise, and the `expire` of buckets that take access logs.

Keep it where much is written and little of it asked for later, or where logs hold
personal data that must go sooner:

    ignore:
      - {rule: BTS5017, on: functions.resize.retention, reason: a line for every file}
)"},
    {ids::NoFlowLogs,
     R"(Flow logs record who spoke to whom in the network, over which port, and whether it was
let through. Nothing else does so for all that stands in it, and the past cannot be
recorded afterwards (AWS Security Hub control EC2.6). CloudWatch charges for what is
written; `traffic: reject` keeps it small.

Worth a second look:

    network: {cidr: 10.0.0.0/16, …}

Better:

    network: {cidr: 10.0.0.0/16, flow_logs: {}, …}

Keep it where they are made for the whole account or organisation elsewhere:

    ignore:
      - {rule: BTS5018, on: network, reason: the security team records all networks}
)"},
    {ids::PlainHttp,
     R"(Without a certificate the load balancer speaks plain HTTP to the internet. Everybody on
the way can read passwords and cookies and change what is shown, and browsers warn of
the page (AWS Well-Architected Framework, Security pillar, SEC09-BP02 "Enforce
encryption in transit"). Certificates of AWS Certificate Manager cost nothing and renew
themselves.

Wrong:

    load_balancers:
      web: {subnets: public, allow: [internet], plain_http: true}

Right:

    certificates:
      site: {names: [www.example.com], zone: main}
    load_balancers:
      web:
        subnets: public
        allow: [internet]
        certificate: ${{ certificates.site.arn }}

Port 80 then only sends to port 443.

Keep it for a trial that nobody logs in to:

    ignore:
      - {rule: BTS5019, on: load_balancers.web, reason: a demonstration without a domain}
)"},
    {ids::EndlessLogs,
     R"(A log group without `RetentionInDays` keeps everything for ever (Amazon CloudWatch Logs
User Guide, "Working with log groups and log streams"). What it costs grows each month,
and personal data in it stays longer than it may.

Wrong:

    resources:
      ShopLogs: {Type: "AWS::Logs::LogGroup"}

Right:

    resources:
      ShopLogs: {Type: "AWS::Logs::LogGroup", Properties: {RetentionInDays: 365}}

Keep it where records must never go, as those of payments:

    ignore:
      - {rule: BTS5020, on: resources.Ledger, reason: the auditors want all of it}
)"},
    {ids::NoEdgeWebAcl,
     R"(What viewers send to this distribution reaches the origins as it is, unless the cache
answers. A web ACL of scope `cloudfront` stops floods and the usual attacks where they
enter, all over the world (AWS Security Hub control CloudFront.6). It costs some dollars a
month, beside a little for every million requests.

Worth a second look:

    distributions:
      media: {origins: {seoul: {bucket: media}}, …}

Better:

    web_acls:
      cdn: {scope: cloudfront, managed: [AmazonIpReputationList, CommonRuleSet]}
    distributions:
      media: {web_acl: cdn, origins: {seoul: {bucket: media}}, …}

Keep it where it serves nothing but public files from a bucket:

    ignore:
      - {rule: BTS5021, on: distributions.media, reason: public images only}
)"},
    {ids::PlainDatabase,
     R"(Databases of this compiler refuse connections without TLS; this setting lets them in
again. Whoever can listen on the way then reads what a client sends and gets that nobody
told to encrypt, its password among it where the client sends it plainly (Amazon RDS User
Guide, "Requiring an SSL/TLS connection to a MySQL DB instance"; AWS Security Hub control
RDS.38 for PostgreSQL, RDS.39 for MySQL).

Worth a second look:

    databases:
      main: {engine: mysql, settings: {require_secure_transport: "0"}, …}

Better:

    databases:
      main: {engine: mysql, …}

Keep it while a program that knows no TLS is changed over:

    ignore:
      - {rule: BTS5022, on: databases.main, reason: the till knows no TLS before May,
         until: 2027-05-01}
)"},
};

}  // namespace

std::span<const Entry> security() { return entries; }

}  // namespace btsinfra::explain
