// swaps.mjs WEBHOOK FILE PORT SWAPS: saves new versions of a destination file one after the other, each with another address of this
// program, while events come in all the time (50 a second), and waits for the first one that is delivered to the new address.
// Prints one line of JSON: the milliseconds from the end of saving to the start of that request, median and worst, and how many
// events were posted and not delivered, or delivered twice.
import http from 'node:http';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
const [, , webhook, file, port, swaps] = process.argv;
const token = process.env.PEER_TOKEN, agent = new http.Agent({ keepAlive: true });
const arrived = new Map(), first = new Map();
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const server = http.createServer((req, res) => {
  const now = performance.now(), parts = [];
  if (!req.url.startsWith('/v')) { req.resume(); res.writeHead(204).end(); return; }
  if (!first.has(req.url)) first.set(req.url, now);
  req.on('data', (c) => parts.push(c));
  req.on('end', () => {
    const text = JSON.parse(Buffer.concat(parts)).text;
    arrived.set(text, (arrived.get(text) || 0) + 1);
    res.writeHead(204).end();
  });
}).listen(+port, '127.0.0.1');
let posted = 0;
const post = setInterval(() => {
  const body = JSON.stringify({ events: [{ event: { type: 'message', payload: { message_by: { type: 'visitor' }, message: { type: 'text', text: `n${++posted}` } } }, conversation: { key: `c${posted % 20}` } }] });
  const req = http.request(webhook, { method: 'POST', agent, headers: { authorization: token, 'content-type': 'application/json' } }, (res) => res.resume());
  req.on('error', (e) => { console.error(e.message); process.exit(1); });
  req.end(body);
}, 20);
const until = async (what, done) => {
  for (let i = 0; i < 6000; i++) { if (done()) return; await wait(5); }
  console.error(`waited 30 s for ${what}`); process.exit(1);
};
const text = readFileSync(file, 'utf8'), took = [];
await until('the first delivery', () => first.size > 0);
for (let i = 1; i <= +swaps; i++) {
  await wait(300 + (i * 137) % 500); // at another moment between two looks each time
  const version = text.replace('/v0', `/v${i}`);
  if (i % 2) writeFileSync(file, version); else { writeFileSync(file + '~', version); renameSync(file + '~', file); }
  const saved = performance.now();
  await until(`version ${i}`, () => first.has(`/v${i}`));
  took.push(first.get(`/v${i}`) - saved);
}
clearInterval(post);
await wait(200);
await until('the rest', () => arrived.size >= posted);
took.sort((a, b) => a - b);
const twice = [...arrived.values()].filter((n) => n > 1).length;
console.log(JSON.stringify({ swaps: took.length, median_ms: Math.round(took[took.length >> 1]), worst_ms: Math.round(took.at(-1)), events: posted, lost: posted - arrived.size, twice }));
server.close(); agent.destroy(); process.exit(0);
