#include "cfn/value.h"

#include "support/catch.h"

namespace btsinfra::cfn {
namespace {

std::string keys(const Map& map) {
  std::string result;
  for (const auto& [key, value] : map) result += key + ' ';
  return result;
}

TEST_CASE("a map keeps its order and its keys apart", "[cfn]") {
  Map map{{"b", 1}, {"a", "x"}, {"b", 2}};
  CHECK(keys(map) == "b a ");
  CHECK(*map.find("b") == Value(2));
  map.set("c", true).set("a", Map{});
  CHECK(keys(map) == "b a c ");
  CHECK(map.find("a")->as<Map>() != nullptr);
  CHECK(map.find("z") == nullptr);
  CHECK(map.erase("a"));
  CHECK_FALSE(map.erase("a"));
  CHECK(keys(map) == "b c ");
  CHECK(map.size() == 2);
  CHECK_FALSE(map.empty());
  *map.find("c") = Value(false);
  CHECK(*std::as_const(map).find("c") == Value(false));
}

TEST_CASE("values compare by kind and content", "[cfn]") {
  const Value values[] = {
      Value(),
      Value(true),
      Value(1),
      Value(1.0),
      Value("1"),
      Value(List{}),
      Value(List{1}),
      Value(Map{}),
      Value(Map{{"a", 1}}),
      Value(Map{{"a", 1}, {"b", 2}}),
      Value(Map{{"b", 2}, {"a", 1}}),
      Value(Symbol{0, "A", ""}),
      Value(Symbol{1, "A", ""}),
      Value(ParameterSymbol{0, "A"}),
      Value(Text{{"a"}}),
      ref("A"),
      ref("B"),
      sub("A"),
      intrinsic("Fn::Join", List{"", List{"a"}}),
  };
  for (std::size_t i = 0; i < std::size(values); ++i) {
    for (std::size_t j = 0; j < std::size(values); ++j) {
      CAPTURE(i, j);
      CHECK((values[i] == values[j]) == (i == j));
    }
  }
}

TEST_CASE("functions hold one argument", "[cfn]") {
  const Value value = ref("AWS::Region");
  const auto* function = value.as<Intrinsic>();
  REQUIRE(function != nullptr);
  CHECK(function->name == "Ref");
  CHECK(function->argument.value() == Value("AWS::Region"));
}

TEST_CASE("a symbol is what Ref or Fn::GetAtt takes", "[cfn][value]") {
  const Symbol plain(1, "Vpc", "");
  CHECK(plain.logical_id() == "Vpc");
  CHECK(plain.attribute().empty());
  CHECK(plain.written() == "Vpc");
  const Symbol of_attribute(0, "Db", "Endpoint.Address");
  CHECK(of_attribute.logical_id() == "Db");
  CHECK(of_attribute.attribute() == "Endpoint.Address");
  CHECK(of_attribute.written() == "Db.Endpoint.Address");
  // What is written the same need not be the same.
  CHECK(Symbol(0, "A", "B.C") != Symbol(0, "A.B", "C"));
}

TEST_CASE("a function's argument is copied, moved and assigned as a value", "[cfn][value]") {
  Value function = intrinsic("Fn::Base64", List{"a", Map{{"k", intrinsic("Ref", "P")}}});
  Value copy = function;
  CHECK(copy == function);
  copy.as<Intrinsic>()->argument.value() = "other";
  CHECK(copy != function);
  const Value moved = std::move(copy);
  const Value of_nothing = copy;  // NOLINT: what was moved from may be copied
  CHECK(of_nothing.as<Intrinsic>() != nullptr);
  CHECK(moved.as<Intrinsic>()->argument.value() == Value("other"));
  function = moved;
  CHECK(function == moved);
  // In the place of what holds it.
  function = Value(function.as<Intrinsic>()->argument.value());
  CHECK(function == Value("other"));
}

}  // namespace
}  // namespace btsinfra::cfn
