# ---- talking ------------------------------------------------------------------------------------

say() { printf '%s\n' "$*"; }
warn() { printf 'warning: %s\n' "$*" >&2; }
problem() { printf 'error: %s\n' "$*" >&2; }
fail() {
  problem "$@"
  exit 1
}
wrong_usage() {
  problem "$@"
  say 'See --help.' >&2
  exit 2
}

usage() {
  cat <<'TEXT'
Usage: deploy.sh [options]

Brings every stack of this build to what its template says: creates it, or updates it. What an
earlier run has done stands; run it again after a failure, and it goes on where it stopped.

  --values FILE      values for parameters, a line each: NAME=VALUE, or BLUEPRINT.NAME=VALUE for one
                     blueprint. Everything behind the first `=` is the value, as it stands. What the
                     build does not know either keeps its value in a stack that exists, and is asked
                     for in a new one
  --only STACK       this stack alone, by id (BLUEPRINT/LAYER) or by name; may be repeated
  --from STACK       this stack and those behind it
  --account ID       refuse to work in any other AWS account
  --bucket NAME      where templates of more than 51,200 bytes are put for CloudFormation to read
  --delete-retired   delete the stacks that this build no longer has: at the end, or before an
                     update that takes away what they import
  --yes              do not ask before that
  --dry-run          only show what would be done: nothing is changed, nothing asked
  --help             this text

Needs bash and the AWS CLI, with credentials of the account.
TEXT
}
