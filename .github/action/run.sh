#!/usr/bin/env bash
# What action.yml runs: installs clienthealth apart from everything else, and checks the ledger.
# All that it is told comes in variables, CHECK_* for the inputs of the action.
set -euo pipefail
set -f # the words of an input are no patterns

stop() { # message
  printf '::error title=clienthealth::%s\n' "$1"
  exit 2
}

is_true() { # name, value
  case $2 in
    true) return 0 ;;
    false | "") return 1 ;;
    *) stop "the input $1 is neither true nor false" ;;
  esac
}

# Nothing of the ledger's repository may run: `python -I` leaves the working folder out of the
# places that modules come from. One run needs a part of the modules, so Python compiles those when
# they are loaded, and pip does not compile them all.
install() { # sets `program`
  local home python
  home=$RUNNER_TEMP/clienthealth-$(printf '%s' "$GITHUB_ACTION_PATH" | cksum | cut -d ' ' -f 1)
  if [ ! -e "$home/ready" ]; then
    "${CHECK_PYTHON:-python3}" -I -m venv "$home"
    python=$(in_venv "$home" python)
    (cd "$RUNNER_TEMP" && "$python" -I -m pip install --quiet --no-input \
      --disable-pip-version-check --no-compile "${GITHUB_ACTION_PATH}[holidays]")
    : >"$home/ready"
  fi
  program=$(in_venv "$home" clienthealth)
}

in_venv() { # folder, program
  if [ -d "$1/Scripts" ]; then printf '%s' "$1/Scripts/$2"; else printf '%s' "$1/bin/$2"; fi
}

commit() { # revision; prints its id
  git rev-parse --quiet --verify "$1^{commit}"
}

# The revision to compare with: of a pull request what it is to be merged into. Checked out is
# its merge, whose first parent that is, or its own last commit.
find_base() { # sets `base`, empty for none
  local wanted=${CHECK_EVENT_BASE:-}
  base=
  if [ -n "${CHECK_NEW_SINCE:-}" ]; then
    if [ "$CHECK_NEW_SINCE" != none ]; then base=$CHECK_NEW_SINCE; fi
  elif [ -n "${CHECK_EVENT_HEAD:-}" ] && [ "$(commit HEAD^2 || true)" = "$CHECK_EVENT_HEAD" ]; then
    base=$(commit HEAD^1)
  elif [ -n "${CHECK_EVENT_HEAD:-}" ]; then
    base=$(git merge-base "$wanted" HEAD 2>/dev/null) || base=$wanted
  elif [ -n "$wanted" ] && commit "$wanted" >/dev/null; then
    base=$wanted
  elif [ -n "${wanted//0/}" ] && is_shallow; then
    base=$wanted # of which the check says how to fetch it
  fi
  if [ -z "$base" ]; then
    echo "There is no earlier state to compare with: the ledger is checked by itself."
  fi
}

is_shallow() {
  [ "$(git rev-parse --is-shallow-repository)" = true ]
}

add_each() { # option, words
  local IFS=$' \t\r\n,' word
  for word in $2; do arguments+=("$1=$word"); done
}

add_given() { # option, value
  if [ -n "$2" ]; then arguments+=("$1=$2"); fi
}

add_flag() { # name of the input, value
  if is_true "$1" "$2"; then arguments+=("--$1"); fi
}

output() { # name, value
  case $2 in *$'\n'* | *$'\r'*) stop "the output $1 would have several lines" ;; esac
  printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"
}

cd "$GITHUB_WORKSPACE"
# In a job with a container the workspace belongs to somebody else, which git would refuse.
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0=$GITHUB_WORKSPACE

find_base
sarif=${CHECK_SARIF_FILE:-$RUNNER_TEMP/clienthealth.sarif}
summary=$RUNNER_TEMP/clienthealth-summary.md
arguments=(check --format=github "--report=sarif=$sarif")
if is_true summary "${CHECK_SUMMARY:-true}"; then arguments+=("--report=markdown=$summary"); fi
add_given --report "${CHECK_JUNIT_FILE:+junit=$CHECK_JUNIT_FILE}"
add_given --new-since "$base"
add_given --baseline "${CHECK_BASELINE:-}"
add_given --policy "${CHECK_POLICY:-}"
add_each --fail-on "${CHECK_FAIL_ON:-}"
add_each --select "${CHECK_SELECT:-}"
add_each --ignore "${CHECK_IGNORE:-}"
add_flag strict-coverage "${CHECK_STRICT_COVERAGE:-}"
add_flag strict "${CHECK_STRICT:-}"
add_flag accept-changes "${CHECK_ACCEPT_CHANGES:-}"
add_flag redact "${CHECK_REDACT:-}"
if [ -n "${CHECK_LEDGER:-}" ]; then arguments+=(-- "$CHECK_LEDGER"); fi

rm -f -- "$sarif" "$summary"
install
code=0
"$program" "${arguments[@]}" || code=$?

if [ -e "$summary" ]; then cat "$summary" >>"$GITHUB_STEP_SUMMARY"; fi
output exit-code "$code"
output compared-with "$base"
if [ -e "$sarif" ]; then output sarif-file "$sarif"; fi
exit "$code"
