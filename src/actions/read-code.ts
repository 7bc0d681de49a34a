import type { Direction, Identification, Subject } from '../domain/entry.ts';
import type { Reason } from '../domain/reason.ts';
import { type Repeat, repeatOf } from '../domain/repeat.ts';
import { isSameSubject, type StandingEntry } from '../domain/shift-state.ts';
import { streetDay } from '../domain/street-time.ts';
import { type Bytes, equalBytes } from '../encoding/bytes.ts';
import { isCarriedText } from '../protocol/carried-prefix.ts';
import type { RosterHousehold, RosterPerson } from '../roster/roster-file.ts';
import { readCardText } from '../sealing/gate-card.ts';
import { readJoin } from '../sealing/invitation.ts';
import { type PassContent, readPass } from '../sealing/pass.ts';
import { readPassCode } from '../sealing/pass-code.ts';
import { readVisitorCode } from '../sealing/visitor-code.ts';
import type { ClearAnswers } from '../sealing/visitor-form.ts';
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
  | VisitorCodeMeaning
  /** Nearly a pass code: a slip of the finger, nobody is suspected. */
  | { readonly kind: 'mistyped' }
  | { readonly kind: 'gate-card' }
  | { readonly kind: 'invitation' }
  /** Another phone's sealed log, or receipts for one: a matter of the phones, not of the gate. */
  | { readonly kind: 'carried' }
  /** Not a code of ours; at most 300 characters of it. An address is only shown, like any other text. */
  | { readonly kind: 'text'; readonly text: string; readonly isAddress: boolean };

/** A visitor's own form, as far as a gate can read it. */
export interface VisitorCodeMeaning {
  readonly kind: 'visitor-code';
  readonly code: Bytes;
  readonly clear: ClearAnswers;
  /** Epoch ms by the visitor's clock. */
  readonly madeAt: number;
  /** Too old by the street's rules, or from a day that has not come: what it hides is not to be relied on. */
  readonly isStale: boolean;
  /** The visitor waits already. */
  readonly open: StandingEntry | null;
}

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
      return (
        visitorCode(work, text, direction, now) ??
        ((how === 'typed' && typedCode(work, text, direction, now)) || otherCode(text))
      );
    default:
      throw new Error(`unknown pass reading ${pass satisfies never}`);
  }
}

/** Null: no visitor's code. One that is cut off or damaged is a text like any other. */
function visitorCode(
  work: WorkingSession,
  text: string,
  direction: Direction | null,
  now: number,
): ScanMeaning | null {
  const reading = readVisitorCode(text);
  if (reading.kind !== 'visitor-code') return null;
  const { code, clear, madeAt } = reading;
  const before = work.seen.findLast(({ facts }) => hasForm(facts, code));
  // One code for several people: who of them stands there now, only a person can say.
  const isOne = clear.people === 1;
  const repeat = before && isOne && repeatedBy(work, before.facts.subject, direction, now);
  if (repeat && repeat.kind === 'just-now') return { kind: 'repeat', of: repeat.of };
  const open = repeat && repeat.kind === 'open' ? repeat.of : null;
  return { ...reading, isStale: isStale(madeAt, now, work.policy), open };
}

const hasForm = ({ shown }: StandingEntry['facts'], code: Bytes): boolean =>
  shown.some((one) => one.kind === 'visitor-form' && equalBytes(one.code, code));

const DAY_MS = 86_400_000;

/** By the street's days; a visitor's clock may be a day wrong. */
function isStale(
  madeAt: number,
  now: number,
  { visitorCodeDays, timeZone }: WorkingSession['policy'],
): boolean {
  const [made, today] = [madeAt, now].map((at) => Date.parse(streetDay(at, timeZone)) / DAY_MS);
  const days = (today ?? 0) - (made ?? 0);
  return days > visitorCodeDays || days < -1;
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
  const entries = work.seen;
  const going =
    direction ??
    entries.findLast((entry) => names.some((name) => isSameSubject(name, entry.facts.subject)))
      ?.facts.direction;
  return repeatOf(names, going ?? null, entries, now, work.policy);
}

function otherCode(text: string): ScanMeaning {
  if (readCardText(text).kind !== 'not-a-card') return { kind: 'gate-card' };
  if (readJoin(text)) return { kind: 'invitation' };
  if (isCarriedText(text)) return { kind: 'carried' };
  const isAddress = /^https?:\/\//i.test(text.trim());
  return { kind: 'text', text: wellFormedText(text.slice(0, SHOWN_TEXT_LENGTH)), isAddress };
}
