#!/usr/bin/env bash
# bench/context.sh [ROUNDS=3] [SECONDS=8] [CONCURRENCY=64] [BEFORE]: deliveries to a local HTTP sink when each event is sent
# with what is known of its conversation, against the same relay before it knew that. BEFORE is a commit; without it, the
# one before the room conversation/ came. Both are built from the repository and measured in turn.
cd "$(dirname "$0")" && . ./common.sh
rounds=${1:-3}; secs=${2:-8}; workers=${3:-64}
before=${4:-$(git log --diff-filter=A --format=%H -- ../src/main/java/io/wotnotrelay/conversation/package-info.java | tail -1)^}
build_relay; bodies
past="$RUN/before"
rm -rf "$past"; git -C "$ROOT" worktree prune
git -C "$ROOT" worktree add -q --detach "$past" "$before" || { echo "there is no commit $before here" >&2; exit 1; }
(cd "$past" && ./mvnw -q -B -ntp -DskipTests -Djacoco.skip=true package >"$RUN/before-build.log" 2>&1) || { echo "build failed: $RUN/before-build.log" >&2; exit 1; }
start_sink
# rate BUILD: stores a backlog of messages, then lets a destination begin with the first of them
rate() {
  export BUILD=$1
  new_relay; start_relay; load "$WEBHOOK" 10 4 >/dev/null; stop_relay
  sink_route sink message "startAt: beginning, concurrency: $workers"; start_relay
  wait_metric relay_deliveries_total 5000 60 || exit 1
  deliveries_a_second "$secs"
  stop_relay
}
with=(); without=()
for round in $(seq 1 "$rounds"); do
  without+=("$(rate "$past/target")")
  with+=("$(rate "$ROOT/target")")
  echo "round $round: ${with[-1]} deliveries/s with context, ${without[-1]} before"
done
git -C "$ROOT" worktree remove --force "$past"
w=$(median "${with[@]}"); o=$(median "${without[@]}")
echo "context: $w deliveries/s, $o before it, ratio $(ratio "$w" "$o")"
