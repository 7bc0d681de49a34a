import { useEffect, useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { FoundResident } from '../../../protocol/residents.ts';

const TYPING_PAUSE_MS = 150;
const MOST = 8;

export interface FoundResidents {
  readonly found: readonly FoundResident[];
  readonly failure: DeskFailure | null;
  /** What they were found by; while somebody types, not yet what stands there. */
  readonly text: string;
}

const nothingBy = (text: string): FoundResidents => ({ found: [], failure: null, text });

/** Nothing is asked for an empty text, and only when the typing pauses. */
export function useFoundResidents(
  client: DeskClient,
  placeIds: readonly string[],
  text: string,
): FoundResidents {
  const [result, setResult] = useState<FoundResidents>(nothingBy(''));
  const wanted = text.trim();
  const where = placeIds.join(' ');
  useEffect(() => {
    if (wanted === '') {
      setResult(nothingBy(''));
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
    if (answer.kind === 'failed') return { ...nothingBy(text), failure: answer.why };
    const { residents } = answer.value;
    if (residents.length > 0) return { found: residents, failure: null, text };
  }
  return nothingBy(text);
}
