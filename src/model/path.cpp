#include "model/path.h"

#include <algorithm>

namespace btsinfra {

Path Path::operator/(std::string_view key) const {
  std::vector<std::string> keys;
  keys.reserve(keys_.size() + 1);
  keys.insert(keys.end(), keys_.begin(), keys_.end());
  keys.emplace_back(key);
  return Path(std::move(keys));
}

Path Path::operator/(std::size_t index) const { return *this / std::to_string(index); }

bool Path::within(const Path& other) const {
  return keys_.size() >= other.keys_.size() &&
         std::equal(other.keys_.begin(), other.keys_.end(), keys_.begin());
}

std::string Path::to_string() const {
  std::string text;
  for (const std::string& key : keys_) {
    if (!text.empty()) text += '.';
    text += key;
  }
  return text;
}

}  // namespace btsinfra
