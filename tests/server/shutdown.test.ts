import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BARE_SERVER, freePort, startProcess } from './server-process.ts';

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const open = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return open;
}

test('SIGTERM takes no new calls, answers the one in flight, and ends with 0', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kadian-stop-'));
  const port = await freePort();
  const server = startProcess(BARE_SERVER, { DATA_DIR: folder, PORT: String(port) });
  await server.printed('#join=');
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const head = [
    'POST /api/push HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/cbor',
  ];
  socket.write(`${head.join('\r\n')}\r\nContent-Length: 4\r\n\r\nab`);
  // The server has the first half: it answers a later call on another connection.
  await fetch(`http://127.0.0.1:${port}/healthz`, { headers: { connection: 'close' } });
  server.child.kill('SIGTERM');
  while (await isListening(port)) await new Promise((resolve) => setImmediate(resolve));
  socket.write('cd');
  let answer = '';
  for await (const data of socket) answer += data;
  expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  expect(answer).toContain('"error":"signature-malformed"');
  expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
  await rm(folder, { recursive: true });
});
