import { Agent } from 'node:http';
import { parsePushAnswer } from '../../src/protocol/push.ts';
import { startPouchServer } from '../peers/pouchdb-server.ts';
import { sealShift } from '../street/bench-phone.ts';
import { startBenchServer } from '../street/bench-server.ts';
import { factsOf } from '../street/shift-records.ts';
import { post } from './post.ts';

export const BATCH = 200;
/** Phones that send at the same time, each one batch after another. */
const CLIENTS = 4;

export interface Round {
  readonly recordsPerSecond: number;
  readonly batchMs: readonly number[];
}

export interface BatchSystem {
  /** `batches` by each of the clients; every one was acknowledged. */
  readonly round: (batches: number) => Promise<Round>;
  readonly close: () => Promise<void>;
}

async function timed(
  batches: number,
  send: (agent: Agent, client: number, batch: number) => Promise<number>,
): Promise<Round> {
  // Of this round alone: a server may close connections that wait for the next one.
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const batchMs: number[] = [];
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      for (let batch = 0; batch < batches; batch += 1)
        batchMs.push(await send(agent, client, batch));
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  agent.destroy();
  return { recordsPerSecond: (CLIENTS * batches * BATCH) / seconds, batchMs };
}

/** Sealed batches by the product's protocol: verified, opened, judged, committed, receipted. */
export async function openKadian(rounds: number, databaseUrl: string | null): Promise<BatchSystem> {
  const server = await startBenchServer(CLIENTS * rounds, databaseUrl);
  const { authority, street, port } = server;
  let used = 0;
  return {
    async round(batches) {
      const phones = server.phones.slice(used, used + CLIENTS);
      used += CLIENTS;
      const shift = { records: batches * BATCH, batch: BATCH, authority, now: Date.now() };
      const pushes = await Promise.all(phones.map((phone) => sealShift(phone, street, shift)));
      return timed(batches, async (agent, client, batch) => {
        const push = pushes[client]?.[batch];
        if (!push) throw new Error('no such batch');
        const headers = { ...push.headers, 'content-type': 'application/cbor' };
        const answer = await post(agent, port, '/api/push', headers, push.body);
        if (parsePushAnswer(answer.body)?.kind !== 'receipt') {
          throw new Error(`${answer.status} ${answer.body}`);
        }
        return answer.tookMs;
      });
    },
    close: () => server.close(),
  };
}

/** The same facts as plain documents; nothing is signed, opened or judged. */
export async function openPouch({ durable }: { durable: boolean }): Promise<BatchSystem> {
  const server = await startPouchServer({ durable });
  await fetch(`${server.url}/entries`, { method: 'PUT' });
  let made = 0;
  return {
    async round(batches) {
      made += 1;
      const bodies = Array.from({ length: CLIENTS }, (_, client) =>
        Array.from({ length: batches }, (__, batch) =>
          Buffer.from(JSON.stringify({ docs: documents(`${made}-${client}`, batch) })),
        ),
      );
      return timed(batches, async (agent, client, batch) => {
        const body = bodies[client]?.[batch];
        if (!body) throw new Error('no such batch');
        const headers = { 'content-type': 'application/json' };
        const answer = await post(agent, server.port, '/entries/_bulk_docs', headers, body);
        if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
        return answer.tookMs;
      });
    },
    close: () => server.stop(),
  };
}

const documents = (log: string, batch: number): readonly unknown[] =>
  Array.from({ length: BATCH }, (_, index) => {
    const number = batch * BATCH + index + 1;
    const _id = `${log}-${String(number).padStart(6, '0')}`;
    return { _id, gate: 'bench-gate', at: 1_650_000_000_000 + number * 7_000, ...factsOf(number) };
  });
