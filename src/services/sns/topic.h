// The kind `topics`.
#pragma once

#include "btsinfra/services/topic.h"

#include "services/kind.h"

namespace btsinfra {

class TopicKind : public MapKind<Topic> {
 public:
  static constexpr std::string_view summary =
      "Topics that notify people and programs (Amazon SNS), by name.";

  [[nodiscard]] std::string_view key() const override { return "topics"; }
  [[nodiscard]] std::string_view noun() const override { return "topic"; }
};

}  // namespace btsinfra
