// The sizes of tasks that Fargate offers: data, in fargate_facts.cpp.
#pragma once

#include <string>

namespace btsinfra {

// Whether it offers tasks of so many CPU units at all.
[[nodiscard]] bool is_fargate_cpu(int cpu);
[[nodiscard]] bool is_fargate_size(int cpu, int memory);
// "256, 512, …"
[[nodiscard]] std::string fargate_cpus();
// The memory that tasks of that CPU can have: "512, 1024 or 2048 MiB", "4096 to 16384 MiB in steps
// of 1024".
[[nodiscard]] std::string fargate_memory(int cpu);

}  // namespace btsinfra
