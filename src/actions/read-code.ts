import type { Direction, Identification, Subject } from '../domain/entry.ts';
import type { Reason } from '../domain/reason.ts';
import { type Repeat, repeatOf } from '../domain/repeat.ts';
import { isSameSubject, type StandingEntry } from '../domain/shift-state.ts';
import type { RosterHousehold, RosterPerson } from '../roster/roster-file.ts';
import { readCardText } from '../sealing/gate-card.ts';
import { readJoin } from '../sealing/invitation.ts';
import { type PassContent, readPass } from '../sealing/pass.ts';
import { readPassCode } from '../sealing/pass-code.ts';
import type { ShiftSession } from './shift-session.ts';
import { subjectNames } from './subject-names.ts';
import { wellFormedText } from './well-formed-text.ts';
import { type WorkingSession, workingsOf } from './working-session.ts';

/** A code that was held up proves itself; six symbols that were typed prove nothing. */
export type HowRead = Extract<Identification, 'scanned' | 'typed'>;

export type ScanMeaning =
  | MemberMeaning
  /** Of a household's pass: one of its people is chosen, and `readMember` says how it goes on. */
  | {
      readonly kind: 'household';
      readonly household: RosterHousehold;
      readonly people: readonly RosterPerson[];
      readonly how: HowRead;
    }
  | {
      readonly kind: 'pass-holder';
      readonly passNumber: number;
      readonly why: 'no-card' | 'not-on-roster';
      readonly open: StandingEntry | null;
      readonly how: HowRead;
    }
  | RefusedCode
  /** Nearly a pass code: a slip of the finger, nobody is suspected. */
  | { readonly kind: 'mistyped' }
  | { readonly kind: 'gate-card' }
  | { readonly kind: 'invitation' }
  /** Not a code of ours; at most 300 characters of it. */
  | { readonly kind: 'text'; readonly text: string };

export type MemberMeaning =
  | {
      readonly kind: 'resident';
      readonly person: RosterPerson;
      readonly household: RosterHousehold | null;
      readonly open: StandingEntry | null;
      readonly how: HowRead;
    }
  | { readonly kind: 'repeat'; readonly of: StandingEntry };

export interface RefusedCode {
  readonly kind: 'refused';
  readonly reason: Reason;
  /** Null when the code proves no number. */
  readonly passNumber: number | null;
}

const SHOWN_TEXT_LENGTH = 300;

/**
 * What a scanned, pasted or typed text means at this gate, now. Writes nothing, never throws on any text.
 * Without a direction a repeat is one of the person's last direction. Pass codes are read only when they were `typed`.
 */
export async function readCode(
  session: ShiftSession,
  text: string,
  now: number,
  direction: Direction | null = null,
  how: HowRead = 'scanned',
): Promise<ScanMeaning> {
  const work = workingsOf(session);
  const pass = await readPass(text, work.rules.passKeys);
  switch (pass.kind) {
    case 'pass': {
      const reason = whyRefused(work, pass.content, now);
      const { passNumber, kind } = pass.content;
      if (reason) return { kind: 'refused', reason, passNumber };
      const household = kind === 'household' ? householdOf(work, passNumber, 'scanned') : null;
      // Whoever pastes a whole pass holds the same proof as whoever holds it up.
      return household ?? holderOf(work, passNumber, direction, now, 'scanned');
    }
    case 'forged':
      return { kind: 'refused', reason: { code: 'pass-forged' }, passNumber: null };
    case 'foreign':
      return { kind: 'refused', reason: { code: 'pass-foreign' }, passNumber: null };
    case 'not-a-pass':
      return (how === 'typed' && typedCode(work, text, direction, now)) || otherCode(text);
    default:
      throw new Error(`unknown pass reading ${pass satisfies never}`);
  }
}

/** Null: not like a pass code. Only the roster knows whose it is, and until when it is good. */
function typedCode(
  work: WorkingSession,
  text: string,
  direction: Direction | null,
  now: number,
): ScanMeaning | null {
  const code = readPassCode(text);
  switch (code.kind) {
    case 'not-a-pass-code':
      return null;
    case 'mistyped':
      return code;
    case 'pass-code': {
      const { passNumber } = code;
      if (work.rules.revocations?.isRevoked(passNumber)) {
        return { kind: 'refused', reason: { code: 'pass-revoked' }, passNumber };
      }
      const household = householdOf(work, passNumber, 'typed');
      return household ?? holderOf(work, passNumber, direction, now, 'typed');
    }
    default:
      throw new Error(`unknown pass code ${code satisfies never}`);
  }
}

function whyRefused(work: WorkingSession, content: PassContent, now: number): Reason | null {
  const { passNumber, validFrom, validUntil } = content;
  if (work.rules.revocations?.isRevoked(passNumber)) return { code: 'pass-revoked' };
  if (now < validFrom) return { code: 'pass-not-yet', validFrom };
  return now >= validUntil ? { code: 'pass-expired', validUntil } : null;
}

/** Null without names, or when the roster has no such household (any more). */
function householdOf(work: WorkingSession, passNumber: number, how: HowRead): ScanMeaning | null {
  const household = work.roster?.householdByPassNumber(passNumber) ?? null;
  const people = household ? (work.roster?.members(household.id) ?? []) : [];
  return household && { kind: 'household', household, people, how };
}

/** The one of a household who stands at the gate, as if the person's own pass had been read. */
export function readMember(
  session: ShiftSession,
  person: RosterPerson,
  direction: Direction | null,
  now: number,
  how: HowRead,
): MemberMeaning {
  const work = workingsOf(session);
  const { rosterNumber, householdId } = person;
  const repeat = repeatedBy(work, { kind: 'resident', rosterNumber }, direction, now);
  if (repeat.kind === 'just-now') return { kind: 'repeat', of: repeat.of };
  const open = repeat.kind === 'open' ? repeat.of : null;
  const household = work.roster?.household(householdId) ?? null;
  return { kind: 'resident', person, household, open, how };
}

function holderOf(
  work: WorkingSession,
  passNumber: number,
  direction: Direction | null,
  now: number,
  how: HowRead,
): ScanMeaning {
  const { roster } = work;
  const person = roster?.byPassNumber(passNumber);
  if (person) return readMember(work, person, direction, now, how);
  const repeat = repeatedBy(work, { kind: 'pass', passNumber }, direction, now);
  if (repeat.kind === 'just-now') return { kind: 'repeat', of: repeat.of };
  const open = repeat.kind === 'open' ? repeat.of : null;
  return { kind: 'pass-holder', passNumber, why: roster ? 'not-on-roster' : 'no-card', open, how };
}

function repeatedBy(
  work: WorkingSession,
  subject: Subject,
  direction: Direction | null,
  now: number,
): Repeat {
  const names = subjectNames(subject, work.roster);
  const { entries } = work.state;
  const going =
    direction ??
    entries.findLast((entry) => names.some((name) => isSameSubject(name, entry.facts.subject)))
      ?.facts.direction;
  return repeatOf(names, going ?? null, entries, now, work.policy);
}

function otherCode(text: string): ScanMeaning {
  if (readCardText(text).kind !== 'not-a-card') return { kind: 'gate-card' };
  if (readJoin(text)) return { kind: 'invitation' };
  return { kind: 'text', text: wellFormedText(text.slice(0, SHOWN_TEXT_LENGTH)) };
}
