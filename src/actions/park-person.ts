import type { Direction, Identification, Shown, Subject } from '../domain/entry.ts';
import { repeatOf } from '../domain/repeat.ts';
import type { StandingEntry } from '../domain/shift-state.ts';
import { boundedSubject } from './judge-reading.ts';
import { saveEntryOf } from './save-entry-of.ts';
import type { EntrySaved, NotSaved, ShiftSession } from './shift-session.ts';
import { subjectNames } from './subject-names.ts';
import { workingsOf } from './working-session.ts';

export interface WaitingPerson {
  readonly subject: Subject;
  readonly direction: Direction;
  readonly identification: Identification;
  readonly mask: boolean;
  readonly shown: readonly Shown[];
}

export type PersonParked =
  | EntrySaved
  | { readonly kind: 'repeat'; readonly of: StandingEntry }
  | NotSaved;

/** The person waits for a reading that takes minutes; the queue goes on. */
export async function parkPerson(
  session: ShiftSession,
  person: WaitingPerson,
  now: number,
): Promise<PersonParked> {
  const work = workingsOf(session);
  return work.exclusively<PersonParked>(now, async (at) => {
    const { direction, identification, mask, shown } = person;
    const subject = boundedSubject(person.subject);
    const names = subjectNames(subject, work.roster);
    const repeat = repeatOf(names, direction, work.seen, at, work.policy);
    if (repeat.kind !== 'new') return { kind: 'repeat', of: repeat.of };
    return saveEntryOf(work, null, {
      kind: 'entry',
      at,
      follows: null,
      subject,
      direction,
      identification,
      reading: null,
      mask,
      verdict: 'check',
      outcome: 'parked',
      reasons: [],
      shown,
    });
  });
}
