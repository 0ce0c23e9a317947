# shellcheck shell=bash
# What every script here shares: progress lines with the time that passed, and errors that say what to do.
# Sourced, never run. Needs REPORT_NAME, the name that stands at the beginning of each line.

report_color() { # CODE TEXT: coloured only on a terminal, and never when NO_COLOR is set
  if [[ -t 2 && -z "${NO_COLOR:-}" ]]; then printf '\033[%sm%s\033[0m' "$1" "$2"; else printf '%s' "$2"; fi
}

say() { printf '%s %4ds  %s\n' "$(report_color 36 "$REPORT_NAME")" "$SECONDS" "$*" >&2; }

die() {
  printf '%s %4ds  %s %s\n' "$(report_color 36 "$REPORT_NAME")" "$SECONDS" "$(report_color 31 error:)" "$*" >&2
  exit 1
}

# start COMMAND...: in the background, in a process group of its own, so that nothing it starts outlives the script.
start() {
  set -m
  "$@" </dev/null &
  report_child=$!
  set +m
}

# finish: waits for what start began, and returns its status.
finish() {
  local status=0
  wait "$report_child" || status=$?
  report_child=
  return "$status"
}

# logged LABEL LOG COMMAND...: runs a long command with its output in a file, says every few seconds that it
# still runs, and shows the end of the file when it fails. Then the script ends, unless REPORT_GO_ON is set.
logged() {
  local label=$1 log=$2 begun=$SECONDS said=$SECONDS status=0
  shift 2
  mkdir -p "$(dirname "$log")"
  say "$label …"
  start "$@" >"$log" 2>&1
  while kill -0 "$report_child" 2>/dev/null; do
    if ((SECONDS - said >= 15)); then
      said=$SECONDS
      say "$label … still at it after $((SECONDS - begun)) s: $(report_last_line "$log")"
    fi
    sleep 0.1
  done
  finish || status=$?
  if ((status != 0)); then
    printf -- '--- last lines of %s\n' "$log" >&2
    tail -n "${REPORT_LINES:-25}" "$log" >&2
    [[ -z ${REPORT_GO_ON:-} ]] || { say "$label failed with status $status"; return "$status"; }
    die "$label failed with status $status; all of its output is in $log"
  fi
}

# shown MINUTES LOG COMMAND...: runs a command whose output is worth watching, keeps a copy, and ends it when it
# takes longer than that. Returns its status.
shown() {
  local minutes=$1 log=$2 status=0 tail
  shift 2
  mkdir -p "$(dirname "$log")"
  : >"$log"
  start timeout --kill-after=20 "${minutes}m" "$@" >"$log" 2>&1
  # In the background, because a signal is only heard while waiting.
  tail -n +1 -f -s 0.2 --pid="$report_child" "$log" 2>/dev/null &
  tail=$!
  finish || status=$?
  wait "$tail" || say "cannot show $log any more"
  ((status != 124)) || say "$(report_color 31 error:) ended after $minutes minutes: $*"
  return "$status"
}

# closing LOG: ctest's last word.
closing() { grep -E 'tests passed|No tests were found' "$1" 2>/dev/null | tail -n 1 | grep . || echo 'ctest did not finish'; }

report_last_line() { tail -c 2000 "$1" | tr '\r' '\n' | grep -v '^[[:space:]]*$' | tail -n 1 | cut -c1-100 || :; }

report_child=
report_interrupted() {
  if [[ -n $report_child ]]; then
    kill -TERM -- "-$report_child" 2>/dev/null
    wait "$report_child" 2>/dev/null || :
  fi
  exit 130
}
trap report_interrupted INT TERM HUP

# `set -e` ends a script without a word; this is the word.
set -o errtrace
trap 'say "$(report_color 31 error:) unexpected failure at ${BASH_SOURCE[0]##*/}:$LINENO: $BASH_COMMAND"' ERR
