#include "stages/check/lost_names.h"

#include "support/catch.h"

namespace btsinfra {
namespace {

using namespace btsinfra::literals;

TEST_CASE("what a text names of what is lost", "[stages][lost]") {
  LostNames names;
  names.add_region("us-east-1"_region, {0, "region"});
  names.add_block("10.0.0.0/16"_cidr, {0, "network"});
  names.add_prefix("bts-seoul", {0, "stacks"});
  names.add_name("bts-code-4711", {0, "bucket"});
  names.keep("bts-seoul-two");
  names.keep("old-bts-code-4711");

  struct Row {
    const char* text;
    const char* found;  // the mentions
  };
  const Row rows[] = {
      {"", ""},
      {"us-east-2 eu-west-1", ""},
      {"us-east-1", "us-east-1"},
      {"arn:aws:s3:us-east-1:1:x", "us-east-1"},
      {"db.abc.us-east-1.rds.amazonaws.com", "us-east-1"},
      {"zone us-east-1a", "us-east-1a"},
      {"logs-us-east-1-bts and logs_us-east-1", "logs-us-east-1-bts"},
      {"us-east-10", ""},
      {"plus-east-1", ""},
      {"10.0.0.0/16", "10.0.0.0/16"},
      {"allow 10.0.3.0/24, 10.0.4.0/24", "10.0.3.0/24"},
      {"ping 10.0.255.255.", "10.0.255.255"},
      {"http://10.0.1.5:80/", "10.0.1.5"},
      {"10.0.1.5/24", "10.0.1.5"},
      {"10.0.0.0/8 is more than that", ""},
      {"10.1.0.1 110.0.0.1 10.0.1 1.10.0.1.2 10.0.1.2.3 v10.0.1.2", ""},
      {"${SeoulNetworkStackName}", ""},
      {"bts-seoul-network-VpcId", "bts-seoul-network-VpcId"},
      {"bts-seoul", "bts-seoul"},
      {"bts-seoulite my_bts-seoul", ""},
      {"bts-seoul-two-network", ""},
      {"bts-seoul-two, bts-seoul-app", "bts-seoul-app"},
      {"s3://bts-code-4711/x", "bts-code-4711"},
      {"bts-code-4711-logs", ""},
      {"old-bts-code-4711", ""},
      {"us-east-1 10.0.0.1 bts-code-4711 bts-seoul", "us-east-1 bts-seoul bts-code-4711 10.0.0.1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    std::string found;
    for (const LostMention& mention : names.in(row.text)) {
      found += (found.empty() ? "" : " ") + mention.text;
    }
    CHECK(found == row.found);
  }
}

TEST_CASE("nothing is lost", "[stages][lost]") {
  LostNames names;
  names.keep("bts");
  CHECK(names.empty());
  CHECK(names.in("us-east-1 10.0.0.1").empty());
}

}  // namespace
}  // namespace btsinfra
