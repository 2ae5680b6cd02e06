// Certificates: 3450-3479.
#include "diag/ids/certificates.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> certificates() {
  static constexpr Entry entries[] = {
      {ids::CertificateName, R"(A certificate is for names as DNS knows them: Latin letters, digits
and hyphens with dots between, up to 253 characters. `*` may stand for the whole first
label and for nothing else (AWS Certificate Manager User Guide, "Certificate
characteristics").

Wrong:

    certificates:
      site: {names: [https://www.example.com, "www*.example.com"], zone: main}

Right:

    certificates:
      site: {names: [www.example.com, "*.example.com"], zone: main}
)"},
      {ids::CertificateFirstName, R"(The first name becomes the certificate's common name, which has
at most 64 characters; the others may have up to 253 (ACM API reference,
RequestCertificate).

Wrong:

    names: [a-very-long-host-name-of-a-single-sale.concerts.summer.shop.example.com]

Right:

    names: [example.com, a-very-long-host-name-of-a-single-sale.concerts.summer.shop.example.com]
)"},
      {ids::CertificateNameTwice, R"(The name stands twice in the list; letter case and a dot at the
end make no difference. It is requested once.

Wrong:

    names: [www.example.com, WWW.example.com]

Right:

    names: [www.example.com]
)"},
      {ids::CertificateOutsideZone, R"(AWS issues a certificate once it finds a record of its choice
under each name. CloudFormation writes these records into the hosted zone, which must
therefore hold the names (AWS::CertificateManager::Certificate DomainValidationOption).

Wrong:

    hosted_zones:
      main: {domain: example.com}
    certificates:
      site: {names: [www.example.com, www.example.org], zone: main}

Right:

    hosted_zones:
      main:  {domain: example.com}
      other: {domain: example.org}
    certificates:
      site: {names: [www.example.com, www.example.org], zone: main, zones: [other]}
)"},
      {ids::CertificatePrivateZone,
       R"(The proof of ownership is looked up by AWS over the internet. A
private zone answers within its networks only, so the certificate would never be issued
and its stack would wait until it gives up.

Wrong:

    hosted_zones:
      inner: {domain: example.com, private: true}
    certificates:
      site: {names: [www.example.com], zone: inner}

Right:

    hosted_zones:
      inner: {domain: example.com, private: true}
      main:  {domain: example.com}
    certificates:
      site: {names: [www.example.com], zone: main}
)"},
      {ids::CertificateNameQuota, R"(An account may put 10 names in a certificate; on request AWS
raises that to up to 100 (AWS Certificate Manager User Guide, "Quotas"). Unless that
was done, the request fails at deployment.

A wildcard does for all names of one label below it:

    certificates:
      site: {names: [example.com, "*.example.com"], zone: main}
)"},
      {ids::CertificateDoesNotCover,
       R"(A record leads clients, directly or through an accelerator, to
a load balancer. There they are shown its certificate, and refuse it where it is not for
the name they asked for. A wildcard stands for exactly one label: `*.example.com` is good
for www.example.com, but neither for example.com nor for a.b.example.com; and a record
`*` needs that very wildcard.

Wrong:

    certificates:
      site: {names: [www.example.com], zone: main}
    records:
      site: {zone: main, names: ["@", www], alias: load_balancers.web}

Right:

    certificates:
      site: {names: [www.example.com, example.com], zone: main}

With an accelerator every load balancer behind it is asked, in whatever region: each needs
a certificate of its own for all the names.
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
