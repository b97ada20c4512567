#!/bin/sh
# Guards a ledger repository in any CI: fails if something is new or worse.
#
#     sh check.sh [what `clienthealth check` takes]
#
# Compares with the commit at which this branch left the default branch, and on the default
# branch with the commit before. These environment variables change that:
#
#     CLIENTHEALTH_BASE             the revision to compare with; `none` checks the ledger by itself
#     CLIENTHEALTH_DEFAULT_BRANCH   the default branch, if the clone does not know it
#     CLIENTHEALTH_JUNIT            where to write the JUnit report; default: clienthealth-junit.xml
#
# It exits as `clienthealth check` does: 0 passed, 1 failed, 2 cannot compare or wrong usage,
# 3 invalid ledger.
set -eu

stop() { # message
  printf 'check.sh: %s\n' "$1" >&2
  exit 2
}

commit() { # revision; prints its id
  git rev-parse --quiet --verify "$1^{commit}"
}

is_shallow() {
  [ "$(git rev-parse --is-shallow-repository)" = true ]
}

# The last commit of the default branch.
default_branch() {
  name=${CLIENTHEALTH_DEFAULT_BRANCH:-}
  if [ -n "$name" ]; then
    commit "refs/remotes/origin/$name" || commit "refs/heads/$name"
    return
  fi
  for name in origin/HEAD origin/main origin/master; do
    if commit "refs/remotes/$name"; then return; fi
  done
  commit refs/heads/main || commit refs/heads/master
}

# The revision to compare with; nothing before the second commit.
base() {
  head=$(commit HEAD) || stop "there is no commit to check; is this a git repository?"
  default=$(default_branch) || stop "the default branch is not in this clone; fetch it with \
\`git fetch origin NAME:refs/remotes/origin/NAME\` and set CLIENTHEALTH_DEFAULT_BRANCH=NAME, or \
set CLIENTHEALTH_BASE"
  found=$(git merge-base "$default" HEAD) || found=
  if [ "$found" = "$head" ]; then found=$(commit HEAD^) || found=; fi
  if [ -z "$found" ] && is_shallow; then
    stop "this shallow clone lacks the commit to compare with; fetch it with \
\`git fetch --unshallow\`, or let the CI clone without a depth"
  fi
  if [ -z "$found" ] && [ "$default" != "$head" ]; then
    stop "this branch has nothing in common with the default branch; set CLIENTHEALTH_BASE"
  fi
  printf '%s' "$found"
}

since=${CLIENTHEALTH_BASE:-}
case $since in
  none) since= ;;
  '') since=$(base) || exit ;;
esac
if [ -z "$since" ]; then
  echo "check.sh: nothing to compare with; the ledger is checked by itself" >&2
fi
junit=${CLIENTHEALTH_JUNIT:-clienthealth-junit.xml}
exec clienthealth check "--report=junit=$junit" ${since:+"--new-since=$since"} "$@"
