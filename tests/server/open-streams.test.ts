import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { signRequest } from '../../src/sealing/request-signature.ts';
import { OpenStreams } from '../../src/server/routes/open-streams.ts';
import { NOW, openRig, TestDevice } from './server-rig.ts';

test('a fifth stream of a device closes its oldest, and no other device’s', () => {
  const open = new OpenStreams();
  const streams = new Map<string, PassThrough>();
  const add = (deviceId: string, name: string) => {
    const readable = new PassThrough();
    streams.set(name, readable);
    open.add(deviceId, { readable, end: () => readable.end() });
  };
  const closed = () => [...streams].filter(([, one]) => one.destroyed).map(([name]) => name);
  add('other', 'o1');
  for (const name of ['1', '2', '3', '4']) add('desk', name);
  expect(closed()).toEqual([]);
  add('desk', '5');
  expect(closed()).toEqual(['1']);
  // One that goes by itself makes room.
  streams.get('2')?.emit('close');
  add('desk', '6');
  expect(closed()).toEqual(['1']);
  open.endAll();
  const ended = [...streams].filter(([, one]) => one.writableEnded).map(([name]) => name);
  expect(ended).toEqual(['o1', '3', '4', '5', '6']);
});

test('a desk that opens a fifth stream loses its first, also when that one is not read', async () => {
  const rig = await openRig();
  const desk = await TestDevice.enrolled(rig, 'desk', 's');
  await rig.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = rig.app.server.address() as AddressInfo;
  const authority = `127.0.0.1:${port}`;
  const path = '/api/entries/changes';
  const bodies: ReadableStreamDefaultReader<Uint8Array>[] = [];
  for (let index = 0; index < 5; index += 1) {
    const headers = await signRequest(
      {
        method: 'GET',
        authority,
        path,
        query: '',
        body: null,
        createdAt: NOW,
        keyId: desk.deviceId,
      },
      desk.pair.privateKey,
    );
    const answer = await fetch(`http://${authority}${path}`, { headers });
    expect(answer.status).toBe(200);
    if (answer.body) bodies.push(answer.body.getReader());
  }
  const [first, ...others] = bodies;
  const isOver = async () => {
    for (;;) {
      const reading = await first?.read().catch(() => null);
      if (!reading || reading.done) return true;
    }
  };
  expect(await isOver()).toBe(true);
  for (const other of others) {
    expect((await other.read()).done).toBe(false);
    await other.cancel();
  }
  await rig.close();
});
