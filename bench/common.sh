# What the benches share. Sourced, never run.
# The yardsticks' settings (JDK, ports, token) hold for the relay too, so that both sides of a ratio run alike.
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
. "$ROOT/bench/yardsticks/common.sh"
RELAY_NAME="${RELAY_NAME:-relay}"
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
  stop_pidfile "$RELAY_NAME"
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
  start_bg "$RELAY_NAME" "$RUN/$RELAY_NAME.log" "$JAVA" $JVM ${JVM_EXTRA:-} -cp "${BUILD:-$ROOT/target}/classes:${BUILD:-$ROOT/target}/lib/*" io.wotnotrelay.Relay --config "$RELAY_HOME/application.properties" run
  wait_ready "$WEBHOOK" "${1:-60}" "$(cat "$RUN/$RELAY_NAME.pid")" || { echo "the relay did not start: $RUN/$RELAY_NAME.log" >&2; tail -5 "$RUN/$RELAY_NAME.log" >&2; exit 1; }
}
stop_relay() { stop_pidfile "$RELAY_NAME"; }
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
start_sink() { "$YARDSTICK/driver/start.sh" >/dev/null || { echo "the sink did not start" >&2; exit 1; }; }
stop_sink() { "$YARDSTICK/driver/stop.sh" >/dev/null 2>&1; }
# sink_route NAME EVENTS [PARAMETERS]: a destination that posts to the sink; PARAMETERS of wotnot:, as in "rate: 10/1s, batch: 5/1s"
sink_route() {
  cat >"$RELAY_HOME/routes/$1.camel.yaml" <<EOT
- route:
    id: $1
    from:
      uri: wotnot:$1
      parameters: {events: "$2"${3:+, $3}}
      steps:
        - to: {uri: kamelet:webhook-sink, parameters: {url: "http://127.0.0.1:$SINK_PORT/sink"}}
EOT
}
# waiting LANE: how many events wait for it
waiting() { curl -s "$CONSOLE/observe/metrics" | awk -v n="relay_waiting{destination=\"$1\"" 'index($1, n) == 1 {s+=$NF} END {printf "%d\n", s}'; }
peak_mib() { awk '/VmHWM/ {print int($2 / 1024)}' "/proc/$(cat "$RUN/$RELAY_NAME.pid")/status"; }
# wait_indexed SECONDS: until the index has all there is
wait_indexed() {
  local end=$(( $(now_s) + $1 ))
  while [ "$(now_s)" -lt "$end" ]; do [ "$(metric relay_index_lag)" -eq 0 ] && return 0; sleep 0.3; done
  echo "the index is still $(metric relay_index_lag) behind" >&2; return 1
}
# deliveries_a_second SECONDS: of all lanes, while that time runs or until there is nothing left to deliver
deliveries_a_second() {
  node -e '
    const [url, secs] = process.argv.slice(1), wait = (ms) => new Promise((r) => setTimeout(r, ms));
    const read = async () => {
      const text = await (await fetch(url + "/observe/metrics")).text();
      const sum = (name) => [...text.matchAll(new RegExp("^" + name + " (\\S+)", "gm"))].reduce((a, x) => a + +x[1], 0);
      return { at: performance.now(), done: sum("relay_deliveries_total\\{.*outcome=\"delivered\".*\\}"), rest: sum("relay_waiting\\{.*\\}") };
    };
    (async () => {
      const from = await read(); let to = from;
      while (to.at - from.at < secs * 1000 && (to === from || to.rest > 0)) { await wait(250); to = await read(); }
      console.log(Math.round((to.done - from.done) * 1000 / (to.at - from.at)));
    })();' "$CONSOLE" "$1"
}
trap 'stop_pidfile relay; stop_yardstick vertx-limit; stop_yardstick camel; "$YARDSTICK/driver/stop.sh" >/dev/null 2>&1' EXIT
