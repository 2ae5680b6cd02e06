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
      [[ ${stack_wave[i]} == "$wave" && -n ${selected[i]} ]] || continue
      if begin "$i"; then
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

# In the order given: a stack goes before those whose exports it reads.
delete_retired() {
  local i answer name region
  for ((i = 0; i < ${#retired_id[@]}; i++)); do
    name=${retired_name[i]} region=${retired_region[i]}
    look "$name" "$region" || {
      warn "${retired_id[i]}: $region does not answer, so it stays"
      continue
    }
    [[ -n $status ]] || continue
    if [[ -z $delete ]]; then
      say "${retired_id[i]}: this build no longer has it; --delete-retired deletes $name in $region"
      continue
    fi
    say "${retired_id[i]}: delete $name in $region"
    [[ -z $dry_run ]] || continue
    if [[ -z $sure ]]; then
      [[ -t 0 ]] || fail 'nobody is here to agree: say --yes'
      IFS= read -r -p "Type the name of the stack to delete it: " answer || return 1
      if [[ $answer != "$name" ]]; then
        say "${retired_id[i]}: it stays"
        continue
      fi
    fi
    delete_stack "$name" "$region" || fail "${retired_id[i]}: $(complaint)"
    if [[ -n $status && $status != DELETE_COMPLETE ]]; then
      problem "${retired_id[i]}: $status"
      show_failures "$name" "$region"
      return 1
    fi
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

# What can be known before anything is touched.
check_first() {
  local i found_account
  command -v aws >/dev/null || fail 'the AWS CLI is not installed: there is no program aws'
  found_account=$(reading "$(first_region)" sts get-caller-identity --query Account) ||
    fail "AWS does not know you: $(complaint)"
  if [[ -n $account && $account != "$found_account" ]]; then
    fail "these are credentials of account $found_account, not of $account"
  fi
  for ((i = 0; i < ${#stack_id[@]}; i++)); do
    [[ -n ${selected[i]} ]] || continue
    [[ -r ${stack_template[i]} ]] || fail "${stack_template[i]} is missing beside this script"
    if ((stack_bytes[i] > largest_inline)) && [[ -z $bucket ]]; then
      fail "the template of ${stack_id[i]} has more than $largest_inline bytes: say --bucket NAME"
    fi
  done
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
  cd "$(dirname "${BASH_SOURCE[0]}")"
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
