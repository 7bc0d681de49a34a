import type { ApiClient } from '../api-client/api-client.ts';
import { DELTAS_AT_MOST, ROSTER_DELTA_TYPE } from '../protocol/roster-delta.ts';
import type { GateRow } from '../storage/database.ts';
import {
  generationOf,
  type RosterChain,
  readRosterChain,
  saveRosterDelta,
  saveWholeRoster,
} from '../storage/roster-chain.ts';

type End = 'done' | 'failed' | 'no-network';

/** Fetches the rosters that changed, or are sealed under a new card; one that fails keeps back no other. */
export async function pullRosters(
  client: ApiClient,
  gates: readonly GateRow[],
  now: () => number,
): Promise<End> {
  let failed = false;
  for (const gate of gates) {
    if (gate.rosterBytes === 0) continue;
    const chain = await readRosterChain(gate.id);
    if (chain && isOfGate(chain, gate) && generationOf(chain) === gate.rosterGeneration) continue;
    const end = await pullRoster(client, gate, chain, now);
    if (end === 'no-network') return end;
    if (end === 'failed') failed = true;
  }
  return failed ? 'failed' : 'done';
}

/** Under the gate's present card, of the people who live there, and sound. */
const isOfGate = ({ base }: RosterChain, { cardEpoch, compoundId }: GateRow): boolean =>
  base.cardEpoch === cardEpoch &&
  (base.compoundId ?? compoundId) === compoundId &&
  base.wantsWhole !== true;

/** The generation that a delta may go on from; null: the whole file is wanted. */
function goesOnFrom(chain: RosterChain | null, gate: GateRow): number | null {
  // Which compound's roster an older app kept is not known for sure.
  if (!chain || !isOfGate(chain, gate) || chain.base.compoundId === undefined) return null;
  const { base, deltas } = chain;
  const laidOver = deltas.reduce((bytes, { sealed }) => bytes + sealed.length, 0);
  const isLong = deltas.length >= DELTAS_AT_MOST || laidOver > base.sealed.length / 2;
  return isLong ? null : generationOf(chain);
}

async function pullRoster(
  client: ApiClient,
  gate: GateRow,
  chain: RosterChain | null,
  now: () => number,
): Promise<End> {
  const from = goesOnFrom(chain, gate);
  const path = `/api/gates/${encodeURIComponent(gate.id)}/roster${from === null ? '' : `?from=${from}`}`;
  const answer = await client.call({ method: 'GET', path });
  if (answer.kind === 'no-network') return 'no-network';
  if (answer.kind === 'refused') return 'failed';
  const { headers } = answer.response;
  // The roster may have changed since the list was made; its ETag says which generation this is.
  const generation = Number((headers.get('etag') ?? '').replace(/\D/g, '') || NaN);
  if (!Number.isSafeInteger(generation)) return 'failed';
  let sealed: Uint8Array<ArrayBuffer>;
  try {
    sealed = new Uint8Array(await answer.response.arrayBuffer());
  } catch {
    return 'no-network';
  }
  const { id: gateId, cardEpoch, compoundId } = gate;
  const savedAt = now();
  if (from !== null && headers.get('content-type') === ROSTER_DELTA_TYPE) {
    await saveRosterDelta({ gateId, from, to: generation, sealed, savedAt }, cardEpoch);
  } else {
    await saveWholeRoster({ gateId, compoundId, generation, cardEpoch, sealed, savedAt });
  }
  return 'done';
}
