import { useCallback, useEffect, useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { type IssuedPass, PASS_PAGE_LIMIT, type PassQuery } from '../../../protocol/passes.ts';

export interface AllPasses {
  readonly passes: readonly IssuedPass[];
  /** Zero until the first answer. */
  readonly total: number;
  readonly isComplete: boolean;
  readonly failure: DeskFailure | null;
  /** Goes on where it stopped. */
  readonly goOn: () => void;
}

interface Got {
  readonly key: string;
  readonly passes: readonly IssuedPass[];
  readonly total: number;
  /** Null: from the start; undefined: there are no more. */
  readonly next: string | null | undefined;
}

/** All passes of one kind in one compound, page after page, by building, unit and room. */
export function useAllPasses(
  client: DeskClient,
  compoundId: string | null,
  wanted: Pick<PassQuery, 'kind' | 'validDays'>,
): AllPasses {
  const key = `${compoundId} ${JSON.stringify(wanted)}`;
  const [got, setGot] = useState<Got>({ key, passes: [], total: 0, next: null });
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    setFailure(null);
    if (compoundId === null) return;
    const leaving = new AbortController();
    const fetchAll = async () => {
      const passes = got.key === key ? [...got.passes] : [];
      let cursor = got.key === key ? got.next : null;
      while (cursor !== undefined) {
        const query = { compoundId, ...wanted, limit: PASS_PAGE_LIMIT, ...(cursor && { cursor }) };
        const answer = await client.readPasses(query, leaving.signal);
        if (leaving.signal.aborted) return;
        if (answer.kind === 'failed') {
          setFailure(answer.why);
          return;
        }
        passes.push(...answer.value.passes);
        cursor = answer.value.next ?? undefined;
        setGot({ key, passes: [...passes], total: answer.value.total, next: cursor });
      }
    };
    void fetchAll();
    return () => leaving.abort();
  }, [client, key, attempt]);

  const goOn = useCallback(() => setAttempt((count) => count + 1), []);
  const { passes, total, next } = got.key === key ? got : { passes: [], total: 0, next: null };
  return { passes, total, isComplete: next === undefined, failure, goOn };
}
