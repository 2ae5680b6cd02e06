// Names of the domain name system: how they are compared, and why a text is none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace btsinfra {

// As names are compared: in lower case, without the dot that may end them.
[[nodiscard]] std::string domain_form(std::string_view name);

// Why a text is no domain name, in the words of a message; nothing where it is one. Underscores, as
// in `_dmarc`, are for names of records that no host bears. A wildcard is not asked for here.
enum class Underscores : std::uint8_t { Refused, Admitted };
[[nodiscard]] std::optional<std::string> domain_fault(std::string_view name,
                                                      Underscores underscores);

// Whether the name is the domain or ends with it, label by label.
[[nodiscard]] bool lies_under(std::string_view name, std::string_view domain);

// "*.example.com" -> "example.com"; any other name as it is.
[[nodiscard]] std::string_view without_wildcard(std::string_view name);

// A domain that still tells what was meant ("https://Example.com/" -> "example.com"); empty where
// nothing of it is one.
[[nodiscard]] std::string proposed_domain(std::string_view text);

}  // namespace btsinfra
