import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { toBase64Url } from '../../src/encoding/bytes.ts';
import { readJoin } from '../../src/sealing/invitation.ts';
import { deviceIdOf, exportRawPublicKey, generateSigningKeyPair } from '../../src/sealing/keys.ts';
import { signRequest } from '../../src/sealing/request-signature.ts';
import { freePort } from '../../src/server/demo/free-port.ts';
import { startDemo } from '../../src/server/demo/start-demo.ts';

/** Joins by a link as an app does, and says what it became. */
async function join(link: string): Promise<{ role: string; streetName: string }> {
  const url = new URL(link);
  const invitation = readJoin(link);
  if (invitation?.mode !== 'at-once') throw new Error(`no invitation at once: ${link}`);
  const { publicKey, privateKey } = await generateSigningKeyPair(false);
  const raw = await exportRawPublicKey(publicKey);
  const body = new TextEncoder().encode(
    JSON.stringify({
      token: toBase64Url(invitation.token),
      publicKey: toBase64Url(raw),
      name: '试用',
      locale: 'zh-CN',
    }),
  );
  const request = { method: 'POST', authority: url.host, path: '/api/enrol', query: '' };
  const keyId = await deviceIdOf(raw);
  const headers = await signRequest({ ...request, body, createdAt: Date.now(), keyId }, privateKey);
  const answer = await fetch(new URL('/api/enrol', url), {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as { role: string; streetName: string };
}

test('the demo serves a street, lets any number join by its two links, and leaves nothing behind', async () => {
  let folder = '';
  const demo = await startDemo({
    port: 0,
    size: { now: Date.now(), seed: 3, residents: 60, days: 4 },
    appVersion: '0.0.0',
    distDir: null,
    onFolder: (made) => {
      folder = made;
    },
  });
  try {
    expect(new URL(demo.deskLink).hostname).toBe('localhost');
    expect(new URL(demo.phoneLink).hostname).toBe('127.0.0.1');
    for (let time = 0; time < 2; time++) {
      expect(await join(demo.deskLink)).toMatchObject({ role: 'desk', streetName: '青石街道' });
      expect(await join(demo.phoneLink)).toMatchObject({ role: 'gate', streetName: '青石街道' });
    }
    await demo.history;
    const { streetId, tally } = demo.street;
    const filter = { streetId, gateIds: null, from: null, to: null, verdict: null };
    const anybody = { direction: null, search: null, rosterNumber: null, householdId: null };
    const { total } = await demo.server.store.ledger.count({ ...filter, ...anybody });
    expect(total).toBe(tally.entries + tally.refusals);
    expect(existsSync(folder)).toBe(true);
  } finally {
    await demo.stop();
  }
  expect(existsSync(folder)).toBe(false);
});

test('a demo that is stopped while its history still arrives stops at once and leaves nothing', async () => {
  let folder = '';
  const demo = await startDemo({
    port: 0,
    size: { now: Date.now(), seed: 3, residents: 200, days: 10 },
    appVersion: '0.0.0',
    distDir: null,
    onFolder: (made) => {
      folder = made;
    },
  });
  await demo.stop();
  await expect(demo.history).resolves.toBeUndefined();
  expect(existsSync(folder)).toBe(false);
});

test('a taken port is passed over for the next free one', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const found = await freePort('127.0.0.1', port, 20);
  expect(found).toBeGreaterThan(port);
  expect(found).toBeLessThan(port + 20);
  await new Promise((resolve) => taken.close(resolve));
});
