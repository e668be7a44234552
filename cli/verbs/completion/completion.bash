_mbi() {
  local word path="" verbs="" options="" current="${COMP_WORDS[COMP_CWORD]}"
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) path="${path:+$path }$word" ;; esac
  done
  case "$path" in
# CASES
  esac
  if [[ "$current" == -* ]]; then COMPREPLY=($(compgen -W "$options" -- "$current"))
  elif [[ -n "$verbs" ]]; then COMPREPLY=($(compgen -W "$verbs" -- "$current"))
  else COMPREPLY=($(compgen -f -- "$current")); fi
}
complete -F _mbi mbi
