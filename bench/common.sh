# What the benches share. Sourced, never run.
# The yardsticks' settings (JDK, ports, token) hold for the relay too, so that both sides of a ratio run alike.
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
. "$ROOT/bench/yardsticks/common.sh"
RELAY_PORT="${RELAY_PORT:-18805}"
RELAY_CONSOLE_PORT="${RELAY_CONSOLE_PORT:-18806}"
RELAY_HOME="$RUN/relay"
WEBHOOK="http://127.0.0.1:$RELAY_PORT/webhook"
CONSOLE="http://127.0.0.1:$RELAY_CONSOLE_PORT"
JVM="${JVM:--Xms256m -Xmx1g -XX:+UseParallelGC}"
YARDSTICK="$ROOT/bench/yardsticks"

build_relay() {
  [ -n "${BENCH_BUILT:-}" ] && return 0
  (cd "$ROOT" && ./mvnw -q -B -ntp -DskipTests -Djacoco.skip=true package >"$RUN/relay-build.log" 2>&1) || { echo "build failed: $RUN/relay-build.log" >&2; exit 1; }
  export BENCH_BUILT=1
}
build_yardstick() { # vertx-limit | camel
  local s=$1 want
  want=$(cd "$YARDSTICK" && find "$s/pom.xml" "$s/src" -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-64)
  [ "$(cat "$PEERS/$s/.whole" 2>/dev/null)" = "$want" ] && return 0
  rm -rf "${PEERS:?}/$s"; mkdir -p "$PEERS/$s"; cp -r "$YARDSTICK/$s/pom.xml" "$YARDSTICK/$s/src" "$PEERS/$s/"
  (cd "$PEERS/$s" && mvn -B -q package) >"$PEERS/$s/install.log" 2>&1 && echo "$want" >"$PEERS/$s/.whole" || { echo "build failed: $PEERS/$s/install.log" >&2; exit 1; }
}
bodies() {
  [ -f "$PEERS/bodies/bodies-10.txt" ] || { mkdir -p "$PEERS/bodies"; node "$YARDSTICK/driver/gen-bodies.mjs" "$PEERS/bodies" >/dev/null; }
}
# new_relay: an empty relay with no destinations; add files to $RELAY_HOME/routes before start_relay
new_relay() {
  stop_pidfile relay
  rm -rf "$RELAY_HOME"; mkdir -p "$RELAY_HOME/routes"
  cat >"$RELAY_HOME/application.properties" <<EOT
relay.data=$RELAY_HOME/data
relay.routes=$RELAY_HOME/routes
relay.webhook.host=127.0.0.1
relay.webhook.port=$RELAY_PORT
relay.webhook.token=$PEER_TOKEN
relay.console.port=$RELAY_CONSOLE_PORT
EOT
}
start_relay() {
  # shellcheck disable=SC2086
  start_bg relay "$RUN/relay.log" "$JAVA" $JVM ${JVM_EXTRA:-} -cp "${BUILD:-$ROOT/target}/classes:${BUILD:-$ROOT/target}/lib/*" io.wotnotrelay.Relay --config "$RELAY_HOME/application.properties" run
  wait_ready "$WEBHOOK" "${1:-60}" "$(cat "$RUN/relay.pid")" || { echo "the relay did not start: $RUN/relay.log" >&2; tail -5 "$RUN/relay.log" >&2; exit 1; }
}
# backlog_rate SECONDS CONCURRENCY: stores a backlog of messages, then starts a destination that posts to the sink, and prints
# the deliveries a second from a second and a half after the start until the last, or for so long
backlog_rate() {
  new_relay; start_relay; load "$WEBHOOK" 10 4 >/dev/null; stop_relay
  cat >"$RELAY_HOME/routes/sink.camel.yaml" <<EOT
- route:
    id: sink
    from:
      uri: wotnot:sink
      parameters: {events: message, startAt: beginning, concurrency: $2}
      steps:
        - to:
            uri: kamelet:webhook-sink
            parameters:
              url: http://127.0.0.1:$SINK_PORT/sink
EOT
  sink reset >/dev/null; start_relay
  node -e '
    const get = async () => (await (await fetch(process.argv[1] + "/stats")).json()).events;
    const rest = async () => { const m = await (await fetch(process.argv[2] + "/observe/metrics")).text(); return [...m.matchAll(/^relay_waiting\{.*?\} (\S+)/gm)].reduce((a, x) => a + +x[1], 0); };
    const wait = (ms) => new Promise((r) => setTimeout(r, ms));
    (async () => {
      for (let i = 0; i < 15; i++) await wait(100);
      const n0 = await get(), t0 = performance.now();
      let n1 = n0, t1 = t0;
      while (t1 - t0 < +process.argv[3] * 1000) { await wait(100); n1 = await get(); t1 = performance.now(); if (await rest() === 0) break; }
      console.log(Math.round((n1 - n0) * 1000 / (t1 - t0)));
    })();' "http://127.0.0.1:$SINK_PORT" "$CONSOLE" "$1"
  stop_relay
}
sink() { curl -s "http://127.0.0.1:$SINK_PORT/$1"; }
stop_relay() { stop_pidfile relay; }
start_yardstick() { "$YARDSTICK/$1/start.sh" "$2" >/dev/null && "$YARDSTICK/$1/ready.sh" || { echo "$1 did not start" >&2; exit 1; }; }
stop_yardstick() { "$YARDSTICK/$1/stop.sh" >/dev/null 2>&1; }
# load URL EVENTS_A_REQUEST SECONDS [CONNECTIONS]: one line of JSON from wrk
load() { wrk -t1 -c"${4:-64}" -d"$3s" -s "$YARDSTICK/driver/wotnot.lua" "$1" -- "$PEERS/bodies/bodies-$2.txt" "$PEER_TOKEN" "$2" | sed -n 's/^RESULT //p'; }
# field NAME JSON
field() { node -e 'console.log(JSON.parse(process.argv[2])[process.argv[1]])' "$1" "$2"; }
median() { printf '%s\n' "$@" | sort -n | awk '{a[NR]=$1} END {print NR%2 ? a[(NR+1)/2] : (a[NR/2]+a[NR/2+1])/2}'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", b ? a/b : 0}'; }
metric() { curl -s "$CONSOLE/observe/metrics" | awk -v n="$1" '$1 ~ "^"n"({|$)" {s+=$NF} END {printf "%d\n", s}'; }
# wait_metric NAME AT_LEAST SECONDS
wait_metric() {
  local end=$(( $(now_s) + $3 ))
  while [ "$(now_s)" -lt "$end" ]; do [ "$(metric "$1")" -ge "$2" ] && return 0; sleep 0.2; done
  echo "$1 stayed at $(metric "$1"), wanted $2" >&2; return 1
}
trap 'stop_pidfile relay; stop_yardstick vertx-limit; stop_yardstick camel; "$YARDSTICK/driver/stop.sh" >/dev/null 2>&1' EXIT
