import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { LedgerQuery } from './ledger-filter.ts';
import { type LedgerList, listOf, withNewest, withOlder } from './ledger-list.ts';

const PAGE = 50;
const MOST = 200;

export interface Ledger {
  /** Null until the first answer to this query. */
  readonly list: LedgerList | null;
  readonly isFetching: boolean;
  readonly isFetchingOlder: boolean;
  readonly failure: DeskFailure | null;
  readonly fetchOlder: () => void;
  readonly fetchAgain: () => void;
}

interface Fetched {
  readonly query: string;
  readonly list: LedgerList;
}

/**
 * The rows of one query, kept while the server is away. `changes` counts what the server announced: every step fetches
 * the newest rows again. Answers to a query that is no longer the current one are dropped.
 */
export function useLedger(client: DeskClient, query: LedgerQuery, changes: number): Ledger {
  const key = JSON.stringify(query);
  const [fetched, setFetched] = useState<Fetched | null>(null);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const [isFetching, setFetching] = useState(true);
  const [isFetchingOlder, setFetchingOlder] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const list = fetched?.query === key ? fetched.list : null;
  const latest = useRef(list);
  latest.current = list;
  const older = useRef<AbortController | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    const wanted = Math.min(Math.max(latest.current?.rows.length ?? 0, PAGE), MOST);
    setFetching(true);
    client.searchEntries({ ...query, limit: wanted }, leaving.signal).then((answer) => {
      if (leaving.signal.aborted) return;
      setFetching(false);
      setFailure(answer.kind === 'failed' ? answer.why : null);
      if (answer.kind === 'failed') return;
      const shown = latest.current;
      const list = shown ? withNewest(shown, answer.value) : listOf(answer.value);
      setFetched({ query: key, list });
    });
    return () => leaving.abort();
  }, [client, key, changes, attempt]);

  useEffect(() => () => older.current?.abort(), [key]);

  const next = list?.next ?? null;
  const fetchOlder = useCallback(() => {
    if (next === null || isFetchingOlder) return;
    const leaving = new AbortController();
    older.current = leaving;
    setFetchingOlder(true);
    client.searchEntries({ ...query, cursor: next, limit: PAGE }, leaving.signal).then((answer) => {
      setFetchingOlder(false);
      if (leaving.signal.aborted) return;
      setFailure(answer.kind === 'failed' ? answer.why : null);
      const shown = latest.current;
      if (answer.kind === 'answer' && shown) {
        setFetched({ query: key, list: withOlder(shown, answer.value) });
      }
    });
  }, [client, key, next, isFetchingOlder]);

  const fetchAgain = useCallback(() => setAttempt((count) => count + 1), []);
  return { list, isFetching, isFetchingOlder, failure, fetchOlder, fetchAgain };
}
