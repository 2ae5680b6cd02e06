#include "support/arn.h"

#include "support/catch.h"

namespace btsinfra {
namespace {

TEST_CASE("an ARN is taken apart", "[support][arn]") {
  CHECK(parse_arn("arn:aws:acm:ap-northeast-2:123456789012:certificate/0a1b") ==
        Arn{"aws", "acm", "ap-northeast-2", "123456789012", "certificate/0a1b"});
  CHECK(parse_arn("arn:aws-cn:s3:::media") == Arn{"aws-cn", "s3", "", "", "media"});
  CHECK(parse_arn("arn:aws:rds:us-east-1:123456789012:db:main") ==
        Arn{"aws", "rds", "us-east-1", "123456789012", "db:main"});
}

TEST_CASE("what is not an ARN", "[support][arn]") {
  const char* text = GENERATE("", "arn", "arn:aws:acm", "certificate/0a1b",
                              "arn:aws:s3:::", "arn::acm:us-east-1:123456789012:certificate/1",
                              "arn:aws::us-east-1:123456789012:certificate/1",
                              "urn:aws:acm:us-east-1:123456789012:certificate/1",
                              "arn:aws:acm:us-east-1:12345:certificate/1",
                              "arn:aws:acm:us-east-1:1234 6789012:certificate/1",
                              "arn:aws:acm:us-east-1:123456789012:certificate/인증서");
  CAPTURE(text);
  CHECK_FALSE(parse_arn(text).has_value());
}

}  // namespace
}  // namespace btsinfra
