import { decideEntry } from '../../actions/decide-entry.ts';
import { recordCaseStep } from '../../actions/record-case-step.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import { undoEntry } from '../../actions/undo-entry.ts';
import type { Outcome } from '../../domain/entry.ts';
import type { CaseStep } from '../../domain/gate-record.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import type { GroupProgress } from './group-progress.ts';
import type { GateView } from './use-gate-view.ts';

/** What a person does about an entry that is there, and which screen comes after it. */
export function entryDecisions(
  session: ShiftSession,
  { save, show, tell, toGate }: GateView,
  showEntry: (entry: StandingEntry) => void,
  afterEntry: (progress: GroupProgress | null | undefined) => void,
) {
  return {
    onUndo: (entry: StandingEntry, then: () => void) =>
      save(() => undoEntry(session, entry.id, Date.now()), then),
    onDecide: (
      entry: StandingEntry,
      outcome: Outcome,
      note: string,
      by: string,
      progress?: GroupProgress | null,
    ) =>
      save(
        () => decideEntry(session, entry.id, outcome, note, by, Date.now()),
        (done) => {
          if (done.kind === 'not-allowed') tell({ kind: 'not-allowed', names: done.overriders });
          else if (done.kind === 'note-needed') showEntry(entry);
          else afterEntry(progress);
        },
      ),
    onCaseStep: (entry: StandingEntry, step: CaseStep, by: string, note: string) =>
      save(
        () => recordCaseStep(session, entry.id, step, by, note, Date.now()),
        (done) => (done.kind === 'saved' ? showEntry(done.entry) : toGate()),
      ),
    /** There is a paper after all: taken back, asked, and measured once more. */
    onPapers: (entry: StandingEntry) =>
      save(
        () => undoEntry(session, entry.id, Date.now()),
        () => {
          const { subject, identification, shown } = entry.facts;
          const kept = shown.filter(({ kind }) => kind !== 'instrument' && kind !== 'together');
          const person = { subject, identification, shown: kept, follows: null, nameless: null };
          show({ kind: 'measure', person, progress: null, isAskedFirst: true });
        },
      ),
  };
}
