#!/usr/bin/env bash
# bench/fanout.sh [ROUNDS=3] [SECONDS=10] [CONCURRENCY=16]: all deliveries a second of 1, 10 and 50 lanes in turn, each of which
# posts every message of the same backlog to a local HTTP sink and has every outcome recorded.
cd "$(dirname "$0")" && . ./common.sh
rounds=${1:-3}; secs=${2:-10}; workers=${3:-16}
build_relay; bodies
start_sink
declare -A sent
for round in $(seq 1 "$rounds"); do
  for n in 1 10 50; do
    new_relay; start_relay; load "$WEBHOOK" 10 4 >/dev/null; stop_relay
    for i in $(seq 1 "$n"); do sink_route "lane-$i" message "startAt: beginning, concurrency: $workers"; done
    start_relay 120
    wait_metric relay_deliveries_total $((n * 20)) 60 || exit 1
    sleep "$secs" # the compiler's time, which grows with the lanes
    d=$(deliveries_a_second "$secs")
    stop_relay
    sent[$n]+=" $d"
    echo "round $round, $n lanes: $d deliveries/s"
  done
done
for n in 1 10 50; do
  # shellcheck disable=SC2086
  echo "$n lanes: $(median ${sent[$n]}) deliveries/s, $(ratio "$(median ${sent[$n]})" "$(median ${sent[1]})") of one lane"
done
