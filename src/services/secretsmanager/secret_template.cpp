#include "services/secretsmanager/secret_template.h"

#include <string_view>

namespace btsinfra {
namespace {

// As a JSON string. What is not ASCII stands as it is.
std::string quoted(std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      json += "\\u00";
      json += hex[static_cast<unsigned char>(c) >> 4U];
      json += hex[static_cast<unsigned char>(c) & 0xFU];
    } else {
      json += c;
    }
  }
  return json + '"';
}

}  // namespace

std::string secret_template(const std::map<std::string, std::string>& values) {
  std::string json = "{";
  for (const auto& [name, value] : values) {
    if (json.size() > 1) json += ',';
    json += quoted(name) + ":" + quoted(value);
  }
  return json + '}';
}

}  // namespace btsinfra
