import type { Direction, Subject } from '../domain/entry.ts';
import type { Reason } from '../domain/reason.ts';
import { repeatOf } from '../domain/repeat.ts';
import { isSameSubject, type StandingEntry } from '../domain/shift-state.ts';
import type { RosterHousehold, RosterPerson } from '../roster/roster-file.ts';
import { readCardText } from '../sealing/gate-card.ts';
import { readJoin } from '../sealing/invitation.ts';
import { type PassContent, readPass } from '../sealing/pass.ts';
import type { ShiftSession } from './shift-session.ts';
import { subjectNames } from './subject-names.ts';
import { wellFormedText } from './well-formed-text.ts';
import { type WorkingSession, workingsOf } from './working-session.ts';

export type ScanMeaning =
  | {
      readonly kind: 'resident';
      readonly person: RosterPerson;
      readonly household: RosterHousehold | null;
      readonly open: StandingEntry | null;
    }
  | {
      readonly kind: 'pass-holder';
      readonly passNumber: number;
      readonly why: 'no-card' | 'not-on-roster';
      readonly open: StandingEntry | null;
    }
  | RefusedCode
  | { readonly kind: 'repeat'; readonly of: StandingEntry }
  | { readonly kind: 'gate-card' }
  | { readonly kind: 'invitation' }
  /** Not a code of ours; at most 300 characters of it. */
  | { readonly kind: 'text'; readonly text: string };

export interface RefusedCode {
  readonly kind: 'refused';
  readonly reason: Reason;
  /** Null when the code proves no number. */
  readonly passNumber: number | null;
}

const SHOWN_TEXT_LENGTH = 300;

/**
 * What a scanned, pasted or typed text means at this gate, now. Writes nothing, never throws on any text.
 * Without a direction a repeat is one of the person's last direction.
 */
export async function readCode(
  session: ShiftSession,
  text: string,
  now: number,
  direction: Direction | null = null,
): Promise<ScanMeaning> {
  const work = workingsOf(session);
  const pass = await readPass(text, work.rules.passKeys);
  switch (pass.kind) {
    case 'pass': {
      const reason = whyRefused(work, pass.content, now);
      const { passNumber } = pass.content;
      if (reason) return { kind: 'refused', reason, passNumber };
      return holderOf(work, passNumber, direction, now);
    }
    case 'forged':
      return { kind: 'refused', reason: { code: 'pass-forged' }, passNumber: null };
    case 'foreign':
      return { kind: 'refused', reason: { code: 'pass-foreign' }, passNumber: null };
    case 'not-a-pass':
      return otherCode(text);
    default:
      throw new Error(`unknown pass reading ${pass satisfies never}`);
  }
}

function whyRefused(work: WorkingSession, content: PassContent, now: number): Reason | null {
  const { passNumber, validFrom, validUntil } = content;
  if (work.rules.revocations?.isRevoked(passNumber)) return { code: 'pass-revoked' };
  if (now < validFrom) return { code: 'pass-not-yet', validFrom };
  return now >= validUntil ? { code: 'pass-expired', validUntil } : null;
}

function holderOf(
  work: WorkingSession,
  passNumber: number,
  direction: Direction | null,
  now: number,
): ScanMeaning {
  const { roster, policy } = work;
  const pass: Subject = { kind: 'pass', passNumber };
  const names = subjectNames(pass, roster);
  const { entries } = work.state;
  const going =
    direction ??
    entries.findLast((entry) => names.some((name) => isSameSubject(name, entry.facts.subject)))
      ?.facts.direction;
  const repeat = repeatOf(names, going ?? null, entries, now, policy);
  if (repeat.kind === 'just-now') return { kind: 'repeat', of: repeat.of };
  const open = repeat.kind === 'open' ? repeat.of : null;
  const person = roster?.byPassNumber(passNumber);
  if (person && roster) {
    return { kind: 'resident', person, household: roster.household(person.householdId), open };
  }
  return { kind: 'pass-holder', passNumber, why: roster ? 'not-on-roster' : 'no-card', open };
}

function otherCode(text: string): ScanMeaning {
  if (readCardText(text).kind !== 'not-a-card') return { kind: 'gate-card' };
  if (readJoin(text)) return { kind: 'invitation' };
  return { kind: 'text', text: wellFormedText(text.slice(0, SHOWN_TEXT_LENGTH)) };
}
