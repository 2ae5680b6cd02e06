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
