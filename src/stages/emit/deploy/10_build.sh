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
