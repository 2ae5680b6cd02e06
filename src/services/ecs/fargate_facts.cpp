// Amazon ECS Developer Guide, "Task definition differences for Fargate", as of autumn 2026, for
// Linux.
#include "services/ecs/fargate_facts.h"

#include <algorithm>
#include <array>

namespace btsinfra {
namespace {

struct FargateSize {
  int cpu;
  int least;  // MiB
  int most;
  int step;
};

constexpr std::array sizes{
    FargateSize{256, 512, 2048, 0},  // 512, 1024 or 2048
    FargateSize{512, 1024, 4096, 1024},    FargateSize{1024, 2048, 8192, 1024},
    FargateSize{2048, 4096, 16384, 1024},  FargateSize{4096, 8192, 30720, 1024},
    FargateSize{8192, 16384, 61440, 4096}, FargateSize{16384, 32768, 122880, 8192},
};

const FargateSize* find(int cpu) {
  const auto* found = std::find_if(sizes.begin(), sizes.end(),
                                   [cpu](const FargateSize& size) { return size.cpu == cpu; });
  return found == sizes.end() ? nullptr : found;
}

}  // namespace

bool is_fargate_cpu(int cpu) { return find(cpu) != nullptr; }

bool is_fargate_size(int cpu, int memory) {
  const FargateSize* size = find(cpu);
  if (size == nullptr || memory < size->least || memory > size->most) return false;
  if (size->step == 0) return memory % size->least == 0 && memory / size->least != 3;
  return (memory - size->least) % size->step == 0;
}

std::string fargate_cpus() {
  std::string text;
  for (const FargateSize& size : sizes) {
    text += (text.empty() ? "" : ", ") + std::to_string(size.cpu);
  }
  return text;
}

std::string fargate_memory(int cpu) {
  const FargateSize* size = find(cpu);
  if (size == nullptr) return "";
  if (size->step == 0) return "512, 1024 or 2048 MiB";
  return std::to_string(size->least) + " to " + std::to_string(size->most) + " MiB in steps of " +
         std::to_string(size->step);
}

}  // namespace btsinfra
