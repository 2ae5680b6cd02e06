#!/usr/bin/env python3
"""Everything that compiles can be deployed: each build goes to the simulated cloud.

Into an empty account; once more, which changes nothing; and away again in reverse.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import evaluator, harness  # noqa: E402


# Golden cases that no empty account can take, and why.
NOT_FROM_NOTHING = {
    "golden/peerings/peering_with_other_account": "the other VPC is somebody else's",
    "golden/peerings/warn_quota_near_routes": "the other VPC is somebody else's",
    "golden/services/containers_full": "one of its secrets was made by hand",
    "golden/services/warn_unfiltered_alarm_events": "it is warned about what the cloud refuses",
}


def is_entered(build):
    """Whether a state of the system is entered from another: tests/e2e/transitions_test.py."""
    return bool(harness.read_manifest(build).get("scenario"))


def deploy(build):
    """What goes wrong with a build over its life; nothing if all is well."""
    cloud = evaluator.Cloud()
    try:
        cloud.apply(build)
        yield from cloud.incomplete()
        done = len(cloud.log)
        cloud.apply(build)
        for what, label in cloud.log[done:]:
            yield f"the same build once more: {what} {label}"
        cloud.destroy()
    except evaluator.Failure as error:
        yield str(error)


class Deployable(harness.Case):
    def test_every_build(self):
        problems = []
        count = 0
        for source in harness.sources():
            if "--scenario" in source.options or source.label in NOT_FROM_NOTHING:
                continue
            for build in harness.build_source(source, self.work):
                if is_entered(build):
                    continue
                count += 1
                problems += [f"{source.label} {build.name}: {problem}" for problem in deploy(build)]
        self.assertGreater(count, 0, "nothing came out")
        self.expect_none(problems)


if __name__ == "__main__":
    harness.main()
