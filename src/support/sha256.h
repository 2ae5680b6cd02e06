// SHA-256 (FIPS 180-4), for the digests in the manifest: a fingerprint, not a secret.
#pragma once

#include <string>
#include <string_view>

namespace btsinfra {

// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace btsinfra
