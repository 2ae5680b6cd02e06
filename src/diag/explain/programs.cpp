// What only a blueprint in C++ can do wrong: 1050-1069.
#include "diag/ids/programs.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {
namespace {

constexpr Entry entries[] = {
    {ids::ProgramAddsTwice,
     R"(A component is known by its kind and name, so a blueprint has one of each. The second `add`
of a name changes nothing; it is an error because one of the two would be lost without a
word. The same holds for `network` and for the names of scenarios.

Wrong:

    seoul.buckets.add("media", {});
    seoul.buckets.add("media", {.expire = 365});

Right: one of them, or another name; what is there is changed by `edit`.

    seoul.buckets.add("media", {});
    seoul.buckets.edit("media").expire = 365;
)"},
    {ids::ProgramChangesNothing,
     R"(`edit` and `remove` speak of a component that the blueprint has at that line. One that is
added further down, or in another scenario, is not there yet.

Wrong:

    virginia.scenario("failover", {}, [](BlueprintBuilder& state) {
      state.databases.edit("replika").promoted = true;
    });

Right:

    virginia.scenario("failover", {}, [](BlueprintBuilder& state) {
      state.databases.edit("replica").promoted = true;
    });
)"},
    {ids::ProgramThrew,
     R"(The function that changes a blueprint for a scenario is called while the program builds its
system. It threw, so what the scenario is to be is not known; the message says what was
thrown. Mostly it is `at` of a map that has no such key.

Wrong:

    state.containers.edit("web").containers.at("BTS-WBE").memory = 256;

Right:

    state.containers.edit("web").containers.at("BTS-WEB").memory = 256;
)"},
    {ids::ProgramNestsScenario,
     R"(A scenario is a state of the whole system and is entered from the base or from another one
(`.after`). Its function says what differs there; it cannot define a state itself.

Wrong:

    seoul.scenario("failover", {}, [](BlueprintBuilder& state) {
      state.scenario("failback", {}, give_back);
    });

Right:

    seoul.scenario("failover", {}, lose_seoul);
    seoul.scenario("failback", {.after = "failover"}, give_back);
)"},
    {ids::ProgramChangesBase,
     R"(The function of a scenario is given a copy of the blueprint, and what it does to it becomes
the scenario. What it does to the blueprint itself, which a lambda with `[&]` can reach, would
change the base.

Wrong:

    seoul.scenario("failover", {}, [&](BlueprintBuilder& state) {
      seoul.databases.edit("main").multi_az = true;
    });

Right:

    seoul.scenario("failover", {}, [&](BlueprintBuilder& state) {
      state.databases.edit("main").multi_az = true;
    });
)"},
    {ids::ProgramMovesBlueprint,
     R"(`system` and `region` say what another environment is called and where it stands. Of the
base that is said where the system and the blueprint are made.

Wrong:

    BlueprintBuilder& seoul = system.blueprint("seoul", "us-east-1"_region);
    seoul.region("ap-northeast-2"_region);

Right:

    BlueprintBuilder& seoul = system.blueprint("seoul", "ap-northeast-2"_region);
)"},
    {ids::ProgramLocks,
     R"(A network with `size` instead of `cidrs` has its blocks chosen once and kept in a lock file.
A program keeps it beside the source that declares the blueprint, and that source is not
where the compiler found it: the program runs on another machine, or from another folder.
To choose anew would move every subnet.

Wrong, on a machine without the sources:

    ./hybrid_bts build

Right: the folder that holds the lock files, which are committed like the sources.

    ./hybrid_bts build --locks infrastructure
)"},
    {ids::ProgramSystemTwice,
     R"(The stacks of a system are called by its name, and its folder of templates too. Two systems
of one name in a program would be built into each other.

Wrong:

    std::vector<SystemBuilder> systems;
    for (int tenant = 0; tenant < 50; ++tenant) systems.emplace_back("shop");

Right:

    systems.emplace_back("shop-" + std::to_string(tenant));
)"},
};

}  // namespace

std::span<const Entry> programs() { return entries; }

}  // namespace btsinfra::explain
