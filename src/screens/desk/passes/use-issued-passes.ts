import { useCallback, useEffect, useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { IssuedPass, PassQuery } from '../../../protocol/passes.ts';

export type PassSearch = Pick<PassQuery, 'compoundId' | 'kind' | 'validDays'> & {
  readonly text: string;
};

interface Found {
  readonly key: string;
  readonly passes: readonly IssuedPass[];
  readonly next: string | null;
  readonly total: number;
}

export interface IssuedPasses {
  /** Null until the first answer to this search. */
  readonly found: Found | null;
  readonly isFetching: boolean;
  readonly failure: DeskFailure | null;
  readonly fetchMore: () => void;
  readonly fetchAgain: () => void;
  /** In place of the lost one. */
  readonly putReplaced: (lostNumber: number, pass: IssuedPass) => void;
}

const PAGE = 24;
/** So that a room being typed is one question, not five. */
const TYPING_MS = 250;

const queryOf = ({ text, ...search }: PassSearch, cursor: string | null): PassQuery => ({
  ...search,
  limit: PAGE,
  ...(text !== '' && { text }),
  ...(cursor !== null && { cursor }),
});

/** Passes that the server finds, a screenful at a time; an answer to another search than the current one is dropped. */
export function useIssuedPasses(client: DeskClient, search: PassSearch): IssuedPasses {
  const key = JSON.stringify(search);
  const [kept, setKept] = useState<Found | null>(null);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const [isFetching, setFetching] = useState(true);
  const [attempt, setAttempt] = useState(0);
  /** From where to go on; null: from the start. */
  const [from, setFrom] = useState<{ key: string; cursor: string } | null>(null);
  const cursor = from?.key === key ? from.cursor : null;
  useEffect(() => {
    const leaving = new AbortController();
    setFailure(null);
    setFetching(true);
    const ask = async () => {
      const answer = await client.readPasses(queryOf(search, cursor), leaving.signal);
      if (leaving.signal.aborted) return;
      setFetching(false);
      if (answer.kind === 'failed') {
        setFailure(answer.why);
        return;
      }
      const { passes, next, total } = answer.value;
      setKept((was) => ({
        key,
        passes: cursor !== null && was?.key === key ? [...was.passes, ...passes] : passes,
        next,
        total,
      }));
    };
    const timer = setTimeout(ask, cursor === null && search.text !== '' ? TYPING_MS : 0);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [client, key, cursor, attempt]);

  const found = kept?.key === key ? kept : null;
  const next = found?.next ?? null;
  const fetchMore = useCallback(() => {
    if (next !== null) setFrom({ key, cursor: next });
  }, [key, next]);
  const fetchAgain = useCallback(() => setAttempt((count) => count + 1), []);
  const putReplaced = useCallback(
    (lostNumber: number, pass: IssuedPass) =>
      setKept(
        (was) =>
          was && {
            ...was,
            passes: was.passes.map((one) => (one.passNumber === lostNumber ? pass : one)),
          },
      ),
    [],
  );
  return { found, isFetching, failure, fetchMore, fetchAgain, putReplaced };
}
