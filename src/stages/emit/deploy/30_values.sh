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
