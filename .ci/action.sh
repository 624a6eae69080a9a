#!/usr/bin/env bash
# What the Action runs, from the working directory of the caller: check, gate, diff, build.
set -euo pipefail

content=$REFERENCE_CONTENT openapi=$REFERENCE_OPENAPI base=$REFERENCE_BASE out=$REFERENCE_OUT
site_base=$REFERENCE_SITE_BASE fail_on=$REFERENCE_FAIL_ON against=$REFERENCE_AGAINST
temp=${RUNNER_TEMP:-${TMPDIR:-/tmp}}

fail() {
  echo "::error title=error-reference::$1"
  exit 1
}

# A line more in a path would be a line more in the file of outputs.
case "$content$openapi$base$out$site_base$fail_on$against" in
*$'\n'* | *$'\r'*) fail 'An input has more than one line; write it in one.' ;;
esac
[ -n "$content" ] || fail 'The input content is empty; name the content folder.'
case "$fail_on" in
'' | breaking | noteworthy | editorial) ;;
*) fail 'The input fail-on is none of breaking, noteworthy, editorial; name one, or leave it empty.' ;;
esac
[ -n "$out" ] || fail 'The input out is empty; name the folder of the site.'

# The version of the caller's own lock, and else the one of this Action, with what its lock has.
find_installed() {
  local dir=$PWD
  until [ -e "$dir/node_modules/.bin/error-reference" ]; do
    [ "$dir" != "$(dirname "$dir")" ] || return 1
    dir=$(dirname "$dir")
  done
  echo "$dir/node_modules/.bin/error-reference"
}
if installed=$(find_installed); then
  reference() { "$installed" "$@"; }
else
  if [ ! -d "$GITHUB_ACTION_PATH/node_modules" ]; then
    (cd "$GITHUB_ACTION_PATH" && npm ci --omit=dev --ignore-scripts --no-audit --no-fund)
  fi
  # The Node that it needs is one of its packages.
  reference() { PATH="$GITHUB_ACTION_PATH/node_modules/.bin:$PATH" node "$GITHUB_ACTION_PATH/bin/error-reference.js" "$@"; }
fi

# The commit of the base: a given ref; or of a pull request the commit where it left its base, which may be the first
# parent of the merge that GitHub checks out.
find_base() {
  if [ -n "$base" ]; then
    git rev-parse --verify --quiet --end-of-options "$base^{commit}"
  elif ! git merge-base HEAD "refs/remotes/origin/$GITHUB_BASE_REF" 2>/dev/null; then
    git rev-parse --verify --quiet 'HEAD^2^{commit}' >/dev/null && git rev-parse --verify --quiet 'HEAD^1^{commit}'
  fi
}

full() {
  case "$1" in
  /* | ?:[/\\]*) echo "$1" ;;
  *) echo "$PWD/$1" ;;
  esac
}

# A comment on GitHub holds 65,536 characters.
shorten() {
  awk '{ size += length($0) + 1 } size < 60000 { print; next } { print "\n…and more, which the log of the job tells."; exit }'
}

# What the registry is compared with: a folder that is given, or a commit. Sets `old`, or says why there is none.
find_old() {
  old=
  if [ -n "$base" ] && [ -e "$base" ]; then
    old=$(full "$base")
    return
  fi
  if [ -z "$base" ] && [ -z "${GITHUB_BASE_REF:-}" ]; then
    echo 'No base to compare with: this is no pull request, and the input base is empty.'
    return
  fi
  local commit
  if ! commit=$(find_base); then
    echo '::warning title=error-reference::The commit of the base is not in this clone, so nothing was compared; give actions/checkout fetch-depth: 2, or 0 for a base further back.'
    return
  fi
  old=git:$commit
}

compare() {
  local old file
  find_old
  [ -n "$old" ] || return 0
  file=$temp/error-reference-diff.md
  # What is wrong with the base is not the fault of this change.
  if ! reference diff "$old" --content="$content" --format markdown >"$file"; then
    echo '::warning title=error-reference::The base has no reference that can be read, so nothing was compared; the log says why.'
    return 0
  fi
  if [ "$(cat "$file")" = 'The two registries say the same.' ]; then
    cat "$file"
    return 0
  fi
  reference diff "$old" --content="$content"
  { printf '## Error reference\n\n' && cat "$file"; } | shorten >"$file.short"
  mv "$file.short" "$file"
  cat "$file" >>"$GITHUB_STEP_SUMMARY"
  echo "diff-file=$file" >>"$GITHUB_OUTPUT"
  [ -z "$fail_on" ] || reference diff "$old" --content="$content" --format github "--fail-on=$fail_on" || broken=1
}

build() {
  reference build --content="$content" --out="$out" ${site_base:+"--base=$site_base"}
  echo "site=$(cd "$(full "$out")" && pwd)" >>"$GITHUB_OUTPUT"
}

# The gate checks the folder as well. Its failure must not end the script before the group of the log is closed.
echo '::group::Check the error reference'
failed=0
reference check --format github --content="$content" ${openapi:+"--openapi=$openapi"} ${against:+"--against=$against"} || failed=1
echo '::endgroup::'
[ "$failed" = 0 ] || fail 'The error reference has mistakes; they are told above.'

echo '::group::Compare it with the base'
broken=0
compare
echo '::endgroup::'
[ "$broken" = 0 ] || fail "The error reference differs from its base by what the input fail-on names ($fail_on); it is told above."

echo '::group::Build its site'
build
echo '::endgroup::'
