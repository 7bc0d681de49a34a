import { useEffect, useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { FoundResident } from '../../../protocol/residents.ts';

const TYPING_PAUSE_MS = 150;
const MOST = 8;

interface Found {
  readonly found: readonly FoundResident[];
  readonly failure: DeskFailure | null;
}

export interface FoundResidents extends Found {
  /** True until what was found answers this text in these places: while somebody types, it is older. */
  readonly isPending: boolean;
}

const NOTHING: Found = { found: [], failure: null };

/** Nothing is asked for an empty text, and only when the typing pauses. */
export function useFoundResidents(
  client: DeskClient,
  placeIds: readonly string[],
  text: string,
): FoundResidents {
  const wanted = text.trim();
  const where = placeIds.join(' ');
  const [got, setGot] = useState({ ...NOTHING, wanted: '', where });
  useEffect(() => {
    if (wanted === '') {
      setGot({ ...NOTHING, wanted, where });
      return;
    }
    const leaving = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await findIn(client, where.split(' '), wanted, leaving.signal);
      if (!leaving.signal.aborted) setGot({ ...answer, wanted, where });
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [client, where, wanted]);
  const { found, failure } = got;
  return { found, failure, isPending: got.wanted !== wanted || got.where !== where };
}

/** The first place where there is somebody. */
async function findIn(
  client: DeskClient,
  placeIds: readonly string[],
  text: string,
  signal: AbortSignal,
): Promise<Found> {
  for (const placeId of placeIds) {
    const answer = await client.findResidents({ placeId, text, limit: MOST }, signal);
    if (answer.kind === 'failed') return { found: [], failure: answer.why };
    const { residents } = answer.value;
    if (residents.length > 0) return { found: residents, failure: null };
  }
  return NOTHING;
}
