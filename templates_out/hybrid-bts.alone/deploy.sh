#!/usr/bin/env bash
# Deploys the build that stands beside it with the AWS CLI alone; --help says how.
# Made by btsinfra: change the blueprints, not this file.
#
# shellcheck disable=SC2016,SC2317 # texts stay as they are; not every build has all that this can do
set -euo pipefail

readonly system=hybrid-bts
readonly scenario=alone

# The stacks in an order in which they can be created, as in manifest.json.
build() {
  stack seoul/certificates hybrid-bts-seoul-certificates ap-northeast-2 1 seoul/certificates.yaml e2eb3c567c6850f40f9c0a2c7aec8cc46534ae5216c73f2ffbb874b71e88089f 1430 protect
    tag Project HYBRID-BTS
    asked ZoneId
  stack seoul/network hybrid-bts-seoul-network ap-northeast-2 1 seoul/network.yaml a3546a7807ed1ecaa6c2afbac1e239dc4ef7178167d21fbedbdc84e3385d532a 14959 protect
    capability CAPABILITY_IAM
    tag Project HYBRID-BTS
    given AdminCidr 58.237.166.233/32
  stack seoul/storage hybrid-bts-seoul-storage ap-northeast-2 1 seoul/storage.yaml 37a245041801c467575a63958c15b4c99eee27427dadf9199a9f42ead39f549f 7960 protect
    tag Project HYBRID-BTS
  stack seoul/database hybrid-bts-seoul-database ap-northeast-2 2 seoul/database.yaml fcc5d4d2ad6bdfef344877affd0984be57fcc0b7c960ca22fed8d81193582ddf 4955 protect
    capability CAPABILITY_IAM
    tag Project HYBRID-BTS
    given NetworkStackName hybrid-bts-seoul-network
  stack seoul/cache hybrid-bts-seoul-cache ap-northeast-2 2 seoul/cache.yaml a43144989d104ef324a2237631e5f042ba6560b3451b9e230f55cacf2b5f9307 2266 protect
    tag Project HYBRID-BTS
    given NetworkStackName hybrid-bts-seoul-network
  stack seoul/cdn hybrid-bts-seoul-cdn ap-northeast-2 2 seoul/cdn.yaml d9638ee5653ce5c9f73da29e68d6a03dd10c3c9418a2a70bf186888e8961ce6a 1307 open
    tag Project HYBRID-BTS
    given StorageStackName hybrid-bts-seoul-storage
  stack seoul/app hybrid-bts-seoul-app ap-northeast-2 3 seoul/app.yaml 5ea358acd7e42c3a13f02b7a33d6da1456efd2a24e33768d59214304d8cbcdac 28421 protect
    capability CAPABILITY_IAM
    tag Project HYBRID-BTS
    asked AdminEmail
    given BastionKey BTS_Bastion_Key
    given CacheStackName hybrid-bts-seoul-cache
    given CertificatesStackName hybrid-bts-seoul-certificates
    given DatabaseStackName hybrid-bts-seoul-database
    given LatestAmazonLinux /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
    given NetworkStackName hybrid-bts-seoul-network
    given StorageStackName hybrid-bts-seoul-storage
    given WebKey BTS_WEB_KEY
  retired seoul/peering hybrid-bts-seoul-peering ap-northeast-2
}

# ---- what the build says ------------------------------------------------------------------------
# `build` above calls these, one line per fact. Lists are plain arrays side by side, as the shells
# that macOS ships know no others.

stack_id=() stack_name=() stack_region=() stack_wave=() stack_template=() stack_sha256=()
stack_bytes=() stack_protected=()
capability_stack=() capability_name=()
tag_stack=() tag_key=() tag_value=()
parameter_stack=() parameter_name=() parameter_kind=() parameter_first=() parameter_second=()
early_stack=() early_id=()
gate_stack=() gate_type=() gate_remedy=()
fact_gate=() fact_name=() fact_kind=() fact_first=() fact_second=()
retired_id=() retired_name=() retired_region=()

