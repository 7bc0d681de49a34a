import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../src/server/app.ts';
import { HOST, openRig, type Rig } from './server-rig.ts';

let rig: Rig;
let app: FastifyInstance;

beforeAll(async () => {
  rig = await openRig();
  const distDir = await mkdtemp(join(tmpdir(), 'kadian-dist-'));
  await mkdir(join(distDir, 'assets'));
  await writeFile(join(distDir, 'index.html'), '<!doctype html>');
  await writeFile(join(distDir, 'sw.js'), 'self');
  await mkdir(join(distDir, 'visit'));
  await writeFile(join(distDir, 'visit', 'index.html'), '<!doctype html>visit');
  await writeFile(join(distDir, 'assets', 'main-abc.js'), 'let a = 1;');
  await writeFile(join(distDir, 'assets', 'main-abc.js.br'), brotliCompressSync('let a = 1;'));
  await writeFile(join(distDir, '.secret'), 'no');
  const { store, keys } = rig;
  app = await createApp({
    store,
    keys,
    clock: () => 0,
    timeZone: 'Asia/Shanghai',
    publicUrl: `https://${HOST}`,
    checkPublicUrl: async () => null,
    distDir,
  });
  app.addHook('onClose', () => rm(distDir, { recursive: true }));
});
afterAll(async () => {
  await app.close();
  await rig.close();
});

const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url, headers: { host: HOST, ...headers } });

test('the page and the service worker are always asked for again, hashed files never', async () => {
  for (const url of ['/', '/index.html', '/sw.js', '/visit/']) {
    const answer = await get(url);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-cache']);
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
  }
  const hashed = await get('/assets/main-abc.js');
  expect(hashed.headers['cache-control']).toBe('public, max-age=31536000, immutable');
});

test('the visitors’ page comes also to whoever leaves the last slash out', async () => {
  const { statusCode, headers } = await get('/visit');
  expect([statusCode, headers.location]).toEqual([302, '/visit/']);
  expect((await get('/visit/')).body).toContain('visit');
});

test('a file that was compressed beforehand is sent so to who takes it', async () => {
  const small = await get('/assets/main-abc.js', { 'accept-encoding': 'br' });
  expect([small.headers['content-encoding'], small.headers['content-type']]).toEqual([
    'br',
    'application/javascript; charset=utf-8',
  ]);
  expect(small.headers['cache-control']).toContain('immutable');
  expect((await get('/assets/main-abc.js')).body).toBe('let a = 1;');
});

test('only files of the app are served: no other addresses, no hidden files, nothing above', async () => {
  for (const url of ['/desk', '/assets/', '/.secret', '/../package.json', '/%2e%2e/package.json']) {
    const answer = await get(url);
    expect([url, answer.statusCode, answer.json().error]).toEqual([url, 404, 'not-found']);
  }
});
