// Holds the properties of a resource to what the published schemas say about its type.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cfn/schema.h"
#include "cfn/value.h"
#include "support/pattern.h"

namespace btsinfra::cfn {

struct SchemaViolation {
  enum class Kind : std::uint8_t {
    UnknownProperty,
    MissingProperty,
    ReadOnlyProperty,
    WrongType,
    NotInEnum,
    OutOfBounds,  // a number, or the length of a text
    PatternMismatch,
    KeyMismatch,  // the name of a property fits no pattern
    TooFewItems,  // of a list or object
    TooManyItems,
    NotUnique,
    Exclusive,  // more is given than goes together
    Incomplete  // of several properties none is given, or one without the one it needs
  };
  Kind kind = Kind::UnknownProperty;
  // Keys and, of lists, indices from 0, down to what is wrong; of a missing property, to its
  // object.
  std::vector<std::string> path;
  // Whole, without the resource: "property `Tags.0.Value` is missing".
  std::string message;
  // UnknownProperty: the properties that could be meant. MissingProperty: the missing one.
  // NotInEnum: the choices. Exclusive, Incomplete: the properties concerned.
  std::vector<std::string> names;
  // NotInEnum: the word that is none of the choices; empty where it is a number.
  std::string word;
};

// Accepts what CloudFormation accepts: a number or truth value as text and the other way round,
// JSON as text. What is known only at deployment (functions, symbols, parameters, dynamic
// references) may stand anywhere; of Fn::If both values are checked, and AWS::NoValue is absent.
class SchemaChecker {
 public:
  SchemaChecker();

  // In the order of `properties`; of an object, what it lacks comes last.
  [[nodiscard]] std::vector<SchemaViolation> check(const ResourceSchema& schema,
                                                   const Map& properties);

 private:
  // By number; each is parsed when it is first needed, so keep a checker for all resources.
  std::vector<std::optional<Pattern>> patterns_;
};

// With a checker of its own: for one resource.
[[nodiscard]] std::vector<SchemaViolation> check_properties(const ResourceSchema& schema,
                                                            const Map& properties);

}  // namespace btsinfra::cfn
