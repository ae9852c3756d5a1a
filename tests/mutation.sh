#!/usr/bin/env bash
# Mutation testing of the rules that nothing else would notice: changes them one at a time and expects a test to fail.
# tests/mutation.sh [delivery|guard|schedules|signals|access ...]; all five without arguments. Fails where a group kills under 80 %.
# Reports with every survivor: StrykerOutput/<group>/reports/mutation-report.html. It takes its time; nothing else needs it.
set -uo pipefail
cd "$(dirname "$0")/.."
root=$PWD
groups=("$@")
[ ${#groups[@]} -gt 0 ] || groups=(delivery guard schedules signals access)

dotnet tool restore || exit 3
cd tests/PerfSignal.Tests
failed=0
for group in "${groups[@]}"; do
    nice -n 10 dotnet stryker -f "../mutation/$group.json" -O "$root/StrykerOutput/$group" || failed=1
done
exit $failed
