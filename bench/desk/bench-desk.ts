// A desk of the street: it signs its calls, and the app answers them in the same process.
import type { FastifyInstance } from 'fastify';
import { signRequest } from '../../src/sealing/request-signature.ts';
import { createApp } from '../../src/server/app.ts';
import { insertDevice, newDevice } from '../../src/server/store/devices.ts';
import { makePhone } from '../street/bench-phone.ts';
import { STREET_ID, TIME_ZONE } from './month-plan.ts';
import type { OpenMonth } from './open-month.ts';

const HOST = 'kadian.test';

export interface DeskCall {
  readonly path: string;
  /** Absent: a GET. */
  readonly body?: unknown;
}

export interface DeskAnswer {
  readonly json: Record<string, unknown>;
  /** From the request to the whole answer, without signing. */
  readonly tookMs: number;
}

export interface BenchDesk {
  readonly call: (call: DeskCall) => Promise<DeskAnswer>;
  readonly close: () => Promise<void>;
}

export async function openBenchDesk({
  store,
  keys,
  database,
  clock,
}: OpenMonth): Promise<BenchDesk> {
  const app: FastifyInstance = await createApp({
    store,
    keys,
    clock,
    timeZone: TIME_ZONE,
    publicUrl: `https://${HOST}`,
    checkPublicUrl: async () => null,
    distDir: null,
    onFailure: (route, error) => console.error(route, error),
  });
  const { deviceId, publicKey, pair } = await makePhone();
  await insertDevice(
    database,
    newDevice({
      deviceId,
      streetId: STREET_ID,
      role: 'street',
      placeId: STREET_ID,
      name: '街道',
      locale: 'zh-CN',
      publicKey,
      enrolledAt: clock(),
    }),
  );
  return {
    async call({ path, body }) {
      const method = body === undefined ? 'GET' : 'POST';
      const bytes = body === undefined ? null : new TextEncoder().encode(JSON.stringify(body));
      const signature = await signRequest(
        {
          method,
          authority: HOST,
          path,
          query: '',
          body: bytes,
          createdAt: clock(),
          keyId: deviceId,
        },
        pair.privateKey,
      );
      const type = bytes ? { 'content-type': 'application/json' } : {};
      const headers = { host: HOST, ...signature, ...type };
      const payload = bytes ? { payload: Buffer.from(bytes) } : {};
      const startedAt = performance.now();
      const answer = await app.inject({ method, url: path, headers, ...payload });
      const tookMs = performance.now() - startedAt;
      if (answer.statusCode !== 200)
        throw new Error(`${path}: ${answer.statusCode} ${answer.body}`);
      return { json: answer.json(), tookMs };
    },
    close: () => app.close(),
  };
}
