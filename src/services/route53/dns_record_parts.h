// What checks and lowering of records both ask: their names, types and ways of being chosen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "btsinfra/services/dns_record.h"

#include "diag/diagnostics.h"
#include "services/resolved.h"

namespace btsinfra {

// "AAAA"
[[nodiscard]] std::string_view type_name(RecordType type);

// ---- names ------------------------------------------------------------------------------------

// The whole name of what is written in a record of the zone of `domain`, in the form in which names
// are compared: "@" -> "example.com", "www" -> "www.example.com".
[[nodiscard]] std::string record_name(std::string_view written, std::string_view domain);
// Why it cannot be a name of that zone, in the words of a message.
[[nodiscard]] std::optional<std::string> record_name_fault(std::string_view written,
                                                           std::string_view domain);
// Whether it is written as a whole name of another domain: with a dot at its end, or ending as the
// domain itself does (`www.example.org` in the zone `shop.org`).
[[nodiscard]] bool is_outside(std::string_view written, std::string_view domain);
// What stands for it in logical ids: "Apex", "Www", "Wildcard", "WildcardKr".
[[nodiscard]] std::string record_name_part(std::string_view written, std::string_view domain);

// ---- what they hold ---------------------------------------------------------------------------

// The zone of a record, and what it is an alias of; nullptr where there is none or it was refused.
[[nodiscard]] const Component* zone_of_record(const Component& record,
                                              const ResolvedSystem& system);
[[nodiscard]] const Component* target_of_record(const Component& record,
                                                const ResolvedSystem& system);
// The types written, or those of the alias's target.
[[nodiscard]] std::vector<RecordType> types_of_record(const Component& record,
                                                      const ResolvedSystem& system);
// Whether its health is its target's too.
[[nodiscard]] bool evaluates_target(const Component& record, const ResolvedSystem& system);

// Why a record of the type cannot hold the value, in the words of a message.
[[nodiscard]] std::optional<std::string> value_fault(RecordType type, std::string_view value);
// How a value of the type is written, for help.
[[nodiscard]] std::string_view value_form(RecordType type);
// A text as TXT records hold it: in quotes, in pieces of up to 255 characters. One that is quoted
// already stays.
[[nodiscard]] std::string quoted_text(std::string_view text);

// ---- how one of several is chosen -------------------------------------------------------------

enum class Policy : std::uint8_t { Simple, Weighted, Latency, Failover, Multivalue, Location };

[[nodiscard]] std::string_view policy_name(Policy policy);  // "weight"
// Every one that is given, in the order of the fields.
[[nodiscard]] std::vector<Policy> policies(const RecordRouting& routing);
// The one that a checked record has.
[[nodiscard]] Policy policy_of(const DnsRecord& record);
[[nodiscard]] std::string set_identifier(const Component& record, const ResolvedSystem& system);

// ---- parts of the check -----------------------------------------------------------------------

// Other records of the same names: twice the same, CNAMEs beside others, policies that do not mix.
void check_conflicts(const Component& record, const ResolvedSystem& system, Diagnostics& diags);
// Names that lead to who does not answer to them, or shows a certificate for other names.
void check_served(const Component& record, const ResolvedSystem& system, Diagnostics& diags);
// Routing policies and health checks.
void check_routing(const Component& record, const ResolvedSystem& system, Diagnostics& diags);

}  // namespace btsinfra
