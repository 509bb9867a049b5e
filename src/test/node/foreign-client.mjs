// A client that shares nothing with the arena: Node, `ws`, node:crypto. Two collectives trade; the laptop of one of them is cut off while its
// colleague stays and writes down the very bytes of each event; the server is killed (by whoever started this program, when it says KILL);
// then both come back by position, and the laptop must be told every missed event: in order, once, with the same bytes.
import WebSocket from 'ws';
import crypto from 'node:crypto';

const base = process.env.ARENA_URL;
const PATIENCE = 60_000;
const fail = (why) => { console.log(`FAILED: ${why}`); process.exit(1); };
const check = (holds, why) => holds || fail(why);
setTimeout(() => fail('nothing more happened'), PATIENCE).unref();
process.on('unhandledRejection', (error) => fail(error.stack));

async function open(id, deposits) {
  const { publicKey, privateKey } = crypto.generateKeyPairSync('ed25519');
  const key = { public: publicKey.export({ format: 'jwk' }).x, private: privateKey };
  const response = await fetch(`${base}/api/v1/admin/collectives`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.ARENA_ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ collective_id: id, public_keys: [key.public], deposits }),
  });
  check(response.status === 201, `opening ${id}: ${response.status} ${await response.text()}`);
  return { id, key };
}

/** One program of a collective. `log` holds the bytes of its events by seq and outlives its sockets. */
class Client {
  constructor(team, name) {
    Object.assign(this, { team, name, log: new Map(), position: null, asked: 0, pages: [] });
  }

  connect(resume) {
    this.waiting = new Map();
    this.pages = [];
    this.socket = new WebSocket(`${base.replace('http', 'ws')}/ws/v1/${this.team.id}`, ['arena.v1']);
    this.closed = new Promise((closed) => this.socket.on('close', closed));
    return new Promise((ready, refused) => {
      this.socket.on('error', refused);
      this.socket.on('message', (bytes) => this.hear(bytes.toString(), resume, ready));
    });
  }

  hear(text, resume, ready) {
    const frame = JSON.parse(text);
    if (frame.type === 'connection_established') this.signIn(frame.data, resume);
    else if (frame.type === 'reconnection_sync') {
      this.pages.push(text);
      frame.data.events.forEach((event) => this.keep(event, text));
      if (frame.data.complete) { this.position.seq = frame.data.to_seq; ready(frame.data); }
    } else if (frame.type === 'authenticated') {
      this.position = resume ?? frame.data.position;
      if (!resume) ready(frame.data);
    } else if (frame.type === 'events') frame.data.events.filter((each) => each.event_id).forEach((event) => this.keep(event, text));
    else if (frame.event_id) this.keep(frame, text);
    else if (this.waiting.has(frame.id)) this.waiting.get(frame.id)(frame);
    else fail(`unexpected: ${text}`);
  }

  signIn({ connection_id, nonce }, resume) {
    const text = `arena.v1.auth\n${connection_id}\n${nonce}\n${this.team.id}\n${this.name}`;
    const signature = crypto.sign(null, Buffer.from(text), this.team.key.private).toString('base64url');
    const data = { client_id: this.name, public_key: this.team.key.public, signature, ...(resume && { resume }) };
    this.socket.send(JSON.stringify({ type: 'auth', data }));
  }

  /** The event's own bytes are cut out of the frame: from its type to the end of its timestamp. */
  keep(event, text) {
    check(event.seq > this.position.seq, `${this.name}: a repeat: ${event.seq} after ${this.position.seq}`);
    check(event.prev_seq <= this.position.seq, `${this.name}: something is missing before ${event.seq}`);
    const from = text.indexOf(`{"type":"${event.type}","event_id":"${event.event_id}"`);
    const end = `"timestamp":"${event.timestamp}"}`;
    this.log.set(event.seq, text.slice(from, text.indexOf(end, from) + end.length));
    this.position = { epoch: event.epoch, seq: event.seq };
  }

  ask(type, data = {}) {
    const id = String(++this.asked);
    this.socket.send(JSON.stringify({ id, type, data }));
    return new Promise((answer) => this.waiting.set(id, answer));
  }
}

const run = Date.now().toString(36);
const buyers = await open(`buyers-${run}`, { USD: 1_000_000 });
const sellers = await open(`sellers-${run}`, { BTC: 100 });
const [laptop, colleague, seller] = [new Client(buyers, 'laptop'), new Client(buyers, 'colleague'), new Client(sellers, 'seller')];
for (const client of [laptop, colleague, seller]) await client.connect();

const order = (number, side) => ({ client_order_id: `${side}-${number}`, symbol: 'BTC/USD', side, order_type: 'limit', quantity: '0.01', price: '42000.5' });
const trade = async (number) => {
  for (const [client, side] of [[colleague, 'buy'], [seller, 'sell']]) {
    const answer = await client.ask('place_order', order(number, side));
    check(answer.success, JSON.stringify(answer));
  }
};
for (let i = 0; i < 20; i++) await trade(i);
const known = { ...laptop.position };
laptop.socket.terminate();
console.log(`cut off at seq ${known.seq}`);
let number = 20;
const trading = (async () => { for (;;) await trade(number++); })();
while (colleague.position.seq < known.seq + 600) await new Promise((soon) => setTimeout(soon, 10));
console.log('KILL');
await Promise.race([trading, colleague.closed]);

const again = async (client, position) => {
  for (;;) {
    try { return await client.connect(position); } catch { await new Promise((soon) => setTimeout(soon, 100)); }
  }
};
const told = await again(colleague, { ...colleague.position });
check(['replayed', 'up_to_date'].includes(told.outcome), `the colleague: ${told.outcome}`);
await again(seller, { ...seller.position });
for (const [client, side] of [[colleague, 'buy'], [seller, 'sell']]) {
  const answer = await client.ask('place_order', order(number, side)); // never answered, perhaps never sent: the same again happens once
  check(answer.success, JSON.stringify(answer));
}
const sync = await again(laptop, known);
check(sync.outcome === 'replayed', `the laptop: ${sync.outcome} ${sync.reason}`);
while (colleague.position.seq !== laptop.position.seq) await new Promise((soon) => setTimeout(soon, 10));
const missed = [...laptop.log.entries()].filter(([seq]) => seq > known.seq);
const seen = [...colleague.log.entries()].filter(([seq]) => seq > known.seq);
check(JSON.stringify(missed) === JSON.stringify(seen), 'the laptop was not told what its colleague saw');
const ids = seen.map(([, text]) => JSON.parse(text)).filter((event) => event.type === 'order_accepted').map((event) => event.data.order.client_order_id);
check(new Set(ids).size === ids.length, 'an order happened twice');
console.log(`PASSED: ${missed.length} missed events in ${laptop.pages.length} pages, each in order, once, with the same bytes`);
process.exit(0);
