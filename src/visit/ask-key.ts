import { parseVisitKeyAnswer, type VisitKey } from '../protocol/visiting.ts';

const TIMEOUT_MS = 15_000;

export type KeyAsking =
  | { readonly kind: 'key'; readonly key: VisitKey }
  /** The gate of the poster is not there (any more). */
  | { readonly kind: 'unknown-gate' }
  | { readonly kind: 'no-answer' };

/** The page's one call; nothing of the visitor is in it. */
export async function askKey(gateId: string): Promise<KeyAsking> {
  const leaving = new AbortController();
  const timer = setTimeout(() => leaving.abort(), TIMEOUT_MS);
  try {
    const query = gateId === '' ? '' : `?gate=${encodeURIComponent(gateId)}`;
    const answer = await fetch(`/api/visit-key${query}`, {
      cache: 'no-store',
      credentials: 'omit',
      signal: leaving.signal,
    });
    const json: unknown = await answer.json();
    if (answer.status === 404) return { kind: 'unknown-gate' };
    const parsed = parseVisitKeyAnswer(json);
    return answer.ok && parsed.ok ? { kind: 'key', key: parsed.value } : { kind: 'no-answer' };
  } catch {
    return { kind: 'no-answer' };
  } finally {
    clearTimeout(timer);
  }
}
