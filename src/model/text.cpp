#include "btsinfra/model/text.h"

namespace btsinfra {

Text::Text() = default;
Text::Text(const Text& other) = default;
Text::Text(Text&& other) noexcept = default;
Text& Text::operator=(const Text& other) = default;
Text& Text::operator=(Text&& other) noexcept = default;
Text::~Text() = default;

Text::Text(std::string literal) {
  if (!literal.empty()) parts_.emplace_back(std::move(literal));
}

Text::Text(const char* literal) : Text(std::string(literal)) {}

Text::Text(Reference reference) { parts_.emplace_back(std::move(reference)); }

Text::Text(const Ref<Parameter>& parameter) : Text(parameter.target()) {}

Text::Text(std::vector<Part> parts) : parts_(std::move(parts)) {}

Text& Text::operator+=(const Text& more) {
  for (const Part& part : more.parts_) {
    auto* last = parts_.empty() ? nullptr : std::get_if<std::string>(&parts_.back());
    const auto* words = std::get_if<std::string>(&part);
    if (last != nullptr && words != nullptr) {
      *last += *words;
    } else {
      parts_.push_back(part);
    }
  }
  return *this;
}

const std::string* Text::literal() const {
  return parts_.size() == 1 ? std::get_if<std::string>(&parts_.front()) : nullptr;
}

Text operator+(Text text, const Text& more) {
  text += more;
  return text;
}

}  // namespace btsinfra
