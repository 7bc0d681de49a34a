import { readFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { toBase64Url } from '../../src/encoding/bytes.ts';
import { PUBLIC_URL_REFUSALS } from '../../src/protocol/invitations.ts';
import {
  askAddress,
  publicUrlAdvice,
  publicUrlRefusal,
  rememberedCheck,
} from '../../src/server/street/public-url.ts';

const pem = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'certificates', `${name}.pem`), 'utf8');
const ROOT = pem('root');
const MINE = new Uint8Array(32).fill(7);

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** A street's server, or another, behind TLS with one of the certificates. */
async function serving(
  certificate: string,
  {
    rootHash = MINE,
    status = 200,
    body = JSON.stringify({ rootHash: toBase64Url(rootHash) }),
  } = {},
): Promise<{ url: string; asked: () => number }> {
  let asked = 0;
  const both = pem(certificate);
  const server = createServer({ cert: both, key: both }, (request, response) => {
    asked += 1;
    response.writeHead(request.url === '/healthz' ? status : 404).end(body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
  };
}

/** As a machine that trusts the root asks. */
const refusalAt = (url: string) =>
  publicUrlRefusal(url, MINE, (address) => askAddress(address, ROOT));

test('plain http is good for this machine only', async () => {
  for (const host of ['localhost', '127.0.0.1', '[::1]', 'localhost:8420']) {
    expect(await publicUrlRefusal(`http://${host}`, MINE)).toBeNull();
  }
  for (const host of ['192.168.1.5', 'street.example', 'localhost.example', '10.0.2.2:8420']) {
    expect([host, await publicUrlRefusal(`http://${host}`, MINE)]).toEqual([host, 'plain-http']);
  }
});

test('an address with a good certificate and this server behind it is taken', async () => {
  expect(await refusalAt((await serving('good')).url)).toBeNull();
});

test('a certificate is refused that is of nobody known, for another name, or over', async () => {
  const { url } = await serving('good');
  expect(await publicUrlRefusal(url, MINE)).toBe('untrusted-certificate');
  expect(await refusalAt((await serving('other-name')).url)).toBe('wrong-name');
  expect(await refusalAt((await serving('expired')).url)).toBe('expired-certificate');
});

test('whatever answers there and is not this server is another one', async () => {
  const other = await serving('good', { rootHash: new Uint8Array(32).fill(8) });
  expect(await refusalAt(other.url)).toBe('other-server');
  expect(await refusalAt((await serving('good', { body: '<html>' })).url)).toBe('other-server');
  expect(await refusalAt((await serving('good', { status: 404, body: '{}' })).url)).toBe(
    'other-server',
  );
  const flood = await serving('good', { body: 'x'.repeat(1_000_000) });
  expect(await refusalAt(flood.url)).toBe('other-server');
});

test('an address where somebody speaks plain http is another server’s', async () => {
  const plain = createPlainServer((_request, response) => response.end('{}'));
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  const { port } = plain.address() as AddressInfo;
  expect(await refusalAt(`https://localhost:${port}`)).toBe('other-server');
  plain.close();
});

test('what cannot be reached from here is no reason to refuse', async () => {
  const { url } = await serving('good');
  const server = servers.at(-1) as Server;
  await new Promise((resolve) => server.close(resolve));
  expect(await refusalAt(url)).toBeNull();
  expect(await refusalAt('https://nowhere.invalid')).toBeNull();
  expect(await refusalAt((await serving('good', { status: 502, body: 'no' })).url)).toBeNull();
});

test('a good address is asked again after a minute, a bad one at once', async () => {
  let now = 1_000_000;
  let asked = 0;
  let body = 'nobody';
  const check = rememberedCheck(
    'https://street.example',
    MINE,
    () => now,
    async () => {
      asked += 1;
      return { kind: 'answer', status: 200, body };
    },
  );
  expect(await check()).toBe('other-server');
  body = JSON.stringify({ rootHash: toBase64Url(MINE) });
  expect([await check(), await check(), asked]).toEqual([null, null, 2]);
  now += 60_000;
  expect([await check(), asked]).toEqual([null, 3]);
});

test('the terminal is told what is wrong with which address, and what to do', () => {
  const sentences = PUBLIC_URL_REFUSALS.map((why) => publicUrlAdvice(why, 'https://a.example'));
  expect(new Set(sentences).size).toBe(PUBLIC_URL_REFUSALS.length);
  for (const sentence of sentences) expect(sentence).toContain('PUBLIC_URL is https://a.example');
});
