// From the start of the server's process to the answer to the first order: how long. Prints one line.
//   node first-order.mjs path/to/bin/arena
// The server is started with an empty data directory on port 18080, and stopped afterwards.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { admin, connect, newKey } from './arena-client.mjs';

const base = 'http://127.0.0.1:18080';
const data = mkdtempSync(join(tmpdir(), 'arena-'));
const token = 'first-order-0123456789';
const began = Date.now();
const server = spawn(process.argv[2], ['server'], {
  env: { ...process.env, ARENA_PORT: '18080', ARENA_DATA_DIR: data, ARENA_ADMIN_TOKEN: token },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  await new Promise((resolve, reject) => {
    let seen = '';
    server.stdout.on('data', (chunk) => {
      seen += chunk;
      if (seen.includes('arena ready')) resolve();
    });
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${seen}`)));
  });
  const ready = Date.now() - began;
  const key = newKey();
  await admin(base, token, '/api/v1/admin/collectives', {
    collective_id: 'first',
    public_keys: [key.publicKey],
    deposits: { USD: 1000 },
  });
  const client = await connect(base, 'first', 'bench', key, () => {});
  const answer = await client.ask('place_order', {
    client_order_id: 'first',
    symbol: 'BTC/USD',
    side: 'buy',
    order_type: 'limit',
    quantity: '0.001',
    price: '10',
  });
  if (!answer.success) throw new Error(JSON.stringify(answer.error));
  console.log(`ready after ${ready} ms, first durable order after ${Date.now() - began} ms`);
  client.close?.();
} finally {
  server.removeAllListeners('exit');
  server.kill('SIGTERM');
  await new Promise((resolve) => server.on('exit', resolve));
  rmSync(data, { recursive: true, force: true });
}
process.exit(0);
