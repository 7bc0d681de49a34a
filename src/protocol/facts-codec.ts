import * as v from 'valibot';
import {
  IDENTIFICATIONS,
  MEASURING_SITES,
  OUTCOMES,
  type Subject,
  type Verdict,
  type Visitor,
} from '../domain/entry.ts';
import type { EntryFacts } from '../domain/gate-record.ts';
import { REASON_CODES, type ReasonCode } from '../domain/reason.ts';
import { text, uint, uint32 } from './shapes.ts';
import { itemOfShown, type ShownItems, shownOfItems } from './shown-codec.ts';

export const NAME_LIMIT = 40;
export const FIELD_LIMIT = 200;
/** Readings are kept in tenths from this, so that the usual ones take one byte. */
const TEMPERATURE_BASE_TENTHS = 365;
const MAX_TEMPERATURE_TENTHS = 999;
const MAX_FLAGS = 0x2ff;
const VERDICTS: readonly Verdict[] = ['pass', 'check', 'stop'];
const VISITOR_FIELDS = [
  'name',
  'idNumber',
  'address',
  'phone',
  'purpose',
  'householdVisited',
  'plate',
  'remark',
] as const satisfies readonly (keyof Visitor)[];

const field = text(FIELD_LIMIT);
const visitorTexts = v.strictTuple([
  text(NAME_LIMIT),
  field,
  field,
  field,
  field,
  field,
  field,
  field,
]);

/** Added to a record kind of facts: 0 resident, 1 pass, 2 visitor. */
export const SUBJECT_KINDS: readonly Subject['kind'][] = ['resident', 'pass', 'visitor'];

/**
 * Flags, so arranged that the usual ones take one byte: bit 0 direction in; 1 without mask; 2–3
 * identification; 4–5 measuring site; 6–7 outcome; 8–9 verdict. Each a place in its list.
 */
const flagsSchema = uint(MAX_FLAGS);
export const factsSchema = v.tuple([
  v.union([uint32, visitorTexts]),
  flagsSchema,
  v.nullable(
    v.pipe(
      v.number(),
      v.safeInteger(),
      v.minValue(-TEMPERATURE_BASE_TENTHS),
      v.maxValue(MAX_TEMPERATURE_TENTHS - TEMPERATURE_BASE_TENTHS),
    ),
  ),
  v.pipe(v.array(uint(REASON_CODES.length - 1)), v.maxLength(REASON_CODES.length)),
]);

/** subject, flags, temperature, reasons */
export type FactItems = v.InferOutput<typeof factsSchema>;

const isUintUpTo = (max: number, value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max;

const isTemperature = (value: unknown): value is number | null =>
  value === null ||
  (typeof value === 'number' &&
    isUintUpTo(MAX_TEMPERATURE_TENTHS, value + TEMPERATURE_BASE_TENTHS));

/**
 * What factsSchema accepts of a known person without reasons, looked at by hand: a server reads thousands of these a
 * second, and the schema takes ten times as long. Null: for the schema to judge.
 */
export function plainFacts([subject, flags, temperature]: readonly unknown[]): FactItems | null {
  if (!isUintUpTo(0xffff_ffff, subject) || !isUintUpTo(MAX_FLAGS, flags)) return null;
  return isTemperature(temperature) ? [subject, flags, temperature, []] : null;
}

export function itemsOfFacts(facts: EntryFacts): FactItems {
  const { reading } = facts;
  const flags =
    (facts.direction === 'in' ? 1 : 0) |
    (facts.mask ? 0 : 2) |
    (IDENTIFICATIONS.indexOf(facts.identification) << 2) |
    ((reading ? MEASURING_SITES.indexOf(reading.site) : 0) << 4) |
    (OUTCOMES.indexOf(facts.outcome) << 6) |
    (VERDICTS.indexOf(facts.verdict) << 8);
  return [
    itemOfSubject(facts.subject),
    flags,
    reading && reading.temperatureTenths - TEMPERATURE_BASE_TENTHS,
    facts.reasons.map((code) => REASON_CODES.indexOf(code)),
  ];
}

function itemOfSubject(subject: Subject): FactItems[0] {
  switch (subject.kind) {
    case 'resident':
      return subject.rosterNumber;
    case 'pass':
      return subject.passNumber;
    case 'visitor':
      return VISITOR_FIELDS.map((name) => subject.visitor[name]) as Exclude<FactItems[0], number>;
    default:
      throw new Error(`unknown subject ${(subject satisfies never as Subject).kind}`);
  }
}

/** Empty when nothing was shown; then nothing of it is written. */
export const shownOf = (facts: EntryFacts): readonly unknown[] => facts.shown.map(itemOfShown);

/** Null when the subject is not of the kind that the record promises. */
export function factsOfItems(
  kind: Subject['kind'],
  items: FactItems,
  shown: ShownItems | undefined,
): EntryFacts | null {
  const [subjectItem, flags, temperature, reasons] = items;
  const subject = subjectOfItem(kind, subjectItem);
  const at = <T>(list: readonly T[], shift: number): T => list[(flags >> shift) & 3] as T;
  if (!subject) return null;
  return {
    subject,
    direction: flags & 1 ? 'in' : 'out',
    identification: at(IDENTIFICATIONS, 2),
    reading:
      temperature === null
        ? null
        : {
            temperatureTenths: temperature + TEMPERATURE_BASE_TENTHS,
            site: at(MEASURING_SITES, 4),
          },
    mask: (flags & 2) === 0,
    verdict: at(VERDICTS, 8),
    outcome: at(OUTCOMES, 6),
    reasons: reasons.map((place) => REASON_CODES[place] as ReasonCode),
    shown: shown ? shownOfItems(shown) : [],
  };
}

function subjectOfItem(kind: Subject['kind'], item: FactItems[0]): Subject | null {
  if (typeof item !== 'number') {
    const texts = VISITOR_FIELDS.map((name, place) => [name, item[place]]);
    const visitor = Object.fromEntries(texts) as Record<keyof Visitor, string>;
    return kind === 'visitor' ? { kind, visitor } : null;
  }
  if (kind === 'visitor') return null;
  return kind === 'resident' ? { kind, rosterNumber: item } : { kind, passNumber: item };
}
