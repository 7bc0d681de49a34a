import type { ApiClient } from '../api-client/api-client.ts';
import { parsePassingsAnswer } from '../protocol/passings.ts';
import type { GateRow } from '../storage/database.ts';
import { readFeed, savePassings, seriesToAsk } from '../storage/passing-pages.ts';
import { workedGates } from './worked-gates.ts';

type End = 'done' | 'failed' | 'no-network';

/** Of one gate in one pull; what is left comes with the next. */
const ASKS_AT_MOST = 200;

/** Fetches who of the households that its gates guard went through which gate; a gate that fails keeps back no other. */
export async function pullPassings(
  client: ApiClient,
  gates: readonly GateRow[],
  now: () => number,
): Promise<End> {
  let failed = false;
  for (const gate of await workedGates(gates)) {
    const end = await pullGate(client, gate, now);
    if (end === 'no-network') return end;
    if (end === 'failed') failed = true;
  }
  return failed ? 'failed' : 'done';
}

async function pullGate(client: ApiClient, gate: GateRow, now: () => number): Promise<End> {
  for (let asks = 0; asks < ASKS_AT_MOST; asks += 1) {
    const feed = await readFeed(gate.id);
    const series = seriesToAsk(feed, gate.cardEpoch, now());
    const since = series ? `?since=${series.cursor}` : '';
    const path = `/api/gates/${encodeURIComponent(gate.id)}/passings${since}`;
    const answer = await client.call({ method: 'GET', path });
    if (answer.kind === 'no-network') return 'no-network';
    if (answer.kind === 'refused') return 'failed';
    let body: Uint8Array;
    try {
      body = new Uint8Array(await answer.response.arrayBuffer());
    } catch {
      return 'no-network';
    }
    const told = parsePassingsAnswer(body);
    if (!told) return 'failed';
    const saved = await savePassings(gate.id, feed, series, told, now());
    // Under another card than was known here: the next pull knows.
    if (saved !== 'saved' || !told.more || told.cardEpoch !== gate.cardEpoch) return 'done';
  }
  return 'done';
}
