#!/usr/bin/env bash
# bench/isolation.sh [ROUNDS=3] [SECONDS=8] [WARM-UP=8]: seven destinations that post to a local HTTP sink, alone and beside three bad
# ones (one never answers, one answers 500, one takes 10 s a call), in turn: the most events/s taken in at 10 a request while
# all of them deliver, and the deliveries/s of the seven while they work off what has piled up.
cd "$(dirname "$0")" && . ./common.sh
rounds=${1:-3}; secs=${2:-8}; warm=${3:-8}
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
declare -A taken sent
for round in $(seq 1 "$rounds"); do
  for bad in 0 3; do
    new_relay
    for i in 1 2 3 4 5 6 7; do route "well-$i" "http://127.0.0.1:$SINK_PORT/sink"; done
    [ "$bad" = 3 ] && for name in hangs fails slow; do route "$name" "http://127.0.0.1:$BAD_PORT/$name"; done
    start_relay
    load "$WEBHOOK" 10 "$warm" >/dev/null
    eps=$(field eps "$(load "$WEBHOOK" 10 "$secs")")
    n0=$(delivered); t0=$(date +%s%N)
    sleep "$secs"
    n1=$(delivered); t1=$(date +%s%N)
    rest=$(waiting)
    dps=$(awk -v n=$((n1 - n0)) -v ns=$((t1 - t0)) 'BEGIN {printf "%.0f", n * 1e9 / ns}')
    [ "$rest" -gt 0 ] || echo "the seven had nothing left to do: load for longer" >&2
    stop_relay
    taken[$bad]+=" $eps"; sent[$bad]+=" $dps"
    echo "round $round, seven and $bad bad ones: $eps events/s taken in, $dps deliveries/s of the seven"
  done
done
# shellcheck disable=SC2086
echo "with three bad ones of ten: ingest $(ratio "$(median ${taken[3]})" "$(median ${taken[0]})"), deliveries of the seven $(ratio "$(median ${sent[3]})" "$(median ${sent[0]})") of what they are without"
