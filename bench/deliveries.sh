#!/usr/bin/env bash
# bench/deliveries.sh [ROUNDS=3] [SECONDS=8] [CONCURRENCY=64]: deliveries to a local HTTP sink, every outcome recorded, against
# the plain Camel route that posts to the same sink before it answers and records nothing. For the relay: a backlog of
# messages is stored first, then the destination starts and the clock runs until the last is delivered.
cd "$(dirname "$0")" && . ./common.sh
rounds=${1:-3}; secs=${2:-8}; workers=${3:-64}
build_relay; build_yardstick camel; bodies
"$YARDSTICK/driver/start.sh" >/dev/null || { echo "the sink did not start" >&2; exit 1; }
sink() { curl -s "http://127.0.0.1:$SINK_PORT/$1"; }
ours=(); theirs=()
for round in $(seq 1 "$rounds"); do
  start_yardstick camel http
  load "http://127.0.0.1:$CAMEL_PORT/webhook" 10 5 >/dev/null; sink reset >/dev/null
  t0=$(date +%s%N); load "http://127.0.0.1:$CAMEL_PORT/webhook" 10 "$secs" >/dev/null; t1=$(date +%s%N)
  t=$(field events "$(sink stats)"); stop_yardstick camel
  theirs+=("$(awk -v n="$t" -v ns=$((t1 - t0)) 'BEGIN {printf "%.0f", n * 1e9 / ns}')")
  new_relay; start_relay; load "$WEBHOOK" 10 4 >/dev/null; stop_relay
  cat >"$RELAY_HOME/routes/sink.camel.yaml" <<EOT
- route:
    id: sink
    from:
      uri: wotnot:sink
      parameters: {events: message, startAt: beginning, concurrency: $workers}
      steps:
        - to:
            uri: kamelet:webhook-sink
            parameters:
              url: http://127.0.0.1:$SINK_PORT/sink
EOT
  sink reset >/dev/null; start_relay
  rate=$(node -e '
    const get = async () => (await (await fetch(process.argv[1] + "/stats")).json()).events;
    const rest = async () => { const m = await (await fetch(process.argv[2] + "/observe/metrics")).text(); return [...m.matchAll(/^relay_waiting\{.*?\} (\S+)/gm)].reduce((a, x) => a + +x[1], 0); };
    const wait = (ms) => new Promise((r) => setTimeout(r, ms));
    (async () => {
      for (let i = 0; i < 15; i++) await wait(100);
      const n0 = await get(), t0 = performance.now();
      let n1 = n0, t1 = t0;
      while (t1 - t0 < +process.argv[3] * 1000) { await wait(100); n1 = await get(); t1 = performance.now(); if (await rest() === 0) break; }
      console.log(Math.round((n1 - n0) * 1000 / (t1 - t0)));
    })();' "http://127.0.0.1:$SINK_PORT" "$CONSOLE" "$secs")
  stop_relay
  ours+=("$rate")
  echo "round $round: relay ${ours[-1]} deliveries/s, plain Camel route ${theirs[-1]}"
done
o=$(median "${ours[@]}"); t=$(median "${theirs[@]}")
echo "deliveries: relay $o/s, plain Camel route $t/s, ratio $(ratio "$o" "$t")"
