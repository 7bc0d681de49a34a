import { useCallback, useEffect, useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { PASS_PAGE_LIMIT, type PassPage } from '../../../protocol/passes.ts';

export type ResidentPass = PassPage['passes'][number];

export interface Passes {
  readonly passes: readonly ResidentPass[];
  readonly isComplete: boolean;
  readonly failure: DeskFailure | null;
  readonly fetchAgain: () => void;
}

const NONE: readonly ResidentPass[] = [];

/** All passes of one compound, page after page; a compound has a few thousand people. */
export function usePasses(client: DeskClient, compoundId: string | null): Passes {
  const [got, setGot] = useState({ compoundId, passes: NONE, isComplete: false });
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    const fetchAll = async (id: string) => {
      let passes = NONE;
      let cursor: string | null = null;
      do {
        const query = {
          compoundId: id,
          limit: PASS_PAGE_LIMIT,
          ...(cursor !== null && { cursor }),
        };
        const answer = await client.readPasses(query, leaving.signal);
        if (leaving.signal.aborted) return;
        if (answer.kind === 'failed') {
          setFailure(answer.why);
          return;
        }
        passes = [...passes, ...answer.value.passes];
        cursor = answer.value.next;
        setGot({ compoundId: id, passes, isComplete: cursor === null });
      } while (cursor !== null);
    };
    setFailure(null);
    if (compoundId !== null) void fetchAll(compoundId);
    return () => leaving.abort();
  }, [client, compoundId, attempt]);

  const fetchAgain = useCallback(() => setAttempt((count) => count + 1), []);
  const { passes, isComplete } =
    got.compoundId === compoundId ? got : { passes: NONE, isComplete: false };
  return { passes, isComplete, failure, fetchAgain };
}

/** By room, with or without its hyphens, or by a part of the name. */
export function matchesPass(
  { room, name, maskedName }: Pick<ResidentPass, 'room' | 'name' | 'maskedName'>,
  text: string,
): boolean {
  const wanted = text.trim();
  if (wanted === '') return true;
  const bare = wanted.replaceAll(/[-\s]/g, '');
  const found = /\d/.test(bare) && room.replaceAll('-', '').includes(bare);
  return found || room.includes(wanted) || (name || maskedName).includes(wanted);
}
