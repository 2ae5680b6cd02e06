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
