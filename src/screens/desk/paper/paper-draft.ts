import {
  type Direction,
  EMPTY_VISITOR,
  type MeasuringSite,
  type Outcome,
  type Visitor,
} from '../../../domain/entry.ts';
import { halfWidth } from '../../../domain/half-width.ts';
import { streetMoment } from '../../../domain/street-time.ts';
import type { PaperRow } from '../../../protocol/paper-sheets.ts';
import type { FoundResident } from '../../../protocol/residents.ts';

export const PAPER_AGE_DAYS = 31;
/** As the server allows. */
const AHEAD_MS = 5 * 60_000;
const AGE_MS = PAPER_AGE_DAYS * 24 * 60 * 60_000;
/** Beyond these no thermometer for people shows anything: a digit was mistyped. */
const LEAST_TENTHS = 300;
const MOST_TENTHS = 450;

export type DraftPerson =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'resident'; readonly resident: FoundResident }
  | { readonly kind: 'visitor'; readonly visitor: Visitor };

/** A row as it is being typed. */
export interface PaperDraft {
  /** '1405' */
  readonly time: string;
  readonly direction: Direction;
  readonly person: DraftPerson;
  /** '366' is 36.6; empty: not measured. */
  readonly temperature: string;
  readonly mask: boolean;
  readonly outcome: Outcome;
}

export const FIRST_DRAFT: PaperDraft = {
  time: '',
  direction: 'out',
  person: { kind: 'nobody' },
  temperature: '',
  mask: true,
  outcome: 'passed',
};

/** What paper repeats from line to line is kept. */
export const draftAfter = ({ time, direction }: PaperDraft): PaperDraft => ({
  ...FIRST_DRAFT,
  time,
  direction,
});

export const visitorNamed = (name: string): Visitor => ({ ...EMPTY_VISITOR, name });

/** What the draft's row stands on. */
export interface DraftSheet {
  /** '2022-03-30' */
  readonly day: string;
  readonly site: MeasuringSite;
  /** IANA name. */
  readonly zone: string;
  /** Epoch ms; null: the gate is open. */
  readonly closedAt: number | null;
  /** Epoch ms by the server's clock. */
  readonly now: number;
}

export type TimeProblem = 'missing' | 'no-time' | 'no-day' | 'to-come' | 'too-old' | 'closed';
export type TemperatureProblem = 'no-number' | 'out-of-range';

export interface DraftProblems {
  readonly time: TimeProblem | null;
  readonly person: 'missing' | null;
  readonly temperature: TemperatureProblem | null;
}

type TimeReading =
  | { readonly ok: true; readonly at: number }
  | { readonly ok: false; readonly why: TimeProblem };

/** '905', '0905' and '9:05' alike. */
export function readPaperTime(text: string, sheet: DraftSheet): TimeReading {
  const digits = halfWidth(text).replace(/[\s:.：]/g, '');
  if (digits === '') return { ok: false, why: 'missing' };
  const [, hour, minute] = /^(\d{1,2})(\d{2})$/.exec(digits) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) {
    return { ok: false, why: 'no-time' };
  }
  const at = streetMoment(sheet.day, Number(hour), Number(minute), sheet.zone);
  if (at === null) return { ok: false, why: 'no-day' };
  if (at > sheet.now + AHEAD_MS) return { ok: false, why: 'to-come' };
  if (at < sheet.now - AGE_MS) return { ok: false, why: 'too-old' };
  if (sheet.closedAt !== null && at > sheet.closedAt) return { ok: false, why: 'closed' };
  return { ok: true, at };
}

type TemperatureReading =
  | { readonly ok: true; readonly tenths: number | null }
  | { readonly ok: false; readonly why: TemperatureProblem };

/** '366', '36.6' and '３６６' alike. */
export function readPaperTemperature(text: string): TemperatureReading {
  const typed = halfWidth(text).trim();
  if (typed === '') return { ok: true, tenths: null };
  if (!/^\d{3}$|^\d{2}[.。,]\d$/.test(typed)) return { ok: false, why: 'no-number' };
  const tenths = Number(typed.replace(/\D/g, ''));
  return tenths < LEAST_TENTHS || tenths > MOST_TENTHS
    ? { ok: false, why: 'out-of-range' }
    : { ok: true, tenths };
}

export function draftProblems(draft: PaperDraft, sheet: DraftSheet): DraftProblems {
  const time = readPaperTime(draft.time, sheet);
  const temperature = readPaperTemperature(draft.temperature);
  const isNobody =
    draft.person.kind === 'nobody' ||
    (draft.person.kind === 'visitor' && draft.person.visitor.name.trim() === '');
  return {
    time: time.ok ? null : time.why,
    person: isNobody ? 'missing' : null,
    temperature: temperature.ok ? null : temperature.why,
  };
}

/** Null while something is wrong with it. */
export function rowOfDraft(draft: PaperDraft, sheet: DraftSheet, number: number): PaperRow | null {
  const time = readPaperTime(draft.time, sheet);
  const temperature = readPaperTemperature(draft.temperature);
  const subject = subjectOf(draft.person);
  if (!time.ok || !temperature.ok || !subject) return null;
  const { direction, mask, outcome } = draft;
  const { tenths } = temperature;
  const reading = tenths === null ? null : { temperatureTenths: tenths, site: sheet.site };
  return { number, at: time.at, direction, subject, reading, mask, outcome };
}

function subjectOf(person: DraftPerson): PaperRow['subject'] | null {
  switch (person.kind) {
    case 'nobody':
      return null;
    case 'resident':
      return { kind: 'resident', rosterNumber: person.resident.rosterNumber };
    case 'visitor': {
      const texts = Object.entries(person.visitor).map(([key, text]) => [key, text.trim()]);
      const visitor = Object.fromEntries(texts) as unknown as Visitor;
      return visitor.name === '' ? null : { kind: 'visitor', visitor };
    }
    default:
      throw new Error(`unknown person ${person satisfies never}`);
  }
}
