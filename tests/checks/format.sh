#!/usr/bin/env bash
# Whether every C++ file of the project is formatted as .clang-format says. Usage: format.sh [--fix] [ROOT]
set -euo pipefail

fix=no
if [[ ${1:-} == --fix ]]; then fix=yes; shift; fi
cd "${1:-$(dirname "${BASH_SOURCE[0]}")/../..}"

# Other versions format the same style differently.
for program in clang-format-14 clang-format; do
  if command -v "$program" >/dev/null && "$program" --version | grep -q 'version 14\.'; then break; fi
  program=
done
[[ -n $program ]] || { echo "format: clang-format 14 is not here: run scripts/setup" >&2; exit 1; }

mapfile -d '' -t files < <(git ls-files -z --cached --others --exclude-standard -- '*.h' '*.cc' '*.hpp' '*.cpp' '*.c')
existing=()
for file in "${files[@]}"; do [[ ! -f $file ]] || existing+=("$file"); done
if ((${#existing[@]} == 0)); then echo "format: no C++ files"; exit 0; fi

mode=(--dry-run -Werror)
if [[ $fix == yes ]]; then mode=(-i); fi
if ! printf '%s\0' "${existing[@]}" | xargs -0 -n 20 -P "$(nproc)" "$program" --style=file "${mode[@]}"; then
  echo "format: not as .clang-format says; tests/checks/format.sh --fix rewrites the files" >&2
  exit 1
fi
echo "format: ${#existing[@]} files, fine"
