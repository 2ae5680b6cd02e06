// The names that S3 takes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace btsinfra {

// Where in a whole name a piece of it stands: what references give is known at deployment only.
struct NamePiece {
  std::string_view text;
  bool first = true;
  bool last = true;
};

// Why S3 refuses a name with this piece, in the words of a message; nothing where it may be fine.
[[nodiscard]] std::optional<std::string> bucket_name_fault(const NamePiece& piece);

// A name that S3 takes and that still tells what was meant; empty: none does.
[[nodiscard]] std::string proposed_bucket_name(std::string_view name);

}  // namespace btsinfra
