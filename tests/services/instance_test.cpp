#include "services/ec2/instance.h"

#include "support/catch.h"
#include "support/compile.h"

using namespace btsinfra;
using namespace btsinfra::test;

namespace {

using Ids = std::vector<std::string>;

// A blueprint with a bastion that has these lines; `more` stands at its top level.
std::string with_bastion(const std::string& lines, const std::string& more = "") {
  return R"(
blueprint: 1
system: demo
region: ap-northeast-2
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  subnets:
    public: {access: public, cidrs: [10.0.0.0/24, 10.0.2.0/24]}
    private: {access: private, cidrs: [10.0.1.0/24, 10.0.3.0/24]}
)" + more +
         R"(
bastions:
  main:
    subnets: public
)" + lines;
}

std::string with_user_data(const std::string& script) {
  std::string lines = "    user_data: |\n";
  std::size_t at = 0;
  while (at < script.size()) {
    const std::size_t end = script.find('\n', at);
    lines += "      " + script.substr(at, end - at) + "\n";
    at = end == std::string::npos ? script.size() : end + 1;
  }
  return with_bastion(lines);
}

}  // namespace

TEST_CASE("the processor of a class stands in its name") {
  for (const char* arm :
       {"t4g.micro", "m7g.large", "c7gn.xlarge", "x2gd.medium", "im4gn.large", "is4gen.medium",
        "r8g.large", "g5g.xlarge", "hpc7g.4xlarge", "a1.medium"}) {
    INFO(arm);
    CHECK(architecture(arm) == Architecture::Arm);
  }
  for (const char* x86 : {"t3.micro", "t3a.small", "m7i-flex.large", "g4dn.xlarge", "g6.xlarge",
                          "gr6.4xlarge", "c6in.large", "u-6tb1.metal", "trn1.2xlarge", "", "g"}) {
    INFO(x86);
    CHECK(architecture(x86) == Architecture::X86);
  }
}

TEST_CASE("instances are checked for what EC2 would refuse") {
  struct Case {
    const char* lines;
    Ids found;
  };
  const Case cases[] = {
      {"    instance: t4g.small", {}},
      {"    instance: m7i-flex.large", {}},
      {"    instance: t3micro", {"BTS3055"}},
      {"    instance: db.t3.micro", {"BTS3055"}},
      {"    instance: T3.micro", {"BTS3055"}},
      {"    volume: {type: gp2, size: 30}", {}},
      {"    volume: {type: io2, size: 30}", {"BTS3058"}},
      {"    volume: {type: st1, size: 125}", {"BTS3058"}},
      {"    volume: {type: ssd}", {"BTS3058"}},
      {"    volume: {size: 4}", {"BTS3059"}},
      {"    volume: {type: standard, size: 2000}", {"BTS3059"}},
      {"    allow: [10.0.1.0/24]", {}},
      {"    allow: [internet]", {"BTS3062"}},
      {"    allow: [0.0.0.0/0]", {"BTS3062"}},
      {"    allow: [{from: internet, ports: [443]}]", {}},
      {"    allow: [{from: internet, ports: [1-100]}]", {"BTS3062"}},
      {"    allow: [{from: internet, ports: [22, 3389]}]", {"BTS3062", "BTS3062"}},
  };
  for (const Case& one : cases) {
    INFO(one.lines);
    CHECK(found_ids(compile_yaml(with_bastion(one.lines))) == one.found);
  }
}

TEST_CASE("a parameter that admits everybody by default opens the port as well") {
  const char* open = "parameters:\n  AdminCidr: {type: cidr, default: 0.0.0.0/0}\n";
  const char* narrow = "parameters:\n  AdminCidr: {type: cidr, default: 203.0.113.7/32}\n";
  CHECK(found_ids(compile_yaml(with_bastion("    allow: [parameters.AdminCidr]", open))) ==
        Ids{"BTS3062"});
  CHECK(found_ids(compile_yaml(with_bastion("    allow: [parameters.AdminCidr]", narrow))) ==
        Ids{});
}

TEST_CASE("the image and the class agree on the processor") {
  struct Case {
    const char* lines;
    const char* more;
    Ids found;
  };
  const char* one_kind =
      "parameters:\n  Class: {type: instance_type, allowed: [t3.micro, t3.small]}\n";
  const char* mixed =
      "parameters:\n  Class: {type: instance_type, allowed: [t3.micro, t4g.micro]}\n";
  const char* unknown = "parameters:\n  Class: {type: instance_type}\n";
  const char* image =
      "images:\n  linux: {ssm: "
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}\n";
  const Case cases[] = {
      {"    instance: ${{ parameters.Class }}", one_kind, {}},
      {"    instance: ${{ parameters.Class }}", mixed, {"BTS3056"}},
      {"    instance: ${{ parameters.Class }}", unknown, {"BTS3056"}},
      {"    image: linux", image, {}},
      {"    image: linux\n    instance: t4g.micro", image, {"BTS3057"}},
  };
  for (const Case& one : cases) {
    INFO(one.lines << one.more);
    CHECK(found_ids(compile_yaml(with_bastion(one.lines, one.more))) == one.found);
  }
}

TEST_CASE("user data is judged by what the machine will make of it") {
  CHECK(found_ids(compile_yaml(with_user_data("#!/bin/bash\necho ${HOME}\n"))) == Ids{});
  CHECK(found_ids(compile_yaml(with_user_data("#cloud-config\npackages: [httpd]\n"))) == Ids{});
  CHECK(found_ids(compile_yaml(with_user_data("echo hello\n"))) == Ids{"BTS3060"});
  CHECK(found_ids(compile_yaml(with_user_data("#!/bin/bash\n-----BEGIN RSA PRIVATE KEY-----\n"))) ==
        Ids{"BTS3061"});
  CHECK(found_ids(compile_yaml(with_user_data("#!/bin/bash\nexport KEY=AKIAIOSFODNN7EXAMPLE\n"))) ==
        Ids{"BTS3061"});
  CHECK(found_ids(compile_yaml(with_user_data("#!/bin/bash\necho AKIA is a prefix\n"))) == Ids{});

  const std::string head = "#!/bin/bash\n";
  constexpr std::size_t most = 16384;
  const std::string fits = head + std::string(most - head.size() - 1, '#') + "\n";
  CHECK(found_ids(compile_yaml(with_user_data(fits))) == Ids{});
  const std::string too_large = head + std::string(most - head.size(), '#') + "\n";
  CHECK(found_ids(compile_yaml(with_user_data(too_large))) == Ids{"BTS4010"});
}
