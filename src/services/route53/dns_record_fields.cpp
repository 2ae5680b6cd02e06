// The field tables of records.
#include "btsinfra/services/dns_record.h"

#include "services/records.h"

namespace btsinfra::fields {

template <>
const Type& type_of<RecordType>();
template <>
const Type& type_of<FailoverRole>();
template <>
const Type& type_of<RecordRouting>();

namespace {

struct RecordTypeNames {
  static constexpr std::string_view names[] = {"A",  "AAAA", "CNAME", "TXT", "MX",
                                               "NS", "CAA",  "SRV",   "PTR"};
};
struct RoleNames {
  static constexpr std::string_view names[] = {"primary", "secondary"};
};

constexpr Field routing_fields[] = {
    field<&RecordRouting::weight>("weight", "Share of the answers, beside the other weights.")
        .within(0, 255)
        .without("not by weight"),
    field<&RecordRouting::latency>("latency",
                                   "Region that the target stands in: whoever is nearest to it "
                                   "by the time a packet takes gets this answer.")
        .without("not by latency"),
    field<&RecordRouting::failover>(
        "failover", "The answer while it is healthy (`primary`), or else (`secondary`).")
        .without("not by health"),
    field<&RecordRouting::multivalue>("multivalue",
                                      "One of up to eight healthy values that are given together."),
    field<&RecordRouting::country>("country",
                                   "Country of those who get this answer, as `KR`; `*` for all "
                                   "who are nowhere else.")
        .within(1, 2)
        .without("not by country"),
    field<&RecordRouting::continent>("continent",
                                     "Continent of those who get it: AF, AN, AS, EU, NA, OC or SA.")
        .within(2, 2)
        .without("not by continent"),
    field<&RecordRouting::id>("id", "Tells it from the other records of the name and type.")
        .within(1, 128)
        .without("`<blueprint>-<name>`"),
};

constexpr Field dns_record_fields[] = {
    field<&DnsRecord::zone>("zone", "The hosted zone.").required(),
    field<&DnsRecord::names>("names",
                             "Names within the zone, as `www`; `\"@\"` is the zone's own, `\"*\"` "
                             "stands for any that has no record. A full name may be written too.")
        .within(1, 100)
        .required(),
    field<&DnsRecord::types>("types", "Of an alias, of its addresses: `A`, `AAAA`; else one type.")
        .within(0, 2)
        .without("of an alias, every type its target has"),
    field<&DnsRecord::alias>("alias",
                             "The component that answers under these names, as "
                             "`load_balancers.web` or `accelerators.main`.")
        .without("`values`"),
    field<&DnsRecord::values>("values",
                              "What the records hold. Texts of TXT records are put in quotes as "
                              "DNS wants them.")
        .within(0, 400),
    field<&DnsRecord::ttl>("ttl", "How long others may keep `values`.")
        .unit("seconds")
        .within(0, 2147483647)
        .without("300; an alias has its target's"),
    field<&DnsRecord::routing>("routing",
                               "How one of several records of a name and type is chosen.")
        .without("the records stand alone"),
    field<&DnsRecord::health_check>("health_check",
                                    "A record whose check fails is passed over for others of its "
                                    "name and type.")
        .without("always healthy"),
    field<&DnsRecord::evaluate_target_health>(
        "evaluate_target_health", "Whether an alias counts as healthy only while its target does.")
        .without("where `routing` chooses among targets whose health is known"),
    field<&DnsRecord::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<RecordType>() {
  static const Type type = describe_choice<RecordType, RecordTypeNames>("type of record");
  return type;
}
template <>
const Type& type_of<FailoverRole>() {
  static const Type type = describe_choice<FailoverRole, RoleNames>("role");
  return type;
}
template <>
const Type& type_of<RecordRouting>() {
  static const Type type = record<RecordRouting>(
      "a routing policy", "How one of several records is chosen.", routing_fields);
  return type;
}
template <>
const Type& type_of<DnsRecord>() {
  static const Type type =
      record<DnsRecord>("a record", "DNS records of one purpose.", dns_record_fields);
  return type;
}

}  // namespace btsinfra::fields
