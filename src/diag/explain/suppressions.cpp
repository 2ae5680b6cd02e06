// Findings that are known and accepted: 2200-2299.
#include "diag/ids/suppressions.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {
namespace {

constexpr Entry entries[] = {
    {ids::UnknownRule,
     R"(`rule` is the id of a finding, as the finding itself shows it: BTS and four digits. An
entry for an id that does not exist would silence nothing, and what it was written for
would go on being told.

Wrong:

    ignore:
      - {rule: BTS6033, on: databases.main, reason: can be filled again within the hour}

Right:

    ignore:
      - {rule: BTS6003, on: databases.main, reason: can be filled again within the hour}

`btsinfra lint --list-rules` lists all of them. The same goes for ids in comments.
)"},
    {ids::ErrorNotSuppressible,
     R"(Errors are about what AWS refuses or what cannot work as it is written, and about doors
that are open to the whole world. Nothing would come of silence: they stop the build.
Warnings and advice are matters of judgement, and those can be silenced.

Wrong:

    databases:
      main: {allow: [internet], …}    # btsinfra: ignore BTS3171: we are in a hurry

Right, whatever `btsinfra explain BTS3171` says:

    databases:
      main: {allow: [autoscaling.web], …}
)"},
    {ids::UnknownIgnoredPlace,
     R"(`on` is a path in the blueprint that the entry stands in, and `scenario` a scenario of
its system; this one leads nowhere. Perhaps what it spoke of has gone or been renamed:
the entry goes with it. A path may lead to a field, to a component, to a whole kind, to
`network`, or to `resources` and `overrides` with a logical id. It covers what stands
below.

Wrong, in seoul.yaml:

    databases:
      main: {…}
    ignore:
      - {rule: BTS6003, on: databases.mian, reason: can be filled again within the hour}
      - {rule: BTS5018, on: virginia.network, reason: nothing of value stands in it}

Right, in seoul.yaml:

    ignore:
      - {rule: BTS6003, on: databases.main, reason: can be filled again within the hour}

and in virginia.yaml:

    ignore:
      - {rule: BTS5018, on: network, reason: nothing of value stands in it}

What only a scenario adds can be named as well. Without `scenario` an entry counts in
the base and in every scenario; one for the base alone cannot be written.
)"},
    {ids::IgnoreUntil,
     R"(`until` is the last day on which an entry counts: year, month and day of the calendar,
with a hyphen between them. In quotes, as YAML has dates of its own.

Wrong:

    ignore:
      - {rule: BTS6003, on: databases.main, reason: a standby comes, until: 2027-02-30}

Right:

    ignore:
      - {rule: BTS6003, on: databases.main, reason: a standby comes, until: 2027-02-28}

`btsinfra lint` judges it by today's date, or that of `--today`. For `btsinfra build` an
entry counts whatever the day, so that the same blueprint makes the same build tomorrow.
)"},
    {ids::IgnoreComment,
     R"(A comment that begins with `btsinfra:` is read, and this one does not say what to be
silent about, or why. It names ids of findings, after a colon the reason, and counts for
its own line, or for the next one where it stands alone. Without a reason nobody can
tell in a year whether it still holds.

Wrong:

    databases:
      main: {encrypted: false, …}    # btsinfra: ignore BTS5003
      copy: {encrypted: false, …}    # btsinfra: public data

Right:

    databases:
      main: {encrypted: false, …}    # btsinfra: ignore BTS5003: published measurements
      # btsinfra: ignore BTS5003, BTS6003: a copy that can be made again
      copy: {encrypted: false, …}

A finding is silenced where it points. `ignore:` at the top of the blueprint does so for
a path and what stands below it, and knows `until` and `scenario`.
)"},
    {ids::IgnoreUnused,
     R"(Nothing is found any more where this entry or comment asks for silence: it was mended,
or the finding points somewhere else. Take it out. Left in, it would hide the same
mistake if somebody made it again, and who reads the list believes that there is more to
accept than there is.

Wrong:

    databases:
      main: {multi_az: true, …}
    ignore:
      - {rule: BTS6003, on: databases.main, reason: a standby is too expensive}

Right:

    databases:
      main: {multi_az: true, …}

Where something is found in one scenario only, `scenario` says so.
)"},
    {ids::IgnoreExpired,
     R"(The day that `until` names is over, and the finding is told again. An end is set so that
somebody looks once more: either what was to come has come, and the entry goes, or the
reason still holds, and the entry gets another day.

Wrong, in January 2027:

    ignore:
      - {rule: BTS6003, on: databases.main, reason: a standby comes, until: 2026-12-31}

Right, once it has come:

    databases:
      main: {multi_az: true, …}
)"},
};

}  // namespace

std::span<const Entry> suppressions() { return entries; }

}  // namespace btsinfra::explain