# id, name, region, wave, template, its SHA-256, its size, protect|open
stack() {
  stack_id+=("$1") stack_name+=("$2") stack_region+=("$3") stack_wave+=("$4")
  stack_template+=("$5") stack_sha256+=("$6") stack_bytes+=("$7") stack_protected+=("$8")
}
this_stack() { printf '%s' $((${#stack_id[@]} - 1)); }
capability() { capability_stack+=("$(this_stack)") capability_name+=("$1"); }
tag() { tag_stack+=("$(this_stack)") tag_key+=("$1") tag_value+=("$2"); }
# id of a stack that has to let go before this one is updated
early() { early_stack+=("$(this_stack)") early_id+=("$1"); }
parameter() { # kind, name, …
  parameter_stack+=("$(this_stack)") parameter_kind+=("$1") parameter_name+=("$2")
  parameter_first+=("${3-}") parameter_second+=("${4-}")
}
given() { parameter given "$@"; }     # name, value
output() { parameter output "$@"; }   # name, id of the stack that has it, its output
asked() { parameter asked "$@"; }     # name
secret() { parameter secret "$@"; }   # name
gate() { gate_stack+=("$(this_stack)") gate_type+=("$1") gate_remedy+=("$2"); }
# name, then its parts: words TEXT, parameter NAME, output STACK NAME
fact() {
  local name=$1
  shift
  while (($# > 0)); do
    fact_gate+=("$((${#gate_type[@]} - 1))") fact_name+=("$name") fact_kind+=("$1") fact_first+=("$2")
    if [[ $1 == output ]]; then
      fact_second+=("$3")
      shift 3
    else
      fact_second+=('')
      shift 2
    fi
  done
}
retired() { retired_id+=("$1") retired_name+=("$2") retired_region+=("$3"); } # id, name, region

# The index of the stack of that id or name, in `found`.
find_stack() {
  for ((found = 0; found < ${#stack_id[@]}; found++)); do
    [[ ${stack_id[found]} != "$1" && ${stack_name[found]} != "$1" ]] || return 0
  done
  return 1
}
# The same for those that this build no longer has.
find_retired() {
  for ((found = 0; found < ${#retired_id[@]}; found++)); do
    [[ ${retired_id[found]} != "$1" ]] || return 0
  done
  return 1
}
# ---- talking ------------------------------------------------------------------------------------

say() { printf '%s\n' "$*"; }
warn() { printf 'warning: %s\n' "$*" >&2; }
problem() { printf 'error: %s\n' "$*" >&2; }
fail() {
  problem "$@"
  exit 1
}
wrong_usage() {
  problem "$@"
  say 'See --help.' >&2
  exit 2
}

usage() {
  cat <<'TEXT'
Usage: deploy.sh [options]

Brings every stack of this build to what its template says: creates it, or updates it. What an
earlier run has done stands; run it again after a failure, and it goes on where it stopped.

  --values FILE      values for parameters, a line each: NAME=VALUE, or BLUEPRINT.NAME=VALUE for one
                     blueprint. Everything behind the first `=` is the value, as it stands. What the
                     build does not know either keeps its value in a stack that exists, and is asked
                     for in a new one
  --only STACK       this stack alone, by id (BLUEPRINT/LAYER) or by name; may be repeated
  --from STACK       this stack and those behind it
  --account ID       refuse to work in any other AWS account
  --bucket NAME      where templates of more than 51,200 bytes are put for CloudFormation to read
  --delete-retired   delete the stacks that this build no longer has: at the end, or before an
                     update that takes away what they import
  --yes              do not ask before that
  --dry-run          only show what would be done: nothing is changed, nothing asked
  --help             this text

Needs bash and the AWS CLI, with credentials of the account.
TEXT
}
# ---- values that people give --------------------------------------------------------------------

given_name=() given_value=()

# Lines NAME=VALUE. They are read, never run.
read_values() {
  local line number=0 name
  [[ -r $1 ]] || fail "cannot read $1"
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    line=${line%$'\r'}
    [[ -z $line || $line == '#'* ]] && continue
    [[ $line == *=* ]] || fail "$1, line $number: expected NAME=VALUE"
    name=${line%%=*}
    is_parameter "$name" || fail "$1, line $number: no stack of this build has a parameter $name"
    given_name+=("$name") given_value+=("${line#*=}")
  done <"$1"
}

# Whether it is NAME or BLUEPRINT.NAME of a parameter.
is_parameter() {
  local i
  for ((i = 0; i < ${#parameter_name[@]}; i++)); do
    [[ $1 != "${parameter_name[i]}" ]] || return 0
    [[ $1 != "$(blueprint_of "${parameter_stack[i]}").${parameter_name[i]}" ]] || return 0
  done
  return 1
}

blueprint_of() { printf '%s' "${stack_id[$1]%%/*}"; }

# The value given for a parameter of a blueprint, in `value`; the more exact name wins, then the
# later line.
find_value() {
  local wanted i
  for wanted in "$1.$2" "$2"; do
    for ((i = ${#given_name[@]} - 1; i >= 0; i--)); do
      [[ ${given_name[i]} == "$wanted" ]] || continue
      value=${given_value[i]}
      return 0
    done
  done
  return 1
}

# Asks on the terminal, once for a whole blueprint; the answer in `value`.
ask() { # blueprint, parameter, asked|secret
  if [[ ! -t 0 ]]; then
    problem "$1 needs a value for $2: give it in a file, --values FILE with the line $2=…"
    return 1
  fi
  if [[ $3 == secret ]]; then
    IFS= read -r -s -p "$2 ($1, not shown): " value || return 1
    printf '\n' >&2
  else
    IFS= read -r -p "$2 ($1): " value || return 1
  fi
  given_name+=("$1.$2") given_value+=("$value")
}
# ---- asking AWS ---------------------------------------------------------------------------------
# Every call writes its complaint to $scratch/error; who reads a region that may be down does not
# wait for it for long.

in_region() { # region, service, operation, …
  local region=$1
  shift
  aws "$@" --region "$region" 2>"$scratch/error"
}
reading() { in_region "$@" --cli-connect-timeout 10 --cli-read-timeout 60 --output text; }

complaint() { tr -s '\n' ' ' <"$scratch/error" | sed -e 's/^ //' -e 's/ $//' | cut -c 1-600; }
said() { grep -q "$1" "$scratch/error"; }

# Of a stack: `status` (empty: there is none), `protected` (True, or something else) and `live`, the
# names of its parameters with a blank on both sides of each.
look() { # name, region
  local line
  if line=$(reading "$2" cloudformation describe-stacks --stack-name "$1" --query \
    "Stacks[0].[StackStatus, EnableTerminationProtection, join(' ', Parameters[].ParameterKey || \`[]\`)]"); then
    status=${line%%$'\t'*}
    line=${line#*$'\t'}
    protected=${line%%$'\t'*}
    live=" ${line#*$'\t'} "
    return 0
  fi
  status='' protected='' live=' '
  said 'does not exist'
}

# Whether there is such a stack, and its region answers.
exists() { look "$1" "$2" && [[ -n $status ]]; } # name, region

# An output of a stack, in `value`.
read_output() { # id of the stack, output
  find_stack "$1" || return 1
  value=$(reading "${stack_region[found]}" cloudformation describe-stacks --stack-name \
    "${stack_name[found]}" --query "Stacks[0].Outputs[?OutputKey=='$2'].OutputValue | [0]") ||
    return 1
  [[ -n $value && $value != None ]] || {
    say "it has no output $2 yet" >"$scratch/error"
    return 1
  }
}

# What a parameter of a stack that exists has now, in `value`.
read_parameter() { # index of the stack, parameter
  value=$(reading "${stack_region[$1]}" cloudformation describe-stacks --stack-name \
    "${stack_name[$1]}" --query "Stacks[0].Parameters[?ParameterKey=='$2'].ParameterValue | [0]")
}

# Waits while something is being done to a stack; then `status` says how it ended.
await() { # name, region
  local failures=0
  while :; do
    if look "$1" "$2"; then
      failures=0
      [[ $status == *_IN_PROGRESS && $status != REVIEW_IN_PROGRESS ]] || return 0
    else
      failures=$((failures + 1))
      if ((failures >= 5)); then
        problem "$1 in $2 cannot be watched any more: $(complaint)"
        return 1
      fi
    fi
    sleep "$poll"
  done
}

show_failures() { # name, region
  reading "$2" cloudformation describe-stack-events --stack-name "$1" --query \
    "StackEvents[?ends_with(ResourceStatus, '_FAILED')] | [:8].[LogicalResourceId, ResourceStatusReason]" \
    >&2 || true
}
# ---- parameters of one stack --------------------------------------------------------------------

# A JSON string, in `json`. Whatever the text holds, it stays a text.
to_json() {
  local text=$1 quote='"' backslash=$'\\'
  text=${text//"$backslash"/"$backslash$backslash"}
  text=${text//"$quote"/"$backslash$quote"}
  text=${text//$'\n'/"${backslash}n"}
  text=${text//$'\t'/"${backslash}t"}
  if [[ $text == *[[:cntrl:]]* ]]; then
    problem 'a value holds a control character'
    return 1
  fi
  json="\"$text\""
}

is_live() { [[ $live == *" $1 "* ]]; }

# What a parameter gets: a `value`, or, if `how` is previous, what the stack has. What people give
# goes before everything else: so a stack can be made although a region is down.
settle() { # index of the parameter
  local name=${parameter_name[$1]} kind=${parameter_kind[$1]} first=${parameter_first[$1]}
  local second=${parameter_second[$1]} blueprint
  blueprint=$(blueprint_of "${parameter_stack[$1]}")
  how=value value=''
  find_value "$blueprint" "$name" && return 0
  case $kind in
    given) value=$first ;;
    output)
      read_output "$first" "$second" && return 0
      if is_live "$name"; then
        warn "$name stays as it is: output $second of $first cannot be read ($(complaint))"
        how=previous
      elif [[ -n $dry_run ]]; then
        value="(output $second of $first)"
      else
        problem "$name needs output $second of $first, which cannot be read: $(complaint)"
        return 1
      fi
      ;;
    *)
      if is_live "$name"; then
        how=previous
      elif [[ -n $dry_run ]]; then
        value='(asked for)'
      else
        ask "$blueprint" "$name" "$kind"
      fi
      ;;
  esac
}

# Settles all of a stack's and writes them for the AWS CLI: a file, so that no secret stands in the
# list of processes and no comma divides a value.
write_parameters() { # index of the stack
  local i entries='' json key
  settled_name=() settled_how=() settled_value=()
  for ((i = 0; i < ${#parameter_name[@]}; i++)); do
    [[ ${parameter_stack[i]} == "$1" ]] || continue
    settle "$i" || return 1
    settled_name+=("${parameter_name[i]}") settled_how+=("$how") settled_value+=("$value")
    to_json "${parameter_name[i]}" || return 1
    key=$json
    if [[ $how == previous ]]; then
      entries+=",{\"ParameterKey\":$key,\"UsePreviousValue\":true}"
    else
      to_json "$value" || {
        problem "that of parameter ${parameter_name[i]}"
        return 1
      }
      entries+=",{\"ParameterKey\":$key,\"ParameterValue\":$json}"
    fi
    [[ -z $dry_run ]] || show_parameter "$i"
  done
  printf '[%s]\n' "${entries#,}" >"$scratch/parameters.json"
}

show_parameter() { # index of the parameter just settled
  if [[ $how == previous ]]; then
    say "    ${parameter_name[$1]}: as it is"
  elif [[ ${parameter_kind[$1]} == secret ]]; then
    say "    ${parameter_name[$1]}: (not shown)"
  else
    say "    ${parameter_name[$1]}: $value"
  fi
}

write_tags() { # index of the stack
  local i entries='' json key
  for ((i = 0; i < ${#tag_key[@]}; i++)); do
    [[ ${tag_stack[i]} == "$1" ]] || continue
    to_json "${tag_key[i]}" || return 1
    key=$json
    to_json "${tag_value[i]}" || return 1
    entries+=",{\"Key\":$key,\"Value\":$json}"
  done
  printf '[%s]\n' "${entries#,}" >"$scratch/tags.json"
}
# ---- what must be true outside ------------------------------------------------------------------

# A fact of a gate, in `value`; 1: it cannot be known.
read_fact() { # index of the gate, name of the fact
  local i j whole='' any=''
  for ((i = 0; i < ${#fact_gate[@]}; i++)); do
    [[ ${fact_gate[i]} == "$1" && ${fact_name[i]} == "$2" ]] || continue
    any=1
    case ${fact_kind[i]} in
      words) whole+=${fact_first[i]} ;;
      output)
        read_output "${fact_first[i]}" "${fact_second[i]}" || return 1
        whole+=$value
        ;;
      parameter)
        for ((j = 0; j < ${#settled_name[@]}; j++)); do
          [[ ${settled_name[j]} == "${fact_first[i]}" ]] || continue
          value=${settled_value[j]}
          if [[ ${settled_how[j]} == previous ]]; then
            read_parameter "${gate_stack[$1]}" "${fact_first[i]}" || return 1
          fi
          whole+=$value
        done
        ;;
    esac
  done
  [[ -n $any ]] || return 1
  value=$whole
}

# Names in a row, one on a line, lower case, without the dot at the end, in order.
as_set() { tr ', \t' '[\n*]' | tr '[:upper:]' '[:lower:]' | sed -e 's/\.$//' -e '/^$/d' | sort -u; }

# 0: it is so. 1: it is not. 2: nobody can tell from here.
check_gate() { # index of the gate
  local region=${stack_region[${gate_stack[$1]}]} first
  case ${gate_type[$1]} in
    image)
      read_fact "$1" repository || return 2
      first=${value#*.amazonaws.com/} # of an address, the repository's name
      first=${first#*.amazonaws.com.cn/}
      read_fact "$1" tag || return 2
      reading "$region" ecr describe-images --repository-name "$first" \
        --image-ids "imageTag=$value" --query 'imageDetails[0].imageDigest' >/dev/null
      ;;
    object)
      read_fact "$1" bucket || return 2
      first=$value
      read_fact "$1" key || return 2
      reading "$region" s3api head-object --bucket "$first" --key "$value" --query ETag >/dev/null
      ;;
    key_pair)
      read_fact "$1" name || return 2
      reading "$region" ec2 describe-key-pairs --key-names "$value" --query \
        'KeyPairs[0].KeyPairId' >/dev/null
      ;;
    delegation)
      read_fact "$1" domain || return 2
      first=$value
      read_fact "$1" name_servers || return 2
      is_delegated "$first" "$value"
      ;;
    *) return 2 ;;
  esac
}

# Whether the world finds the domain at these name servers.
is_delegated() { # domain, name servers
  local live_servers wanted
  if command -v dig >/dev/null; then
    live_servers=$(dig +short NS "$1" 2>"$scratch/error") || return 2
  else
    live_servers=$(reading us-east-1 route53domains get-domain-detail --domain-name "$1" \
      --query 'Nameservers[].Name') || return 2
  fi
  live_servers=$(as_set <<<"$live_servers")
  wanted=$(as_set <<<"$2")
  [[ $live_servers == "$wanted" ]] || {
    say "the world asks: $(tr '\n' ' ' <<<"${live_servers:-nobody}")" >"$scratch/error"
    return 1
  }
}

# Before a stack is touched; all of its gates, so that one run shows everything that is missing.
check_gates() { # index of the stack
  local i result closed=''
  for ((i = 0; i < ${#gate_type[@]}; i++)); do
    [[ ${gate_stack[i]} == "$1" ]] || continue
    result=0
    check_gate "$i" || result=$?
    case $result in
      0) ;;
      2) warn "not checked for ${stack_id[$1]}: ${gate_remedy[i]}" ;;
      *)
        problem "${stack_id[$1]} would fail: $(complaint)"
        say "  first ${gate_remedy[i]}" >&2
        closed=1
        ;;
    esac
  done
  [[ -z $closed ]]
}
# ---- one stack ----------------------------------------------------------------------------------

readonly largest_inline=51200

# Where CloudFormation finds the template, in `source`.
template_source() { # index of the stack
  local file=${stack_template[$1]} region suffix=amazonaws.com key
  if ((${stack_bytes[$1]} <= largest_inline)); then
    source=(--template-body "file://$file")
    return 0
  fi
  key="$system/${stack_sha256[$1]}${file##*/}"
  region=$(reading "${stack_region[$1]}" s3api get-bucket-location --bucket "$bucket" \
    --query LocationConstraint) || return 1
  case $region in
    None | '') region=us-east-1 ;;
    EU) region=eu-west-1 ;;
    cn-*) suffix=amazonaws.com.cn ;;
  esac
  if [[ -z $dry_run ]]; then
    in_region "$region" s3 cp --only-show-errors "$file" "s3://$bucket/$key" || return 1
  fi
  source=(--template-url "https://$bucket.s3.$region.$suffix/$key")
}

# Deletes the stack that was looked at last, protected or not; then `status` says how it ended.
delete_stack() { # name, region
  if [[ $protected == True ]]; then
    in_region "$2" cloudformation update-termination-protection --stack-name "$1" \
      --no-enable-termination-protection >/dev/null || return 1
  fi
  in_region "$2" cloudformation delete-stack --stack-name "$1" || return 1
  await "$1" "$2"
}

# Makes way for a stack whose first creation failed: nothing of it is left but its name.
clear_away() { # index of the stack
  say "${stack_id[$1]}: the first creation failed and was rolled back; it is deleted and made anew"
  [[ -z $dry_run ]] || return 0
  delete_stack "${stack_name[$1]}" "${stack_region[$1]}" || return 1
  [[ -z $status || $status == DELETE_COMPLETE ]]
}

# Brings `status` to one from which a stack can be created or updated.
prepare() { # index of the stack
  local name=${stack_name[$1]} region=${stack_region[$1]}
  look "$name" "$region" || {
    problem "${stack_id[$1]}: $region does not answer: $(complaint)"
    return 1
  }
  if [[ $status == *_IN_PROGRESS && $status != REVIEW_IN_PROGRESS && -z $dry_run ]]; then
    say "${stack_id[$1]}: something is being done to it ($status); waiting"
    await "$name" "$region" || return 1
  fi
  case $status in
    ROLLBACK_COMPLETE)
      clear_away "$1" || {
        problem "${stack_id[$1]}: it could not be deleted: $(complaint)"
        return 1
      }
      status='' live=' '
      ;;
    REVIEW_IN_PROGRESS)
      problem "${stack_id[$1]}: it is only a change set that nobody has executed; execute it, or delete the stack $name in $region"
      return 1
      ;;
    UPDATE_ROLLBACK_FAILED)
      problem "${stack_id[$1]}: an update could not be rolled back; see to the cause, then run: aws cloudformation continue-update-rollback --region $region --stack-name $name"
      return 1
      ;;
    CREATE_FAILED | ROLLBACK_FAILED | DELETE_FAILED)
      problem "${stack_id[$1]}: it stands in $status; see to what is left of it, then delete it"
      return 1
      ;;
  esac
}

# Starts the creation or update of a stack; `state` of it tells how far it is.
begin() { # index of the stack
  local name=${stack_name[$1]} region=${stack_region[$1]} operation=update-stack i
  local arguments capabilities source
  prepare "$1" || return 1
  [[ -n $status ]] || operation=create-stack
  say "${stack_id[$1]}: ${operation%-stack} $name in $region"
  write_parameters "$1" && write_tags "$1" || return 1
  if [[ -z $dry_run ]]; then
    check_gates "$1" || return 1
  fi
  template_source "$1" || {
    problem "${stack_id[$1]}: its template cannot be put into bucket $bucket: $(complaint)"
    return 1
  }
  arguments=(--stack-name "$name" "${source[@]}" --parameters "file://$scratch/parameters.json"
    --tags "file://$scratch/tags.json")
  capabilities=()
  for ((i = 0; i < ${#capability_name[@]}; i++)); do
    if [[ ${capability_stack[i]} == "$1" ]]; then capabilities+=("${capability_name[i]}"); fi
  done
  if ((${#capabilities[@]} > 0)); then arguments+=(--capabilities "${capabilities[@]}"); fi
  if [[ $operation == create-stack && ${stack_protected[$1]} == protect ]]; then
    arguments+=(--enable-termination-protection)
  fi
  if [[ -n $dry_run ]]; then
    show_gates "$1"
    state[$1]=shown
    return 0
  fi
  if in_region "$region" cloudformation "$operation" "${arguments[@]}" >/dev/null; then
    state[$1]=started
  elif said 'No updates are to be performed'; then
    say "${stack_id[$1]}: nothing to change"
    state[$1]=unchanged
  else
    problem "${stack_id[$1]}: $(complaint)"
    return 1
  fi
}

show_gates() { # index of the stack
  local i
  for ((i = 0; i < ${#gate_type[@]}; i++)); do
    if [[ ${gate_stack[i]} == "$1" ]]; then say "    before that: ${gate_remedy[i]}"; fi
  done
}

# Sees what was started to its end.
finish() { # index of the stack
  local name=${stack_name[$1]} region=${stack_region[$1]}
  [[ ${state[$1]} == started || ${state[$1]} == unchanged ]] || return 0
  await "$name" "$region" || return 1
  if [[ ${state[$1]} == started ]]; then
    case $status in
      CREATE_COMPLETE | UPDATE_COMPLETE) say "${stack_id[$1]}: $status" ;;
      *)
        problem "${stack_id[$1]}: ${status:-it is gone}"
        show_failures "$name" "$region"
        return 1
        ;;
    esac
  fi
  if [[ ${stack_protected[$1]} == protect && $protected != True ]]; then
    in_region "$region" cloudformation update-termination-protection --stack-name "$name" \
      --enable-termination-protection >/dev/null || {
      problem "${stack_id[$1]}: it cannot be protected from deletion: $(complaint)"
      return 1
    }
  fi
  state[$1]=finished
}
# ---- all stacks ---------------------------------------------------------------------------------

# Waves one after the other; the stacks of one are started together and then seen to their ends.
deploy() {
  local wave last=0 i failed='' started
  for ((i = 0; i < ${#stack_id[@]}; i++)); do
    ((stack_wave[i] <= last)) || last=${stack_wave[i]}
  done
  for ((wave = 1; wave <= last; wave++)); do
    started=()
    for ((i = 0; i < ${#stack_id[@]}; i++)); do
      [[ ${stack_wave[i]} == "$wave" && -n ${selected[i]} && -z ${state[i]-} ]] || continue
      if make_way "$i" && begin "$i"; then
        started+=("$i")
      else
        failed=1
        break
      fi
    done
    for i in ${started[@]+"${started[@]}"}; do
      finish "$i" || failed=1
    done
    [[ -z $failed ]] || return 1
  done
}

# Those that import what a stack is to give up let go of it first. Where the stack is made anew,
# or none of them exists, there is nothing to let go of.
make_way() { # index of the stack
  local i index
  importers_live "$1" || return 0
  for ((i = 0; i < ${#early_id[@]}; i++)); do
    [[ ${early_stack[i]} == "$1" ]] || continue
    if find_stack "${early_id[i]}"; then
      index=$found
      [[ -n ${selected[index]} ]] || continue
      if [[ -z ${state[index]-} ]]; then begin "$index" || return 1; fi
      finish "$index" || return 1
    elif find_retired "${early_id[i]}"; then
      delete_one "$found" || {
        problem "${stack_id[$1]}: ${early_id[i]} still imports what it gives up"
        return 1
      }
    fi
  done
}

# Whether a stack exists, and one of those that have to let go before it is updated.
importers_live() { # index of the stack
  local i any=''
  for ((i = 0; i < ${#early_id[@]}; i++)); do
    [[ ${early_stack[i]} == "$1" ]] || continue
    if [[ -z $any ]]; then
      exists "${stack_name[$1]}" "${stack_region[$1]}" || return 1
      any=1
    fi
    if find_stack "${early_id[i]}"; then
      ! exists "${stack_name[found]}" "${stack_region[found]}" || return 0
    elif find_retired "${early_id[i]}"; then
      ! exists "${retired_name[found]}" "${retired_region[found]}" || return 0
    fi
  done
  return 1
}

# Deletes a retired stack, if it exists and whoever is asked agrees. 2: it is still there.
delete_one() { # index of the retired stack
  local answer name=${retired_name[$1]} region=${retired_region[$1]}
  look "$name" "$region" || {
    warn "${retired_id[$1]}: $region does not answer, so it stays"
    return 2
  }
  [[ -n $status ]] || return 0
  if [[ -z $delete ]]; then
    say "${retired_id[$1]}: this build no longer has it; --delete-retired deletes $name in $region"
    return 2
  fi
  say "${retired_id[$1]}: delete $name in $region"
  [[ -z $dry_run ]] || return 0
  if [[ -z $sure ]]; then
    [[ -t 0 ]] || fail 'nobody is here to agree: say --yes'
    IFS= read -r -p "Type the name of the stack to delete it: " answer || return 1
    if [[ $answer != "$name" ]]; then
      say "${retired_id[$1]}: it stays"
      return 2
    fi
  fi
  delete_stack "$name" "$region" || fail "${retired_id[$1]}: $(complaint)"
  if [[ -n $status && $status != DELETE_COMPLETE ]]; then
    problem "${retired_id[$1]}: $status"
    show_failures "$name" "$region"
    return 1
  fi
}

# In the order given: a stack goes before those whose exports it reads.
delete_retired() {
  local retired_index
  for ((retired_index = 0; retired_index < ${#retired_id[@]}; retired_index++)); do
    delete_one "$retired_index" || [[ $? == 2 ]] || return 1
  done
}

# A retired stack that has to let go of an export before the exporting one is updated.
check_retired() {
  local i index
  [[ -z $delete && -z $dry_run ]] || return 0
  for ((i = 0; i < ${#early_id[@]}; i++)); do
    index=${early_stack[i]}
    [[ -n ${selected[index]} ]] || continue
    find_retired "${early_id[i]}" || continue
    exists "${retired_name[found]}" "${retired_region[found]}" || continue
    exists "${stack_name[index]}" "${stack_region[index]}" || continue
    fail "${stack_id[index]} gives up what ${early_id[i]} still imports, so this has to be deleted first: say --delete-retired"
  done
}

# That of the first stack to be worked on: another one may be out of reach.
first_region() {
  local i
  for ((i = 0; i < ${#stack_id[@]}; i++)); do
    [[ -n ${selected[i]} ]] || continue
    printf '%s' "${stack_region[i]}"
    return 0
  done
  printf '%s' "${retired_region[0]-us-east-1}"
}

# The SHA-256 of a file, by whichever program is here.
digest() {
  local line
  if command -v sha256sum >/dev/null; then
    line=$(sha256sum <"$1")
  elif command -v shasum >/dev/null; then
    line=$(shasum -a 256 <"$1")
  else
    line=$(openssl dgst -sha256 -r <"$1")
  fi
  printf '%s' "${line%% *}"
}

# What can be known before anything is touched.
check_first() {
  local i found_account
  command -v aws >/dev/null || fail 'the AWS CLI is not installed: there is no program aws'
  found_account=$(reading "$(first_region)" sts get-caller-identity --query Account) ||
    fail "AWS does not know you: $(complaint)"
  if [[ -n $account && $account != "$found_account" ]]; then
    fail "these are credentials of account $found_account, not of $account"
  fi
  command -v sha256sum >/dev/null || command -v shasum >/dev/null ||
    command -v openssl >/dev/null || fail 'none of sha256sum, shasum and openssl is installed'
  for ((i = 0; i < ${#stack_id[@]}; i++)); do
    [[ -n ${selected[i]} ]] || continue
    [[ -r ${stack_template[i]} ]] || fail "${stack_template[i]} is missing beside this script"
    [[ $(digest "${stack_template[i]}") == "${stack_sha256[i]}" ]] ||
      fail "${stack_template[i]} is not as it was built: build again, and change the blueprints instead"
    if ((stack_bytes[i] > largest_inline)) && [[ -z $bucket ]]; then
      fail "the template of ${stack_id[i]} has more than $largest_inline bytes: say --bucket NAME"
    fi
  done
  check_retired
  say "$system${scenario:+, scenario $scenario}: ${#stack_id[@]} stacks, account $found_account"
}

choose() { # everything from a stack on, or single ones
  local i wanted
  selected=()
  for ((i = 0; i < ${#stack_id[@]}; i++)); do
    selected+=("$([[ -n ${only[0]-} ]] || printf 1)")
  done
  if [[ -n $from ]]; then
    find_stack "$from" || wrong_usage "no stack of this build is called $from"
    for ((i = 0; i < found; i++)); do selected[i]=''; done
  fi
  for wanted in ${only[@]+"${only[@]}"}; do
    find_stack "$wanted" || wrong_usage "no stack of this build is called $wanted"
    selected[found]=1
  done
}

main() {
  local values='' account='' from='' only=() choice start=$PWD
  bucket='' delete='' sure='' dry_run='' state=()
  poll=${BTSINFRA_POLL_SECONDS:-10}
  build
  while (($# > 0)); do
    choice=$1
    shift
    case $choice in
      --values | --only | --from | --account | --bucket)
        (($# > 0)) || wrong_usage "$choice needs a value"
        case $choice in
          --values) values=$1 ;;
          --only) only+=("$1") ;;
          --from) from=$1 ;;
          --account) account=$1 ;;
          --bucket) bucket=$1 ;;
        esac
        shift
        ;;
      --delete-retired) delete=1 ;;
      --yes) sure=1 ;;
      --dry-run) dry_run=1 ;;
      --help | -h)
        usage
        return 0
        ;;
      *) wrong_usage "there is no option $choice" ;;
    esac
  done
  if [[ -n $from && -n ${only[0]-} ]]; then
    wrong_usage '--from and --only do not go together'
  fi
  umask 077
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  trap 'say "stopped; run again to go on" >&2; exit 130' INT TERM
  export AWS_PAGER='' AWS_CLI_FILE_ENCODING=UTF-8
  unset CDPATH # or cd might go elsewhere
  cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
  choose
  if [[ -n $values ]]; then
    if [[ $values == /* ]]; then read_values "$values"; else read_values "$start/$values"; fi
  fi
  check_first
  deploy || fail 'not all stacks are as they should be; see above, then run again'
  if [[ -z ${only[0]-} ]]; then delete_retired; fi
}

main "$@"
exit
