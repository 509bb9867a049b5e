// The least that a client needs, in Node with the `ws` package: sign in with Ed25519, ask, listen, resume.
import WebSocket from 'ws';
import crypto from 'node:crypto';

/** A new key: `publicKey` is registered with the collective, `privateKey` signs in. */
export function newKey() {
  const { publicKey, privateKey } = crypto.generateKeyPairSync('ed25519');
  return { publicKey: publicKey.export({ format: 'jwk' }).x, privateKey };
}

/** An admin call; answers with the status and the body. */
export async function admin(base, token, path, body) {
  const response = await fetch(base + path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/**
 * Connects and signs in. `onEvent` gets every private event once, in order. With `resume`, the last position that was processed, it gets
 * everything after that first.
 */
export function connect(base, collective, clientId, key, onEvent, resume) {
  const socket = new WebSocket(`${base.replace('http', 'ws')}/ws/v1/${collective}`, ['arena.v1']);
  const waiting = new Map();
  let asked = 0;
  const client = {
    position: null,
    socket,
    ask(type, data = {}) {
      const id = String(++asked);
      socket.send(JSON.stringify({ id, type, data }));
      return new Promise((answer) => waiting.set(id, answer));
    },
  };
  const event = (frame) => {
    if (client.position && frame.seq <= client.position.seq) return; // a repetition
    client.position = { epoch: frame.epoch, seq: frame.seq };
    onEvent(frame);
  };
  return new Promise((signedIn, failed) => {
    socket.on('error', failed);
    socket.on('close', (code, reason) => failed(new Error(`closed: ${code} ${reason}`)));
    socket.on('message', (text) => {
      const frame = JSON.parse(text);
      if (frame.type === 'connection_established') {
        const { connection_id, nonce } = frame.data;
        const message = `arena.v1.auth\n${connection_id}\n${nonce}\n${collective}\n${clientId}`;
        const signature = crypto.sign(null, Buffer.from(message), key.privateKey).toString('base64url');
        const data = { client_id: clientId, public_key: key.publicKey, signature, ...(resume && { resume }) };
        socket.send(JSON.stringify({ id: 'auth', type: 'auth', data }));
      } else if (frame.type === 'authenticated') {
        client.position = resume ?? frame.data.position;
        client.signedIn = frame.data;
        if (!resume) signedIn(client);
      } else if (frame.type === 'reconnection_sync') {
        frame.data.events.forEach(event);
        client.position = { ...client.position, seq: frame.data.to_seq };
        if (frame.data.complete) signedIn(Object.assign(client, { sync: frame.data }));
      } else if (frame.type === 'events') {
        frame.data.events.filter((each) => each.event_id).forEach(event);
      } else if (frame.event_id) {
        event(frame);
      } else if (frame.id === 'auth') {
        failed(new Error(JSON.stringify(frame.error)));
      } else if (waiting.has(frame.id)) {
        waiting.get(frame.id)(frame);
        waiting.delete(frame.id);
      }
    });
  });
}
