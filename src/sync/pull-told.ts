import type { ApiClient } from '../api-client/api-client.ts';
import type { GateRow } from '../storage/database.ts';
import { readTold, saveTold, type Told } from '../storage/told-gates.ts';
import { workedGates } from './worked-gates.ts';

type End = 'done' | 'failed' | 'no-network';

const NOT_MODIFIED = 304;
const ASKED_AT = {
  briefings: 'briefing',
  notices: 'notices',
  gateDays: 'day',
  handbooks: 'handbook',
} as const satisfies Record<Told, string>;

/** Fetches what gates are told, where that changed; a gate that fails keeps back no other. */
export async function pullTold(
  what: Told,
  client: ApiClient,
  gates: readonly GateRow[],
  now: () => number,
): Promise<End> {
  let failed = false;
  for (const { id: gateId } of await workedGates(gates)) {
    const known = await readTold(what, gateId);
    const answer = await client.call({
      method: 'GET',
      path: `/api/gates/${encodeURIComponent(gateId)}/${ASKED_AT[what]}`,
      ...(known && { ifNoneMatch: known.etag }),
    });
    if (answer.kind === 'no-network') return 'no-network';
    if (answer.kind === 'refused') {
      if (answer.status !== NOT_MODIFIED) failed = true;
      continue;
    }
    const etag = answer.response.headers.get('etag');
    let sealed: Uint8Array<ArrayBuffer>;
    try {
      sealed = new Uint8Array(await answer.response.arrayBuffer());
    } catch {
      return 'no-network';
    }
    if (etag === null) failed = true;
    // A proxy that packs answers makes the name a weak one.
    else await saveTold(what, { gateId, etag: etag.replace(/^W\//, ''), sealed, savedAt: now() });
  }
  return failed ? 'failed' : 'done';
}
