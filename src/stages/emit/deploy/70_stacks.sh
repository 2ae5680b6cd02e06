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
