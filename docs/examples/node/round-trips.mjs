// Durable order round trips: so many clients, each of its own collective, each with one order outstanding. Prints one line.
//   node round-trips.mjs [clients=100] [seconds=10]
import { admin, connect, newKey } from './arena-client.mjs';

const clients = Number(process.argv[2] ?? 100);
const seconds = Number(process.argv[3] ?? 10);
const base = process.env.ARENA_URL ?? 'http://127.0.0.1:8080';
const run = Date.now().toString(36);
const took = [];
let measuring = false;

async function trade(number) {
  const id = `bench-${run}-${number}`;
  const key = newKey();
  await admin(base, process.env.ARENA_ADMIN_TOKEN, '/api/v1/admin/collectives', {
    collective_id: id,
    public_keys: [key.publicKey],
    deposits: { USD: 1000000 },
  });
  const client = await connect(base, id, 'bench', key, () => {});
  let orders = 0;
  return async (until) => {
    while (Date.now() < until) {
      const began = process.hrtime.bigint();
      // Every order is cancelled at once by its time in force, so that books and working orders stay small.
      const answer = await client.ask('place_order', {
        client_order_id: `o-${++orders}`,
        symbol: 'BTC/USD',
        side: 'buy',
        order_type: 'limit',
        time_in_force: 'ioc',
        quantity: '0.001',
        price: '10',
      });
      if (!answer.success) throw new Error(JSON.stringify(answer.error));
      if (measuring) took.push(Number(process.hrtime.bigint() - began) / 1e6);
    }
  };
}

const traders = [];
for (let i = 0; i < clients; i++) traders.push(await trade(i));
await Promise.all(traders.map((each) => each(Date.now() + 5000))); // warm up
measuring = true;
await Promise.all(traders.map((each) => each(Date.now() + seconds * 1000)));
took.sort((a, b) => a - b);
const at = (share) => took[Math.min(took.length - 1, Math.floor(took.length * share))].toFixed(1);
console.log(`${clients} clients: ${Math.round(took.length / seconds)} durable orders/s, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
process.exit(0);
