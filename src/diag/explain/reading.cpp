// From files to settings: 1xxx.
#include "diag/ids/reading.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> reading() {
  static constexpr Entry entries[] = {
      {ids::InvalidUtf8, R"(A blueprint is read as UTF-8 and nothing else (YAML 1.2.2, "Character
Encodings", of which we take one). At the marked byte the file is something else: mostly
Korean text that an editor saved as CP949 or EUC-KR. Guessing the encoding would put
wrong letters into names and tags without a word.

Wrong: a file that `file seoul.yaml` calls ISO-8859 or Non-ISO text.

Right: convert it once and tell the editor to stay with UTF-8:

    iconv -f CP949 -t UTF-8 seoul.yaml > converted.yaml

A byte order mark at the start is fine. The escapes `\N` and `\_` in double quotes give no
UTF-8 either: write the character itself, or `\u0085` and `\u00A0`.
)"},
      {ids::ControlCharacter, R"(The file holds a character that no one can see, such as a bell
(U+0007), an escape (U+001B) or a NUL, as it is or by an escape (`"\a"`). YAML forbids
them (YAML 1.2.2, "Character Set"), and in user data they would reach a shell. They come
from terminals and word processors, by copy and paste.

Wrong, with the ^G as one character:

    description: "Fan shop^G"

Right:

    description: "Fan shop"

Delete the marked character: editors show it as a box or not at all, `cat -v` as ^G. A
script that needs one makes it itself, as by `printf '\a'`. Tabs and line ends are no
control characters in this sense.
)"},
      {ids::FileTooLarge, R"(A blueprint has at most 4 MiB. One that is written by hand has a
hundredth of that, so a larger file is a mistake (a template, a log, an archive with the
wrong name) or an attack on whoever builds it.

Wrong:

    btsinfra build exports/everything.yaml

Right: name the blueprint itself, and split a system over several:

    btsinfra build blueprints/seoul.yaml

All blueprints of one folder that bear the same `system:` are compiled together.

All blueprints that one run reads have at most 8 MiB together.
)"},
      {ids::YamlSyntax, R"(The file cannot be read as YAML from the marked place on. The mistake is
there or just before: YAML notices it only when something no longer fits.

Wrong:

    description: "Fan shop
    network:
      cidr: 10.0.0.0/16
       zones: [a, c]

Right: the quote closed, keys of one map in one column:

    description: "Fan shop"
    network:
      cidr: 10.0.0.0/16
      zones: [a, c]

Look for indentation, a `:` without a blank behind it, an open quote or bracket, and for
texts that begin with one of `* & ! % @ |` or hold `: ` or ` #`: those need quotes.
)"},
      {ids::TabIndentation, R"(YAML indents by spaces only; a tab has no agreed width, so it may not
stand before the first word of a line (YAML 1.2.2, "Indentation Spaces").

Wrong, where `→` stands for a tab:

    network:
    →cidr: 10.0.0.0/16

Right:

    network:
      cidr: 10.0.0.0/16

Editors convert a whole file ("convert indentation to spaces"), and so does
`expand -t 2 seoul.yaml > converted.yaml`. Inside a script under `|` a tab may stand
behind the spaces of the indentation.
)"},
      {ids::DuplicateKey,
       R"(A map has each key once (YAML 1.2.2, "Nodes"). Of two, many YAML readers
silently take the last, and half of what you wrote would be gone: a subnet, a rule, a
whole section.

Wrong:

    buckets:
      code: {}
    buckets:
      media: {}

Right:

    buckets:
      code: {}
      media: {}

The note shows the first of the two. Remove one or put both together. A key that came in
by `<<` is no duplicate: the map's own wins.
)"},
      {ids::SeveralDocuments, R"(A blueprint is one YAML document; `---` in the middle of a file
begins another, which would be dropped.

Wrong, in one file:

    blueprint: 1
    name: seoul
    ---
    blueprint: 1
    name: virginia

Right: a file each, seoul.yaml and virginia.yaml, in one folder. Files of a folder that
bear the same `system:` are compiled together and may refer to each other. A single
`---` before the first line is fine.
)"},
      {ids::EmptyFile, R"(The file holds nothing but blanks and comments.

Wrong:

    # The blueprint of Tokyo

Right: the three keys that every blueprint has, then what it is about:

    blueprint: 1
    system: hybrid-bts
    region: ap-northeast-1

If the file should hold more, it was saved empty: look at its history (`git log -p`).
)"},
      {ids::TooDeep,
       R"(Maps and lists stand inside one another at most 64 deep. The deepest value of
the language stands at about 8, a raw resource's properties at 20; deeper input is
damaged or meant to exhaust whatever reads it.

Wrong:

    Properties: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[…

Right: close each bracket. The column that is marked is where the 65th level begins; the
bracket to blame is mostly the first one on that line.

Aliases count with the depth of what they stand for.
)"},
      {ids::TooManyNodes, R"(With every alias written out, the file would hold more than 80,000
values, or 16 MiB of text. Ten lines of aliases to aliases can stand for ten thousand
million ("billion laughs"), so both are limited while reading, before memory is spent. Each
`${` in a text counts as a value. All blueprints of one run may hold 200,000 together. What
a C++ program adds to a blueprint may be as many values, and nested as deeply, as in a file.

Wrong:

    A: &a {X: [1, 2, 3, 4, 5, 6, 7, 8, 9]}
    B: &b {X: [*a, *a, *a, *a, *a, *a, *a, *a, *a]}
    C: &c {X: [*b, *b, *b, *b, *b, *b, *b, *b, *b]}

Right: alias what is really the same, one level deep:

    A: &tags [{Key: Team, Value: Concerts}]
    B: *tags

A system that is honestly that large belongs into several blueprints.
)"},
      {ids::UnknownTag, R"(A word with `!` before a value is a YAML tag. In `resources` and
`overrides` CloudFormation's functions may stand (`!Ref`, `!GetAtt`, `!Sub`, `!Join` …),
written exactly as CloudFormation does; nowhere else are there any. A blueprint cannot
include other files, and it has no conditions, so there is no `!If` either. `!ToJsonString`,
`!Length` and `Fn::ForEach` belong to a transform, AWS::LanguageExtensions, which the
templates do not have: the JSON is written out as a text, and the number as a number.

Wrong:

    description: !include about.txt
    resources:
      Topic: {Type: "AWS::SNS::Topic", Properties: {DisplayName: !Getatt Queue.Arn}}

Right:

    description: Fan shop, primary site.
    resources:
      Topic: {Type: "AWS::SNS::Topic", Properties: {DisplayName: !GetAtt Queue.Arn}}

A text that begins with `!` goes into quotes: "!important".
)"},
      {ids::BadMergeKey, R"(`<<` copies the entries of other maps into the one where it stands
(YAML's merge key). So its value is a map, mostly an alias of one, or a list of maps.

Wrong:

    tags:
      <<: common

Right:

    tags: &common {Project: HYBRID-BTS}
    buckets:
      code: {tags: {<<: *common, Team: Web}}

The map's own keys win over merged ones, and of several merged maps the earlier wins. A
key that is really called `<<` goes into quotes.
)"},
      {ids::KeyNotText,
       R"(Every key of a blueprint is a word. A list, a map or nothing at all cannot
be one, though YAML would let them.

Wrong:

    tags:
      ? [Team, Owner]
      : Concerts
      null: x

Right:

    tags:
      Team: Concerts
      "null": x

Where a `${{ reference }}` was meant, its braces were read as a map: put it in quotes,
"${{ parameters.Team }}".
)"},
      {ids::UnquotedReference, R"(Inside `[ ]` and `{ }` braces mean maps to YAML, so the `{{` of a
reference begins two of them and the line falls apart.

Wrong:

    bastions:
      admin: {subnets: public, key: ${{ parameters.BastionKey }}}

Right, in quotes:

    bastions:
      admin: {subnets: public, key: "${{ parameters.BastionKey }}"}

or on a line of its own, where no quotes are needed:

    bastions:
      admin:
        subnets: public
        key: ${{ parameters.BastionKey }}
)"},
      {ids::RecursiveAlias, R"(An alias (`*name`) stands for a copy of the value at its anchor
(`&name`). Here it stands inside that very value, which would make the copy endless.

Wrong:

    resources:
      Topic: &topic
        Type: AWS::SNS::Topic
        Properties: {Nested: *topic}

Right: the anchor at the part that is meant.

    resources:
      Topic:
        Type: AWS::SNS::Topic
        Properties: &properties {DisplayName: Fans}
      Other: {Type: "AWS::SNS::Topic", Properties: *properties}
)"},
      {ids::UnknownKey, R"(The marked key means nothing where it stands. Keys are never ignored: one
letter wrong in `deletion_protection` would otherwise leave a database without it.

Wrong:

    network:
      cidr: 10.0.0.0/16
      zone: [a, c]

Right:

    network:
      cidr: 10.0.0.0/16
      zones: [a, c]

The help names the key that was probably meant, or all that exist there. A key that is
right but stands elsewhere is often a matter of indentation. docs/language.md describes
every field, and editors complete them by schemas/blueprint.schema.json.
)"},
      {ids::WrongShape, R"(The field takes a list, a map or a single value, and another of these
stands there. A key with nothing behind it is "nothing", not an empty list or map.

Wrong:

    network: {zones: a, …}
    buckets:
      code:

Right:

    network: {zones: [a], …}
    buckets:
      code: {}

Lists are `[a, c]` or lines that begin with `- `; maps are `{key: value}` or lines `key:
value`. Some records have a short form, as `size: 2`; docs/language.md tells which.
)"},
      {ids::WrongScalar, R"(The field takes a number, or true or false, and the value is written as
something else. YAML readers do not agree on `yes`, `on`, `007`, `1_000` or `0x10` (YAML
1.1 and 1.2 differ), so only the forms that all of them read alike are taken: true,
false and plain decimal digits, without quotes.

Wrong:

    buckets:
      logs: {versioned: no, expire: "365"}

Right:

    buckets:
      logs: {versioned: false, expire: 365}

Units are never written: docs/language.md gives the unit of each field (GiB, days,
seconds, percent).
)"},
      {ids::UnknownChoice, R"(The field takes one of a few words, and the one given is not among
them. They are written exactly so: lower case, with `-` where it says `-`.

Wrong:

    network: {nat: per_zone, …}

Right:

    network: {nat: per-zone, …}

The help lists all of them and, where one is near, the one that was probably meant. The
word itself must stand there; a `${{ reference }}` is not possible, since the choice
decides which resources there are.
)"},
      {ids::OutOfBounds, R"(A number is too small or too large for the field, or a text or list too
short or too long. The bounds are mostly those of AWS, where a deployment would fail on
them, half-way through and some minutes later.

Wrong:

    network:
      subnets:
        private: {size: 30}

Right: AWS has subnets of /16 to /28 (Amazon VPC User Guide, "Subnet CIDR blocks").

    network:
      subnets:
        private: {size: 28}

Texts are measured in characters, so a Korean letter counts as one. docs/language.md
gives the bounds of every field.
)"},
      {ids::MissingField, R"(A field that has no sensible default is not there, or stands there
empty. The marked key is that of the record in which it belongs.

Wrong:

    network:
      cidr: 10.0.0.0/16

Right:

    network:
      cidr: 10.0.0.0/16
      zones: [a, c]
      subnets:
        private: {access: isolated, size: 24}

If you did write it: look at the indentation (it may have slipped into another record)
and at its spelling (an unknown key there is reported instead).
)"},
      {ids::AmbiguousScalar,
       R"(A text is wanted, and without quotes YAML reads this one as a number,
a boolean, a date or nothing. What comes back is not what you wrote: 8.40 becomes 8.4,
012345678901 loses its zero, `on` becomes true (YAML 1.1, "Boolean Language-Independent
Type"), and readers disagree on all of it.

Wrong:

    tags: {Version: 8.40, Account: 012345678901, Open: on}

Right:

    tags: {Version: "8.40", Account: "012345678901", Open: "on"}

In raw `resources` numbers and true or false may stand plainly; there only what readers
read differently (`yes`, `0012`, `1_000`) needs quotes.
)"},
      {ids::BadName, R"(Names become parts of logical ids, stack names and references, so their
characters are few:
- components: a lower-case letter, then lower-case letters, digits and `_`, 40 at most;
- systems and blueprints: the same with `-` for `_`, none at the end; no blueprint is
  called like a kind of component;
- raw resources and overrides: letters and digits, as CloudFormation's logical ids (AWS
  CloudFormation User Guide, "Resources").

Wrong:

    buckets:
      Fan-Videos: {}

Right:

    buckets:
      fan_videos: {}

Renaming something that is deployed makes a new resource and deletes the old one.
)"},
      {ids::BadReferenceSyntax, R"(A reference reads `${{ kind.name.attribute }}`, for another
blueprint `${{ blueprint.kind.name.attribute }}`, and ends on the line where it begins.
Where a field takes a literal or one reference, nothing stands around it; where it names
a component, the bare name stands there without `${{ }}`.

Wrong:

    user_data: |
      echo ${{ databases main endpoint }}
    key: bts-${{ parameters.BastionKey }}
    subnets: ${{ subnets.public }}

Right:

    user_data: |
      echo ${{ databases.main.endpoint }}
    key: ${{ parameters.BastionKey }}
    subnets: public

A literal `${{`, as other tools use it, is written `$${{`; a dollar before a reference is
two, `US$$${{ parameters.Cost }}`.
)"},
      {ids::ReferenceNotAllowed, R"(The value decides what is compiled, or stands where no resource
can be asked, so it must be known now; a reference is known only while deploying.

Wrong:

    buckets:
      logs: {versioned: false, expire: "${{ parameters.Days }}"}
    tags: {Vpc: "${{ network.vpc_id }}"}

Right:

    buckets:
      logs: {versioned: false, expire: 365}
    tags: {Stage: "${{ parameters.Stage }}"}

Tags of the whole blueprint stand on every resource, the VPC itself among them, so they
can use parameters but no resource. docs/language.md says of each field whether it
takes references.
)"},
      {ids::UnsupportedVersion,
       R"(`blueprint: 1` is the version of the language, not of your system.
A later one may give the same words another meaning, so this compiler does not try to
read it.

Wrong:

    blueprint: 2

Right:

    blueprint: 1

Where the file was written for a newer compiler, take that one: `btsinfra --version`
tells which you have. The version of your own system belongs into a tag.
)"},
      {ids::CloudFormationTag, R"(CloudFormation's functions (`!Ref`, `!Sub`, `!GetAtt` …) name
logical ids of one template. Outside `resources` and `overrides` nothing is a template
yet: there a reference names the component, and the compiler chooses what the finished
stacks need.

Wrong:

    bastions:
      admin: {subnets: public, user_data: !Sub "aws s3 ls ${CodeBucket}"}

Right:

    bastions:
      admin: {subnets: public, user_data: "aws s3 ls ${{ buckets.code.name }}"}

What no field offers goes into `overrides`, where the functions may stand.
)"},
      {ids::FunctionArgument,
       R"(A function of CloudFormation gets something else than it takes. CloudFormation would refuse
the whole template with a message that names no line (AWS CloudFormation User Guide, "Intrinsic
function reference").

Wrong:

    resources:
      Queue:
        Type: AWS::SQS::Queue
        Properties: {QueueName: !Sub ["${Name}"]}

Right:

    resources:
      Queue:
        Type: AWS::SQS::Queue
        Properties: {QueueName: !Sub ["${Name}", {Name: work}]}

Of literals more is known: the second part of Join is a list, and texts stand in it; Select
takes a whole number from 0 that lies within its list; Base64 takes a text. What a
function or a reference gives is not judged.

`FindInMap` has nothing to find in, as a blueprint has no mappings: an image's id for each
region is `images.*.by_region`.
)"},
      {ids::FileNotReadable,
       R"(A file cannot be opened, or is a link that leads out of its folder. A
blueprint is untrusted input: what it names must lie in its own folder, so that no link
brings, say, ~/.aws/credentials into an error message.

Wrong: blueprints/tokyo.yaml -> /home/kim/tokyo.yaml

Right: the file itself, readable for whoever builds:

    cp -L /home/kim/tokyo.yaml blueprints/tokyo.yaml
    chmod a+r blueprints/tokyo.yaml

Links to files of the same folder are followed.
)"},
      {ids::NoBlueprints, R"(No file of the folder looks like a blueprint: a name that ends in .yaml
or .yml, and a key `blueprint` at the top. Other YAML may lie beside blueprints and is
passed over without a word. Folders inside the folder are not searched.

Wrong: `btsinfra build .` in a checkout whose blueprints lie in blueprints/.

Right:

    btsinfra build blueprints

or name one file, which stands for the whole system it belongs to:

    btsinfra build blueprints/seoul.yaml

A C++ program describes its systems itself; there it means a system without a blueprint.
)"},
      {ids::DuplicateBlueprint, R"(Blueprints of one system are told apart by name: it stands in
stack names and in references between them. Without `name:` it is the file's name, so
seoul.yaml and seoul.yml, or a copy in which `name:` was kept, collide.

Wrong, in virginia.yaml, copied from seoul.yaml:

    name: seoul
    region: us-east-1

Right:

    name: virginia
    region: us-east-1

A blueprint that is deployed keeps its name: another one means other stacks.
)"},
      {ids::LockFile, R"(`<blueprint>.lock.json` holds the address blocks that were asked for by
`size:`. It is written by a build, lies in version control beside the blueprint, and is
what keeps subnets from moving. This one cannot be read: cut off, edited, or with the
marks of a merge conflict in it.

Wrong:

    <<<<<<< HEAD
    {"version": 1, "subnets": {"private": {"a": "10.0.0.0/24"}}}

Right: the file as it was at the last deployment.

    git log --oneline -- blueprints/seoul.lock.json
    git checkout <commit> -- blueprints/seoul.lock.json

Do not delete it: blocks would be chosen anew, and a subnet whose block changes is
replaced, with all that stands in it (AWS CloudFormation User Guide, AWS::EC2::Subnet).
)"},
      {ids::SystemsDiffer, R"(The blueprints of a folder that bear one `system` are compiled
together, and only those may name each other's components. This one names components of
the others, or they name its, but it says that it is of another system: one of the names
is mistyped. They are taken as one system here, so that nothing else follows from it.

Wrong, where seoul.yaml and edge.yaml are of `hybrid-bts`:

    system: hybrid-bst
    region: us-east-1

Right:

    system: hybrid-bts
    region: us-east-1
)"},
      {ids::TooManyFindings, R"(`--format json`, `sarif`, `junit` and `github` tell of 5,000
findings at most: the gravest ones, each in its place. Programs that read them take fewer
still, and so many have few causes. Every finding counts for the exit status, told or not.

Look at what most of them have in common: people are shown how many there are of each rule.
Mend that, or choose rules:

    btsinfra lint blueprints --select 1xxx,2xxx --format sarif
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
