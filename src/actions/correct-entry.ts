import type {
  Direction,
  Identification,
  MeasuringSite,
  RecordId,
  Subject,
} from '../domain/entry.ts';
import type { EntryFacts } from '../domain/gate-record.ts';
import { firstOutcome } from '../domain/parking.ts';
import type { StandingEntry } from '../domain/shift-state.ts';
import { boundedSubject, judgeReading } from './judge-reading.ts';
import { saveEntryOf } from './save-entry-of.ts';
import type { EntryGone, EntrySaved, NotSaved, ShiftSession } from './shift-session.ts';
import { type WorkingSession, workingsOf } from './working-session.ts';

/** The whole of what was seen, as it should have been written; verdict and outcome follow from it. */
export interface CorrectedFacts {
  readonly subject: Subject;
  readonly direction: Direction;
  readonly identification: Identification;
  /** Null: not measured. */
  readonly temperatureTenths: number | null;
  readonly site: MeasuringSite;
  readonly mask: boolean;
}

export type EntryCorrected = EntrySaved | EntryGone | NotSaved;

/** Corrects by a record of its own, judged anew; an outcome that a person decided stays unless the verdict changed. */
export async function correctEntry(
  session: ShiftSession,
  entryId: RecordId,
  facts: CorrectedFacts,
  now: number,
): Promise<EntryCorrected> {
  const work = workingsOf(session);
  return work.exclusively<EntryCorrected>(now, async (at) => {
    const entry = work.standing(entryId);
    if (!entry) return { kind: 'gone' };
    const target = entry.id;
    return saveEntryOf(work, target, {
      kind: 'correction',
      at,
      target,
      ...correctedFacts(work, entry, facts),
    });
  });
}

function correctedFacts(
  work: WorkingSession,
  entry: StandingEntry,
  { direction, identification, temperatureTenths, site, mask, ...facts }: CorrectedFacts,
): EntryFacts {
  const subject = boundedSubject(facts.subject);
  const { shown } = entry.facts;
  const seen = { subject, direction, identification, mask, shown };
  if (temperatureTenths === null) {
    const outcome = entry.facts.reading === null ? entry.facts.outcome : 'parked';
    return { ...seen, reading: null, verdict: 'check', outcome, reasons: [] };
  }
  const reading = { temperatureTenths, site };
  const earlier = { continued: entry.continued, corrected: entry };
  const judgement = judgeReading(work, { at: entry.at, ...seen, reading }, earlier);
  const reasons = judgement.reasons.map((reason) => reason.code);
  const sameJudgement =
    entry.facts.reading !== null &&
    judgement.verdict === entry.facts.verdict &&
    reasons.join() === entry.facts.reasons.join();
  const outcome = sameJudgement ? entry.facts.outcome : firstOutcome(judgement);
  return { ...seen, reading, verdict: judgement.verdict, outcome, reasons };
}
