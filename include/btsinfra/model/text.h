// The four kinds of value a field can have, by when its value must be known:
//   now        a plain C++ type: a reference in it is an error
//   late       Late<T>: a literal, or one whole `${{ reference }}` settled at deployment
//   text       Text: words with any number of `${{ reference }}` inside
//   reference  Ref<Kind>: names a component and nothing else
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace btsinfra {

// `[blueprint.]kind.name[.attribute]` as written. Whether it names something is the resolver's
// question: a value of this type has only been found non-empty.
struct Reference {
  std::string path;

  bool operator==(const Reference&) const = default;
};

struct Parameter;

// Names a component of one kind: its bare name, or a full reference. Empty: names nothing.
template <class Kind>
class Ref {
 public:
  Ref() = default;
  explicit Ref(std::string target) : target_{std::move(target)} {}

  [[nodiscard]] bool empty() const { return target_.path.empty(); }
  [[nodiscard]] const Reference& target() const { return target_; }
  bool operator==(const Ref&) const = default;

 private:
  Reference target_;
};

// A reference to a component of any kind that the field's rules admit.
struct AnyRef {
  Reference target{};

  AnyRef() = default;
  explicit AnyRef(Reference named) : target(std::move(named)) {}
  template <class Kind>
  AnyRef(const Ref<Kind>& named) : target(named.target()) {}  // NOLINT: a name of one kind is one
  bool operator==(const AnyRef&) const = default;
};

template <class T>
class Late {
 public:
  Late() = default;
  Late(T literal) : value_(std::move(literal)) {}              // NOLINT: a literal reads as itself
  Late(Reference reference) : value_(std::move(reference)) {}  // NOLINT
  Late(const Ref<Parameter>& parameter) : value_(parameter.target()) {}  // NOLINT: its value
  Late(const char* literal)                                              // NOLINT
      requires std::is_same_v<T, std::string> : value_(std::string(literal)) {}

  [[nodiscard]] const T* literal() const { return std::get_if<T>(&value_); }
  [[nodiscard]] const Reference* reference() const { return std::get_if<Reference>(&value_); }
  bool operator==(const Late&) const = default;

 private:
  std::variant<T, Reference> value_;
};

class Text {
 public:
  using Part = std::variant<std::string, Reference>;

  // Out of line, as every program would else make anew what its parts take to copy and destroy.
  Text();
  Text(const Text& other);
  Text(Text&& other) noexcept;
  Text& operator=(const Text& other);
  Text& operator=(Text&& other) noexcept;
  ~Text();
  Text(std::string literal);              // NOLINT: a literal reads as itself
  Text(const char* literal);              // NOLINT
  Text(Reference reference);              // NOLINT
  Text(const Ref<Parameter>& parameter);  // NOLINT: its value
  explicit Text(std::vector<Part> parts);

  [[nodiscard]] bool empty() const { return parts_.empty(); }
  [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }
  // The words, where no reference stands among them; else nullptr.
  [[nodiscard]] const std::string* literal() const;
  bool operator==(const Text&) const = default;

  // One text behind the other: "s3://" + bucket.name() + "/htdocs.zip".
  Text& operator+=(const Text& more);

 private:
  std::vector<Part> parts_;
};

// No friend, so that a literal and a reference make a text, too.
[[nodiscard]] Text operator+(Text text, const Text& more);

}  // namespace btsinfra
