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
