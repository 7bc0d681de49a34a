import type { RecordId } from '../domain/entry.ts';
import { isOpenCase } from '../domain/fever-case.ts';
import type { CaseStep } from '../domain/gate-record.ts';
import { boundedText, NAME_LENGTH, NOTE_LENGTH } from './bounded-text.ts';
import { saveEntryOf } from './save-entry-of.ts';
import type { EntryGone, EntrySaved, NotSaved, ShiftSession } from './shift-session.ts';
import { workingsOf } from './working-session.ts';

export type CaseStepRecorded = EntrySaved | EntryGone | NotSaved;

/** What was done about an open fever case, of this shift or an earlier one. It stays open until `decideEntry` closes it. */
export async function recordCaseStep(
  session: ShiftSession,
  entryId: RecordId,
  step: CaseStep,
  by: string,
  note: string,
  now: number,
): Promise<CaseStepRecorded> {
  const work = workingsOf(session);
  return work.exclusively<CaseStepRecorded>(now, async (at) => {
    const entry = work.standingAnywhere(entryId);
    if (!entry || !isOpenCase(entry)) return { kind: 'gone' };
    const target = entry.id;
    return saveEntryOf(work, target, {
      kind: 'case-step',
      at,
      target,
      step,
      by: boundedText(by, NAME_LENGTH),
      note: boundedText(note, NOTE_LENGTH),
    });
  });
}
