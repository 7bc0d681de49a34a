import type { ApiClient } from '../api-client/api-client.ts';
import type { PulledGate } from '../protocol/pull.ts';
import { database } from '../storage/database.ts';

/** Fetches the rosters that changed, or are sealed under a new card; one that fails keeps back no other. */
export async function pullRosters(
  client: ApiClient,
  gates: readonly PulledGate[],
  now: () => number,
): Promise<'done' | 'failed' | 'no-network'> {
  let failed = false;
  for (const gate of gates) {
    if (gate.rosterBytes === 0 || (await isCurrent(gate))) continue;
    const end = await pullRoster(client, gate, now);
    if (end === 'no-network') return end;
    if (end === 'failed') failed = true;
  }
  return failed ? 'failed' : 'done';
}

async function isCurrent({ id, rosterGeneration, cardEpoch }: PulledGate): Promise<boolean> {
  const row = await database.rosters.get(id);
  return row?.generation === rosterGeneration && row.cardEpoch === cardEpoch;
}

async function pullRoster(
  client: ApiClient,
  gate: PulledGate,
  now: () => number,
): Promise<'done' | 'failed' | 'no-network'> {
  const path = `/api/gates/${encodeURIComponent(gate.id)}/roster`;
  const answer = await client.call({ method: 'GET', path });
  if (answer.kind === 'no-network') return 'no-network';
  if (answer.kind === 'refused') return 'failed';
  // The roster may have changed since the list was made; its ETag says which generation this is.
  const generation = Number((answer.response.headers.get('etag') ?? '').replace(/\D/g, '') || NaN);
  if (!Number.isSafeInteger(generation)) return 'failed';
  let sealed: Uint8Array<ArrayBuffer>;
  try {
    sealed = new Uint8Array(await answer.response.arrayBuffer());
  } catch {
    return 'no-network';
  }
  await database.rosters.put({
    gateId: gate.id,
    generation,
    cardEpoch: gate.cardEpoch,
    sealed,
    savedAt: now(),
  });
  return 'done';
}
