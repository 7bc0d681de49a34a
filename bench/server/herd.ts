// A shift's end: many phones, each with a whole shift on it, find the network within a minute.
import { Agent } from 'node:http';
import { parsePushAnswer } from '../../src/protocol/push.ts';
import { readReceipt } from '../../src/sealing/receipt.ts';
import { type ReadyPush, sealShift } from '../street/bench-phone.ts';
import { type BenchServer, startBenchServer } from '../street/bench-server.ts';
import type { MemoryUse } from '../street/server-child.ts';
import { post } from './post.ts';

const RECORDS = 300;
const WITHIN_MS = 60_000;

export interface Herd {
  /** From a phone's first byte to its receipt. */
  readonly answerMs: readonly number[];
  readonly acknowledged: number;
  readonly sent: number;
  /** From the first phone to the last receipt. */
  readonly seconds: number;
  readonly memory: MemoryUse;
}

export async function herd(phoneCount: number, databaseUrl: string | null): Promise<Herd> {
  const server = await startBenchServer(phoneCount, databaseUrl);
  const { authority, street, port } = server;
  const pushes: ReadyPush[] = [];
  for (const phone of server.phones) {
    const shift = { records: RECORDS, batch: RECORDS, authority, now: Date.now() };
    pushes.push(...(await sealShift(phone, street, shift)));
  }
  // Each phone comes on a connection of its own.
  const agent = new Agent({ keepAlive: false });
  const startedAt = performance.now();
  const answers = await Promise.all(
    pushes.map(async (push, index) => {
      const dueIn = (WITHIN_MS * index) / pushes.length;
      await new Promise((resolve) => setTimeout(resolve, dueIn));
      const headers = { ...push.headers, 'content-type': 'application/cbor' };
      const answer = await post(agent, port, '/api/push', headers, push.body);
      return { tookMs: answer.tookMs, number: await receivedIn(answer.body, server) };
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const memory = await server.memory();
  await server.close();
  return {
    answerMs: answers.map(({ tookMs }) => tookMs),
    acknowledged: answers.reduce((sum, { number }) => sum + number, 0),
    sent: pushes.reduce((sum, { records }) => sum + records, 0),
    seconds,
    memory,
  };
}

/** How many records a genuine receipt covers. */
async function receivedIn(
  body: Uint8Array,
  { receiptKeys }: Pick<BenchServer, 'receiptKeys'>,
): Promise<number> {
  const answer = parsePushAnswer(body);
  if (answer?.kind !== 'receipt') return 0;
  const reading = await readReceipt(answer.receipt, (keyId) => receiptKeys.get(keyId) ?? null);
  return reading.ok ? reading.content.number : 0;
}
