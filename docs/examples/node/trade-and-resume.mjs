// Two collectives trade; one is cut off, and learns what it missed. Run twice with the same FILE and a killed server in between:
//   node trade-and-resume.mjs begin  session.json
//   node trade-and-resume.mjs resume session.json
import fs from 'node:fs';
import crypto from 'node:crypto';
import { admin, connect, newKey } from './arena-client.mjs';

const [step, file] = process.argv.slice(2);
const base = process.env.ARENA_URL ?? 'http://127.0.0.1:8080';
const token = process.env.ARENA_ADMIN_TOKEN;
const show = (event) => console.log(`  ${event.seq}  ${event.type}  ${event.data.order?.status ?? ''}`);

if (step === 'begin') {
  const run = Date.now().toString(36);
  const [buyer, seller] = [`buyer-${run}`, `seller-${run}`];
  const [buyerKey, sellerKey] = [newKey(), newKey()];
  for (const [id, key, deposits] of [[buyer, buyerKey, { USD: 100000 }], [seller, sellerKey, { BTC: 10 }]]) {
    const { status } = await admin(base, token, '/api/v1/admin/collectives', {
      collective_id: id,
      public_keys: [key.publicKey],
      deposits,
    });
    console.log(`opened ${id}: ${status}`);
  }
  const limit = (side, price) => ({ symbol: 'BTC/USD', side, order_type: 'limit', quantity: '0.5', price });
  const one = await connect(base, buyer, 'laptop', buyerKey, show);
  const placed = await one.ask('place_order', { client_order_id: 'buy-1', ...limit('buy', '42000') });
  console.log(`placed: ${placed.data.order.order_id}`);
  await new Promise((done) => setTimeout(done, 500));
  const known = one.position;
  one.socket.removeAllListeners('close');
  one.socket.terminate();
  console.log(`${buyer} is cut off at seq ${known.seq}`);
  const other = await connect(base, seller, 'laptop', sellerKey, () => {});
  await other.ask('place_order', { client_order_id: 'sell-1', ...limit('sell', '42000') });
  const privateKey = buyerKey.privateKey.export({ format: 'jwk' });
  fs.writeFileSync(file, JSON.stringify({ buyer, known, privateKey }));
  console.log('its order was filled meanwhile; now kill -9 the server, start it, and run: resume');
  process.exit(0);
}

const { buyer, known, privateKey } = JSON.parse(fs.readFileSync(file));
const key = { publicKey: privateKey.x, privateKey: crypto.createPrivateKey({ key: privateKey, format: 'jwk' }) };
console.log(`${buyer} knows up to ${known.seq} and resumes:`);
const client = await connect(base, buyer, 'laptop', key, show, known);
const { outcome, missed, source } = client.sync;
console.log(`${outcome}: ${missed} missed, from the ${source}; interruption: ${client.sync.interruption?.reason}`);
const { data } = await client.ask('get_balances');
console.log(JSON.stringify(data.balances));
process.exit(0);
