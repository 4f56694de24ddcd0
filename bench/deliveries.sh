#!/usr/bin/env bash
# bench/deliveries.sh [ROUNDS=3] [SECONDS=8] [CONCURRENCY=64]: deliveries to a local HTTP sink, every outcome recorded, against
# the plain Camel route that posts to the same sink before it answers and records nothing. For the relay: a backlog of
# messages is stored first, then the destination starts and the clock runs until the last is delivered.
cd "$(dirname "$0")" && . ./common.sh
rounds=${1:-3}; secs=${2:-8}; workers=${3:-64}
build_relay; build_yardstick camel; bodies
"$YARDSTICK/driver/start.sh" >/dev/null || { echo "the sink did not start" >&2; exit 1; }
ours=(); theirs=()
for round in $(seq 1 "$rounds"); do
  start_yardstick camel http
  load "http://127.0.0.1:$CAMEL_PORT/webhook" 10 5 >/dev/null; sink reset >/dev/null
  t0=$(date +%s%N); load "http://127.0.0.1:$CAMEL_PORT/webhook" 10 "$secs" >/dev/null; t1=$(date +%s%N)
  t=$(field events "$(sink stats)"); stop_yardstick camel
  theirs+=("$(awk -v n="$t" -v ns=$((t1 - t0)) 'BEGIN {printf "%.0f", n * 1e9 / ns}')")
  ours+=("$(backlog_rate "$secs" "$workers")")
  echo "round $round: relay ${ours[-1]} deliveries/s, plain Camel route ${theirs[-1]}"
done
o=$(median "${ours[@]}"); t=$(median "${theirs[@]}")
echo "deliveries: relay $o/s, plain Camel route $t/s, ratio $(ratio "$o" "$t")"
