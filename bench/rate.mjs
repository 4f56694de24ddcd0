// rate.mjs URL BODIES EVENTS_PER_SECOND SECONDS [UNCOUNTED=3]: posts bodies of one event each on an open schedule (a request is sent when
// its time has come, whether or not earlier ones are answered) over 64 keep-alive connections. Latency counts from the
// time a request was due, so a stall is not hidden. The first seconds are not counted: they are this program's own start,
// with its connections to open and its code to compile. Prints one line of JSON: sent, bad, p50_ms, p99_ms, max_ms.
import http from 'node:http';
import { readFileSync } from 'node:fs';
const [, , url, file, rate, secs, uncounted = 3] = process.argv;
const token = process.env.PEER_TOKEN, bodies = readFileSync(file, 'utf8').split('\n').filter(Boolean);
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
const skip = rate * uncounted, total = skip + rate * secs, took = [];
let sent = 0, answered = 0, bad = 0, serial = 0;
const t0 = performance.now();
function post(due, counts) {
  const body = bodies[sent % bodies.length].replaceAll('@SENT_AT@', () => (Date.now() + ++serial / 1e6).toFixed(3));
  const r = http.request(url, { method: 'POST', agent, headers: { authorization: token, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } }, (res) => {
    res.resume();
    res.on('end', () => { if (res.statusCode !== 200) bad++; end(due, counts); });
  });
  r.on('error', () => { bad++; end(due, counts); });
  r.end(body);
}
function end(due, counts) {
  if (counts) took.push(performance.now() - due);
  if (++answered === total) {
    took.sort((a, b) => a - b);
    const at = (p) => +took[Math.min(took.length - 1, Math.floor(took.length * p))].toFixed(2);
    console.log(JSON.stringify({ sent, bad, p50_ms: at(0.5), p99_ms: at(0.99), max_ms: at(1) }));
    agent.destroy();
  }
}
const timer = setInterval(() => {
  const now = performance.now();
  while (sent < total) {
    const due = t0 + (sent * 1000) / rate;
    if (due > now) return;
    post(due, sent >= skip); sent++;
  }
  clearInterval(timer);
}, 1);
