import type { RecordId } from '../domain/entry.ts';
import type { EntryGone, NotSaved, ShiftSession } from './shift-session.ts';
import { workingsOf } from './working-session.ts';

export type EntryUndone = { readonly kind: 'saved' } | EntryGone | NotSaved;

/** Takes an entry back by a record of its own; an entry that it continued stands again as it was. */
export async function undoEntry(
  session: ShiftSession,
  entryId: RecordId,
  now: number,
): Promise<EntryUndone> {
  const work = workingsOf(session);
  return work.exclusively<EntryUndone>(now, async (at) => {
    const entry = work.standing(entryId);
    return entry ? work.append({ kind: 'undo', at, target: entry.id }) : { kind: 'gone' };
  });
}
