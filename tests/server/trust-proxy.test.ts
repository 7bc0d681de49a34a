import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../src/server/app.ts';
import { readSettings, type TrustedProxies } from '../../src/server/settings.ts';
import { HOST, openRig, type Rig } from './server-rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const PROXY = '10.0.0.7';
const MANY = 60;

/** What the last of so many joins is answered, each said to be forwarded for another address. */
async function lastOfMany(
  trustProxy: TrustedProxies | null,
  forwarded: (index: number) => string,
): Promise<number | undefined> {
  const { store, keys } = rig;
  const app = await createApp({
    store,
    keys,
    clock: () => 0,
    timeZone: 'Asia/Shanghai',
    publicUrl: `https://${HOST}`,
    checkPublicUrl: async () => null,
    distDir: null,
    ...(trustProxy && { trustProxy }),
  });
  let status: number | undefined;
  for (let index = 0; index <= MANY; index += 1) {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': forwarded(index) };
    const call = { method: 'POST', url: '/api/enrol', headers, payload: '{}' } as const;
    status = (await app.inject({ ...call, remoteAddress: PROXY })).statusCode;
  }
  await app.close();
  return status;
}

const byTurns = (index: number) => `192.0.2.${index}`;
const alwaysOne = () => '192.0.2.1';
/** Whoever joins writes the first address, the proxy adds the second. */
const madeUp = (index: number) => `198.51.100.${index}, 192.0.2.1`;

test.each<[string | undefined, (index: number) => string, number]>([
  [undefined, byTurns, 429],
  ['10.0.0.8', byTurns, 429],
  ['1', byTurns, 400],
  [`${PROXY}, fd00::/8`, byTurns, 400],
  ['10.0.0.0/8', byTurns, 400],
  ['1', alwaysOne, 429],
  ['1', madeUp, 429],
])('TRUST_PROXY=%s with %o limits by the right address', async (setting, forwarded, answered) => {
  const { trustProxy } = readSettings({ TRUST_PROXY: setting });
  expect(await lastOfMany(trustProxy, forwarded)).toBe(answered);
});
