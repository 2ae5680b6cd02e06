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
