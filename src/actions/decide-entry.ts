import type { Outcome, RecordId } from '../domain/entry.ts';
import { boundedText } from './bounded-text.ts';
import { saveEntryOf } from './save-entry-of.ts';
import type { EntryGone, EntrySaved, NotSaved, ShiftSession } from './shift-session.ts';
import { workingsOf } from './working-session.ts';

export type EntryDecided =
  | EntrySaved
  /** Letting pass what was stopped needs a reason in words. */
  | { readonly kind: 'note-needed' }
  | EntryGone
  | NotSaved;

const NOTE_LENGTH = 500;

/** A person decides about an entry that was no plain pass. `note` may be empty, except to let a stop pass. */
export async function decideEntry(
  session: ShiftSession,
  entryId: RecordId,
  outcome: Outcome,
  note: string,
  now: number,
): Promise<EntryDecided> {
  const work = workingsOf(session);
  const written = boundedText(note, NOTE_LENGTH);
  return work.exclusively<EntryDecided>(now, async (at) => {
    const entry = work.standing(entryId);
    if (!entry) return { kind: 'gone' };
    if (entry.facts.verdict === 'stop' && outcome === 'passed' && written === '') {
      return { kind: 'note-needed' };
    }
    const target = entry.id;
    return saveEntryOf(work, target, {
      kind: 'decision',
      at,
      target,
      outcome,
      note: written,
      by: '',
    });
  });
}
