// Ways through CloudFormation values, for checks that look for something in them.
#pragma once

#include <string>
#include <string_view>

#include "cfn/value.h"
#include "model/path.h"
#include "support/function_ref.h"

namespace btsinfra {

// "LaunchTemplateData.MetadataOptions" as a path; no key of CloudFormation holds a dot.
[[nodiscard]] Path path_of(std::string_view dotted);

// The value at the dotted path; nullptr where there is none.
[[nodiscard]] const cfn::Value* value_at(const cfn::Map& map, std::string_view dotted);

// Every text in the value, those inside functions too, in order.
void each_literal(const cfn::Value& value, FunctionRef<void(const std::string&)> visit);

// Every function in the value, outer ones first, with where it stands. A list inside a function has
// no place of its own.
void each_function(const cfn::Value& value, const Path& path,
                   FunctionRef<void(const cfn::Intrinsic&, const Path&)> visit);

// Every reference to a resource in the value.
void each_symbol(const cfn::Value& value, FunctionRef<void(const cfn::Symbol&)> visit);

}  // namespace btsinfra
