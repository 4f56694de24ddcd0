#!/usr/bin/env bash
# bench/isolation.sh [ROUNDS=4] [SECONDS=8] [WARM-UP=30]: seven destinations that post to a local HTTP sink, beside three bad ones
# (one never answers, one answers 500, one takes 10 s a call), in one process: the bad ones are paused and let go on in turn,
# each first in every other round. The most events/s taken in at 10 a request while all of them deliver, and the
# deliveries/s of the seven while they work off what has piled up.
cd "$(dirname "$0")" && . ./common.sh
rounds=${1:-4}; secs=${2:-8}; warm=${3:-30}
BAD_PORT="${BAD_PORT:-18910}"
build_relay; bodies
"$YARDSTICK/driver/start.sh" >/dev/null || { echo "the sink did not start" >&2; exit 1; }
start_bg bad "$RUN/bad.log" node -e '
  require("http").createServer((req, res) => {
    req.resume();
    if (req.url === "/fails") { res.statusCode = 500; res.end(); }
    if (req.url === "/slow") setTimeout(() => res.end(), 10000);
  }).listen(+process.argv[1], "127.0.0.1");' "$BAD_PORT"
trap 'stop_pidfile relay; stop_pidfile bad; "$YARDSTICK/driver/stop.sh" >/dev/null 2>&1' EXIT
route() { # NAME URL [PARAMETERS]
  cat >"$RELAY_HOME/routes/$1.camel.yaml" <<EOT
- route:
    id: $1
    from:
      uri: wotnot:$1
      parameters: {events: message}
      steps:
        - to:
            uri: kamelet:webhook-sink
            parameters: {url: "$2", timeout: 60s}
EOT
}
delivered() { curl -s "$CONSOLE/observe/metrics" | awk '/^relay_deliveries_total\{destination="well-[0-9]+",outcome="delivered"/ {s+=$NF} END {printf "%d\n", s}'; }
waiting() { curl -s "$CONSOLE/observe/metrics" | awk '/^relay_waiting\{destination="well-/ {s+=$NF} END {printf "%d\n", s}'; }
bad_ones() { # pause | resume
  for name in hangs fails slow; do
    curl -sf -o /dev/null -H "Authorization: Bearer $(cat "$RELAY_HOME/data/console-token")" -X POST "$CONSOLE/api/v1/destinations/$name/$1" ||
      { echo "$name: $1 was refused" >&2; exit 1; }
  done
}
new_relay
for i in 1 2 3 4 5 6 7; do route "well-$i" "http://127.0.0.1:$SINK_PORT/sink"; done
for name in hangs fails slow; do route "$name" "http://127.0.0.1:$BAD_PORT/$name"; done
start_relay
load "$WEBHOOK" 10 "$warm" >/dev/null
sleep "$secs"
declare -A taken sent
measure() { # pause | resume
  bad_ones "$1"
  eps=$(field eps "$(load "$WEBHOOK" 10 "$secs")")
  n0=$(delivered); t0=$(date +%s%N)
  sleep "$secs"
  n1=$(delivered); t1=$(date +%s%N)
  [ "$(waiting)" -gt 0 ] || { echo "the seven had nothing left to do: load for longer" >&2; exit 1; }
  dps=$(awk -v n=$((n1 - n0)) -v ns=$((t1 - t0)) 'BEGIN {printf "%.0f", n * 1e9 / ns}')
  taken[$1]+=" $eps"; sent[$1]+=" $dps"
  echo "round $round, the bad ones ${1/%e/}ed: $eps events/s taken in, $dps deliveries/s of the seven"
}
for round in $(seq 1 "$rounds"); do
  if [ $((round % 2)) = 1 ]; then measure pause; measure resume; else measure resume; measure pause; fi
done
# shellcheck disable=SC2086
echo "with three bad ones of ten: ingest $(ratio "$(median ${taken[resume]})" "$(median ${taken[pause]})"), deliveries of the seven $(ratio "$(median ${sent[resume]})" "$(median ${sent[pause]})") of what they are while these are paused"
