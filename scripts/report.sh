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

# logged LABEL LOG COMMAND...: runs a long command with its output in a file, says every few seconds that it
# still runs, and shows the end of the file when it fails.
logged() {
  local label=$1 log=$2 begun=$SECONDS pid said status=0
  shift 2
  mkdir -p "$(dirname "$log")"
  say "$label …"
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  report_child=$pid
  said=$SECONDS
  while kill -0 "$pid" 2>/dev/null; do
    if ((SECONDS - said >= 15)); then
      said=$SECONDS
      say "$label … still at it after $((SECONDS - begun)) s: $(report_last_line "$log")"
    fi
    sleep 0.1
  done
  wait "$pid" || status=$?
  report_child=
  if ((status != 0)); then
    printf -- '--- last lines of %s\n' "$log" >&2
    tail -n 25 "$log" >&2
    die "$label failed with status $status; all of its output is in $log"
  fi
}

report_last_line() { tail -c 2000 "$1" | tr '\r' '\n' | grep -v '^[[:space:]]*$' | tail -n 1 | cut -c1-100; }

# A script that is interrupted takes the command it waits for with it.
report_child=
trap '[[ -z "$report_child" ]] || kill "$report_child" 2>/dev/null; exit 130' INT TERM HUP
