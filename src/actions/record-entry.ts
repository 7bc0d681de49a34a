import { askedFirst } from '../domain/asked.ts';
import type {
  Direction,
  Identification,
  MeasuringSite,
  RecordId,
  Shown,
  Subject,
} from '../domain/entry.ts';
import type { Judgement } from '../domain/judge.ts';
import { firstOutcome } from '../domain/parking.ts';
import { repeatOf } from '../domain/repeat.ts';
import { recordKey, type StandingEntry } from '../domain/shift-state.ts';
import { handedOn, shownTogether } from '../domain/shown.ts';
import { groupShown } from '../domain/together.ts';
import { boundedSubject, judgeReading } from './judge-reading.ts';
import { papersOf } from './marks-of.ts';
import { releaseTogether } from './release-together.ts';
import { saveEntryOf } from './save-entry-of.ts';
import type { NotSaved, ShiftSession } from './shift-session.ts';
import { subjectNames } from './subject-names.ts';
import { type WorkingSession, workingsOf } from './working-session.ts';

export interface MeasuredEntry {
  readonly subject: Subject;
  readonly direction: Direction;
  readonly identification: Identification;
  readonly temperatureTenths: number;
  readonly site: MeasuringSite;
  readonly mask: boolean;
  /** Now; what was shown before is carried on from the entry that this one continues. */
  readonly shown: readonly Shown[];
  /** The open entry that this one continues: second reading, came back from waiting. */
  readonly follows: RecordId | null;
}

export type EntryRecorded =
  | {
      readonly kind: 'saved';
      readonly entry: StandingEntry;
      readonly judgement: Judgement;
      /** Who came together with this person, waited only until everybody was measured, and was let through now. */
      readonly released: readonly StandingEntry[];
    }
  /** Nothing added: this person's entry is open, or was made a moment ago. */
  | { readonly kind: 'repeat'; readonly of: StandingEntry }
  /** Nothing added: by the street's rules both codes are looked at first. */
  | { readonly kind: 'codes-first' }
  | NotSaved;

/** Judges and saves; the verdict may be shown only when this says `saved`. */
export async function recordEntry(
  session: ShiftSession,
  entry: MeasuredEntry,
  now: number,
): Promise<EntryRecorded> {
  const work = workingsOf(session);
  return work.exclusively<EntryRecorded>(now, async (at) => {
    const { direction, identification, temperatureTenths, site, mask } = entry;
    const subject = boundedSubject(entry.subject);
    const continued = entry.follows && work.standingAnywhere(entry.follows);
    const repeat = continued ? null : findRepeat(work, subject, entry, at);
    if (repeat) return { kind: 'repeat', of: repeat };
    const shown = shownTogether(continued ? handedOn(continued.facts) : [], entry.shown);
    const papers = papersOf(work, subject, shown);
    if (askedFirst(subject.kind, direction, shown, work.policy, papers).includes('codes')) {
      return { kind: 'codes-first' };
    }
    const reading = { temperatureTenths, site };
    const seen = { subject, direction, reading, mask, shown };
    const judgement = judgeReading(work, { at, ...seen }, { continued, corrected: null });
    const saved = await saveEntryOf(work, null, {
      kind: 'entry',
      at,
      follows: continued?.id ?? null,
      ...seen,
      identification,
      verdict: judgement.verdict,
      outcome: firstOutcome(judgement),
      reasons: judgement.reasons.map((reason) => reason.code),
    });
    if (saved.kind === 'not-saved') return saved;
    const group = groupShown(shown);
    const released = group === null ? [] : await releaseTogether(work, group, at);
    return { ...saved, judgement, released };
  });
}

function findRepeat(
  work: WorkingSession,
  subject: Subject,
  { direction, follows }: MeasuredEntry,
  at: number,
): StandingEntry | null {
  const entries = work.seen;
  // A second tap on "measured again": the first one has continued the entry already.
  const continuing = follows && entries.find((entry) => isContinuedBy(entry, follows));
  if (continuing) return continuing;
  const repeat = repeatOf(subjectNames(subject, work.roster), direction, entries, at, work.policy);
  return repeat.kind === 'new' ? null : repeat.of;
}

function isContinuedBy(entry: StandingEntry, earlier: RecordId): boolean {
  for (let one = entry.continued; one !== null; one = one.continued) {
    if (recordKey(one.id) === recordKey(earlier)) return true;
  }
  return false;
}
