#!/usr/bin/env python3
"""Everything that compiles can be deployed: each build goes to the simulated cloud.

Into an empty account; once more, which changes nothing; through each state that can be entered, the
lost regions silent; and away again in reverse.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import evaluator, harness  # noqa: E402

def deploy(base, steps, whole=True):
    """What goes wrong with a system over its life; nothing if all is well.

    `steps`: (build, regions that do not answer) of each state on the way. `whole`: nothing may be
    missing that the compiler itself does not warn of."""
    cloud = evaluator.Cloud()
    try:
        for build, unreachable in [(base, ()), *steps]:
            cloud.apply(build, unreachable)
            if whole:
                yield from (f"{build.name}: {problem}" for problem in cloud.incomplete())
            done = len(cloud.log)
            cloud.apply(build, unreachable)
            for what, label in cloud.log[done:]:
                yield f"{build.name} once more: {what} {label}"
        cloud.destroy()
    except evaluator.Failure as error:
        yield f"{build.name}: {error}"


def way(name, states):
    """The states from the base to one, itself last."""
    found = []
    while name is not None:
        found.insert(0, name)
        name = states[name].after
    return found


def lives(source, builds):
    """(base, steps) of each life that the builds of a source can have."""
    states = harness.states(source.path)
    by_state = {}
    for build in builds:
        manifest = harness.read_manifest(build)
        state = states.get(manifest.get("scenario"))
        if state is None or state.environment:
            yield build, []
        by_state[(manifest["system"], manifest.get("scenario"))] = build
    for system, scenario in by_state:
        if (system, None) in by_state and scenario is not None:
            yield by_state[(system, None)], [(by_state[(system, name)], states[name].lost)
                                             for name in way(scenario, states)]


class Deployable(harness.Case):
    def test_every_build(self):
        problems = []
        count = 0
        for source in harness.sources():
            whole = "/warn_" not in source.label
            for base, steps in lives(source, harness.build_source(source, self.work)):
                count += 1
                problems += [f"{source.label} {problem}" for problem in deploy(base, steps, whole)]
        self.assertGreater(count, 0, "nothing came out")
        self.expect_none(problems)

    def test_the_way_to_a_state(self):
        states = {"a": harness.State(None, set(), False), "b": harness.State("a", set(), False)}
        self.assertEqual(way("b", states), ["a", "b"])


if __name__ == "__main__":
    harness.main()
