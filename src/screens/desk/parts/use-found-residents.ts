import { useEffect, useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { FoundResident } from '../../../protocol/residents.ts';

const TYPING_PAUSE_MS = 150;
const MOST = 8;

export interface FoundResidents {
  readonly found: readonly FoundResident[];
  readonly failure: DeskFailure | null;
}

const NOTHING: FoundResidents = { found: [], failure: null };

/** Nothing is asked for an empty text, and only when the typing pauses. */
export function useFoundResidents(
  client: DeskClient,
  placeIds: readonly string[],
  text: string,
): FoundResidents {
  const [result, setResult] = useState<FoundResidents>(NOTHING);
  const wanted = text.trim();
  const where = placeIds.join(' ');
  useEffect(() => {
    if (wanted === '') {
      setResult(NOTHING);
      return;
    }
    const leaving = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await findIn(client, where.split(' '), wanted, leaving.signal);
      if (!leaving.signal.aborted) setResult(answer);
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [client, where, wanted]);
  return result;
}

/** The first place where there is somebody. */
async function findIn(
  client: DeskClient,
  placeIds: readonly string[],
  text: string,
  signal: AbortSignal,
): Promise<FoundResidents> {
  for (const placeId of placeIds) {
    const answer = await client.findResidents({ placeId, text, limit: MOST }, signal);
    if (answer.kind === 'failed') return { found: [], failure: answer.why };
    if (answer.value.residents.length > 0) return { found: answer.value.residents, failure: null };
  }
  return NOTHING;
}
