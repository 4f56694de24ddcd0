#!/usr/bin/env bash
# bench/down.sh [EVENTS=200000] [LANES=20] [HEAP=256m]: events of 10 KB while every destination refuses the connection. Says
# how fast they were taken, whether all were, how much memory the relay used, and fails on an OutOfMemoryError.
cd "$(dirname "$0")" && . ./common.sh
events=${1:-200000}; lanes=${2:-20}; heap=${3:-256m}
JVM="-Xmx$heap -XX:+UseParallelGC"
build_relay; new_relay
for i in $(seq 1 "$lanes"); do
  cat >"$RELAY_HOME/routes/down-$i.camel.yaml" <<EOT
- route:
    id: down-$i
    from:
      uri: wotnot:down-$i
      parameters: {events: message, retryDelay: 1s, retryMaxDelay: 5s}
      steps:
        - to:
            uri: kamelet:webhook-sink
            parameters: {url: "http://127.0.0.1:1/down"}
EOT
done
start_relay 120
pid=$(cat "$RUN/relay.pid")
node -e '
  const [url, token, events] = process.argv.slice(1), EACH = 10, SENDERS = 16;
  const text = "x".repeat(9700);
  const item = (n) => `{"event":{"type":"message","payload":{"message":{"type":"text","text":"${n} ${text}"}}},"conversation":{"key":"c${n % 5000}"},"timestamp":"2026-09-01 14:13:45.503552"}`;
  let next = 0, refused = 0; const times = [];
  const sender = async () => {
    while (next < +events) {
      const from = next; next += EACH;
      const body = `{"events":[${Array.from({ length: EACH }, (_, i) => item(from + i))}]}`;
      for (let status = 0; status !== 200; ) {
        const t0 = performance.now();
        status = await fetch(url, { method: "POST", headers: { authorization: token }, body }).then(async (r) => (await r.text(), r.status), () => 0);
        times.push(performance.now() - t0);
        if (status !== 200) { refused++; await new Promise((r) => setTimeout(r, 200)); }
      }
    }
  };
  const t0 = performance.now();
  Promise.all(Array.from({ length: SENDERS }, sender)).then(() => {
    const s = (performance.now() - t0) / 1000; times.sort((a, b) => a - b);
    console.log(`${events} events in ${s.toFixed(1)} s, ${Math.round(events / s)} events/s, ack p99 ${times[Math.floor(times.length * 0.99)].toFixed(1)} ms, refused ${refused}`);
  });' "$WEBHOOK" "$PEER_TOKEN" "$events"
echo "stored $(metric relay_events_received_total), waiting $(metric relay_waiting), retrying $(metric relay_retrying), peak RSS $(awk '/VmHWM/ {print int($2 / 1024)}' "/proc/$pid/status") MiB"
t0=$(now_s); curl -sf "$CONSOLE/observe/health/live" >/dev/null && echo "alive after $(( $(now_s) - t0 )) s"
if grep -q OutOfMemoryError "$RUN/relay.log"; then echo "OutOfMemoryError, see $RUN/relay.log" >&2; exit 1; fi
