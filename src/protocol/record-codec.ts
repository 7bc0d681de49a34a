import * as v from 'valibot';
import { OUTCOMES, type RecordId } from '../domain/entry.ts';
import { STANDARDS_LIMIT } from '../domain/gate-day.ts';
import { CASE_STEPS, type GateRecord } from '../domain/gate-record.ts';
import { REASON_CODES, type ReasonCode } from '../domain/reason.ts';
import { REPORT_FIGURES, type ReportFigures } from '../domain/report-figures.ts';
import { type Bytes, idBytes, toHex } from '../encoding/bytes.ts';
import { decodeArray, encodeCbor } from '../encoding/cbor.ts';
import {
  type FactItems,
  factsOfItems,
  factsSchema,
  itemsOfFacts,
  NAME_LIMIT,
  plainFacts,
  SUBJECT_KINDS,
  shownOf,
} from './facts-codec.ts';
import { bytes, parseShape, text, uint, uint32 } from './shapes.ts';
import { type ShownItems, shownSchema } from './shown-codec.ts';

export const ON_DUTY_LIMIT = 20;
export const NOTE_LIMIT = 500;

/** The segment that a record stands in. */
interface RecordPlace {
  readonly segmentId: string;
  readonly startedAt: number;
}

export type RecordReading =
  | { readonly ok: true; readonly record: GateRecord }
  /** `unknown-kind`: from a newer phone. Both are kept as unreadable, never dropped. */
  | { readonly ok: false; readonly why: 'malformed' | 'unknown-kind' };

/** For ever: new kinds get new numbers. Entry and correction take three each, see SUBJECT_KINDS. */
const KIND = {
  shiftStart: 1,
  dutyChange: 2,
  policyChange: 3,
  entry: 4,
  decision: 7,
  undo: 8,
  correction: 9,
  refusal: 12,
  handoverNote: 13,
  shiftClose: 14,
  caseStep: 15,
  headCount: 16,
  noticeRead: 17,
  dailyReport: 18,
  handoverAccepted: 19,
  standardsAnswered: 20,
  quizAnswered: 21,
} as const;
const LAST_KIND = KIND.quizAnswered;
const HEAD_COUNT_LIMIT = 9999;
const QUIZ_LIMIT = 100;

const recordNumber = v.pipe(uint32, v.minValue(1));
const targetSchema = v.union([recordNumber, v.strictTuple([bytes(16), recordNumber])]);
type Target = v.InferOutput<typeof targetSchema>;
const seconds = v.pipe(v.number(), v.safeInteger());
const onDuty = v.pipe(v.array(text(NAME_LIMIT)), v.maxLength(ON_DUTY_LIMIT));
const note = text(NOTE_LIMIT);
const [subject, flags, temperature, reasons] = factsSchema.items;

const SCHEMAS = {
  shiftStart: v.strictTuple([uint32, seconds, onDuty, uint32, text(40)]),
  dutyChange: v.strictTuple([uint32, seconds, onDuty]),
  policyChange: v.strictTuple([uint32, seconds, uint32]),
  plainEntry: v.strictTuple([uint32, seconds, subject, flags, temperature]),
  judgedEntry: v.strictTuple([uint32, seconds, subject, flags, temperature, reasons]),
  followingEntry: v.strictTuple([
    uint32,
    seconds,
    subject,
    flags,
    temperature,
    reasons,
    targetSchema,
  ]),
  showingEntry: v.strictTuple([
    uint32,
    seconds,
    subject,
    flags,
    temperature,
    reasons,
    v.nullable(targetSchema),
    shownSchema,
  ]),
  decision: v.strictTuple([uint32, seconds, targetSchema, uint(OUTCOMES.length - 1), note]),
  namedDecision: v.strictTuple([
    uint32,
    seconds,
    targetSchema,
    uint(OUTCOMES.length - 1),
    note,
    v.pipe(text(NAME_LIMIT), v.minLength(1)),
  ]),
  caseStep: v.strictTuple([
    uint32,
    seconds,
    targetSchema,
    uint(CASE_STEPS.length - 1),
    text(NAME_LIMIT),
    note,
  ]),
  headCount: v.strictTuple([
    uint32,
    seconds,
    uint(1),
    v.pipe(uint(HEAD_COUNT_LIMIT), v.minValue(1)),
  ]),
  noticeRead: v.strictTuple([uint32, seconds, bytes(16), text(NAME_LIMIT)]),
  dailyReport: v.strictTuple([
    uint32,
    seconds,
    v.pipe(v.string(), v.isoDate()),
    uint(1),
    v.pipe(v.array(uint32), v.length(REPORT_FIGURES.length)),
    text(NAME_LIMIT),
    note,
  ]),
  handoverAccepted: v.strictTuple([uint32, seconds, bytes(16), text(NAME_LIMIT)]),
  standardsAnswered: v.strictTuple([
    uint32,
    seconds,
    uint32,
    v.pipe(
      v.array(v.pipe(uint32, v.minValue(1))),
      v.maxLength(STANDARDS_LIMIT),
      v.check((ids) => ids.every((id, place) => place === 0 || id > (ids[place - 1] as number))),
    ),
    text(NAME_LIMIT),
    note,
  ]),
  quizAnswered: v.pipe(
    v.strictTuple([
      uint32,
      seconds,
      uint32,
      v.pipe(uint(QUIZ_LIMIT), v.minValue(1)),
      uint(QUIZ_LIMIT),
      text(NAME_LIMIT),
    ]),
    v.check(([, , , asked, right]) => right <= asked),
  ),
  undo: v.strictTuple([uint32, seconds, targetSchema]),
  correction: v.strictTuple([uint32, seconds, targetSchema, subject, flags, temperature, reasons]),
  showingCorrection: v.strictTuple([
    uint32,
    seconds,
    targetSchema,
    subject,
    flags,
    temperature,
    reasons,
    shownSchema,
  ]),
  refusal: v.strictTuple([
    uint32,
    seconds,
    uint(1),
    uint(REASON_CODES.length - 1),
    v.nullable(uint32),
  ]),
  handoverNote: v.strictTuple([uint32, seconds, note]),
  shiftClose: v.strictTuple([uint32, seconds, uint32]),
};

/**
 * `startedAt` (epoch ms) and `segmentId` are those of the segment that the record stands in.
 * Time is kept to the second. Throws RangeError on a record that parseRecord would not accept:
 * names over 40, fields over 200, notes over 500 UTF-16 units, numbers outside uint32.
 */
export function encodeRecord(record: GateRecord, startedAt: number, segmentId: string): Bytes {
  const place = { startedAt, segmentId };
  const items = itemsOfRecord(record, place);
  if (!recordOfItems(items, place)) throw new RangeError(`${record.kind} record out of bounds`);
  return encodeCbor(items);
}

/** Accepts exactly the bytes that encodeRecord writes. Never throws on bytes. */
export function parseRecord(
  bytes: Uint8Array,
  startedAt: number,
  segmentId: string,
): RecordReading {
  const items = decodeArray(bytes);
  const kind = items?.[0];
  if (!items || typeof kind !== 'number' || kind < 1) return { ok: false, why: 'malformed' };
  if (kind > LAST_KIND) return { ok: false, why: 'unknown-kind' };
  const record = recordOfItems(items, { startedAt, segmentId });
  return record ? { ok: true, record } : { ok: false, why: 'malformed' };
}

const wholeSeconds = (epochMs: number): number => Math.floor(epochMs / 1000);

function itemsOfRecord(record: GateRecord, place: RecordPlace): readonly unknown[] {
  const at = wholeSeconds(record.at) - wholeSeconds(place.startedAt);
  const target = (id: RecordId): Target =>
    id.segmentId === place.segmentId ? id.number : [idBytes(id.segmentId), id.number];
  switch (record.kind) {
    case 'shift-start':
      return [KIND.shiftStart, at, record.onDuty, record.policyVersion, record.appVersion];
    case 'duty-change':
      return [KIND.dutyChange, at, record.onDuty];
    case 'policy-change':
      return [KIND.policyChange, at, record.policyVersion];
    case 'entry': {
      const kind = KIND.entry + SUBJECT_KINDS.indexOf(record.subject.kind);
      const [subject, flags, temperature, reasons] = itemsOfFacts(record);
      const facts = [kind, at, subject, flags, temperature];
      const shown = shownOf(record);
      const follows = record.follows && target(record.follows);
      if (shown.length > 0) return [...facts, reasons, follows, shown];
      if (follows !== null) return [...facts, reasons, follows];
      return reasons.length > 0 ? [...facts, reasons] : facts;
    }
    case 'decision': {
      const outcome = OUTCOMES.indexOf(record.outcome);
      const items = [KIND.decision, at, target(record.target), outcome, record.note];
      return record.by === '' ? items : [...items, record.by];
    }
    case 'case-step': {
      const step = CASE_STEPS.indexOf(record.step);
      return [KIND.caseStep, at, target(record.target), step, record.by, record.note];
    }
    case 'head-count':
      return [KIND.headCount, at, record.direction === 'in' ? 1 : 0, record.people];
    case 'notice-read':
      return [KIND.noticeRead, at, idBytes(record.noticeId), record.by];
    case 'daily-report': {
      const figures = REPORT_FIGURES.map((figure) => record.figures[figure]);
      return [
        KIND.dailyReport,
        at,
        record.day,
        record.isZero ? 1 : 0,
        figures,
        record.by,
        record.note,
      ];
    }
    case 'handover-accepted':
      return [KIND.handoverAccepted, at, idBytes(record.shiftId), record.by];
    case 'standards-answered':
      return [KIND.standardsAnswered, at, record.version, record.missing, record.by, record.note];
    case 'quiz-answered':
      return [KIND.quizAnswered, at, record.version, record.asked, record.right, record.by];
    case 'undo':
      return [KIND.undo, at, target(record.target)];
    case 'correction': {
      const kind = KIND.correction + SUBJECT_KINDS.indexOf(record.subject.kind);
      const shown = shownOf(record);
      const items = [kind, at, target(record.target), ...itemsOfFacts(record)];
      return shown.length > 0 ? [...items, shown] : items;
    }
    case 'refusal':
      return [
        KIND.refusal,
        at,
        record.direction === 'in' ? 1 : 0,
        REASON_CODES.indexOf(record.reason),
        record.passNumber,
      ];
    case 'handover-note':
      return [KIND.handoverNote, at, record.text];
    case 'shift-close':
      return [KIND.shiftClose, at, record.recordCount];
    default:
      throw new Error(`unknown record kind ${(record satisfies never as GateRecord).kind}`);
  }
}

function recordOfItems(items: readonly unknown[], place: RecordPlace): GateRecord | null {
  const read = <const S extends v.GenericSchema>(schema: S): v.InferOutput<S> | null => {
    const parsed = parseShape(schema, items);
    return parsed.ok ? parsed.value : null;
  };
  const time = (at: number): number => (wholeSeconds(place.startedAt) + at) * 1000;
  const at = time(typeof items[1] === 'number' ? items[1] : Number.NaN);
  if (!Number.isSafeInteger(at) || at < 0) return null;
  const recordId = (target: Target): RecordId | null => {
    if (typeof target === 'number') return { segmentId: place.segmentId, number: target };
    const segmentId = toHex(target[0]);
    return segmentId === place.segmentId ? null : { segmentId, number: target[1] };
  };
  const facts = (firstKind: number, factItems: FactItems, shown: ShownItems | undefined) => {
    const kind = SUBJECT_KINDS[Number(items[0]) - firstKind];
    const found = kind ? factsOfItems(kind, factItems, shown) : null;
    // Flags may name a measuring site only beside a reading.
    return found && itemsOfFacts(found)[1] === factItems[1] ? found : null;
  };
  switch (items[0]) {
    case KIND.shiftStart: {
      const value = read(SCHEMAS.shiftStart);
      if (!value) return null;
      const [, , onDuty, policyVersion, appVersion] = value;
      return { kind: 'shift-start', at, onDuty, policyVersion, appVersion };
    }
    case KIND.dutyChange: {
      const value = read(SCHEMAS.dutyChange);
      return value && { kind: 'duty-change', at, onDuty: value[2] };
    }
    case KIND.policyChange: {
      const value = read(SCHEMAS.policyChange);
      return value && { kind: 'policy-change', at, policyVersion: value[2] };
    }
    case KIND.entry:
    case KIND.entry + 1:
    case KIND.entry + 2: {
      const value = readEntry(items);
      if (!value) return null;
      const [, , subject, flags, temperature, reasons = [], follows = null, shown] = value;
      const target = follows === null ? null : recordId(follows);
      if (follows !== null && !target) return null;
      const found = facts(KIND.entry, [subject, flags, temperature, reasons], shown);
      return found && { kind: 'entry', at, follows: target, ...found };
    }
    case KIND.decision: {
      const named = items.length === 6 ? read(SCHEMAS.namedDecision) : null;
      const value = named ?? read(SCHEMAS.decision);
      const target = value && recordId(value[2]);
      const outcome = value && OUTCOMES[value[3]];
      const by = named?.[5] ?? '';
      return target && outcome
        ? { kind: 'decision', at, target, outcome, note: value[4], by }
        : null;
    }
    case KIND.caseStep: {
      const value = read(SCHEMAS.caseStep);
      const target = value && recordId(value[2]);
      const step = value && CASE_STEPS[value[3]];
      return target && step
        ? { kind: 'case-step', at, target, step, by: value[4], note: value[5] }
        : null;
    }
    case KIND.headCount: {
      const value = read(SCHEMAS.headCount);
      const direction = value?.[2] === 1 ? 'in' : 'out';
      return value && { kind: 'head-count', at, direction, people: value[3] };
    }
    case KIND.noticeRead: {
      const value = read(SCHEMAS.noticeRead);
      return value && { kind: 'notice-read', at, noticeId: toHex(value[2]), by: value[3] };
    }
    case KIND.dailyReport: {
      const value = read(SCHEMAS.dailyReport);
      if (!value) return null;
      const [, , day, zero, numbers, by, words] = value;
      const figures = Object.fromEntries(
        REPORT_FIGURES.map((figure, place) => [figure, numbers[place] as number]),
      ) as ReportFigures;
      return { kind: 'daily-report', at, day, isZero: zero === 1, figures, by, note: words };
    }
    case KIND.handoverAccepted: {
      const value = read(SCHEMAS.handoverAccepted);
      return value && { kind: 'handover-accepted', at, shiftId: toHex(value[2]), by: value[3] };
    }
    case KIND.standardsAnswered: {
      const value = read(SCHEMAS.standardsAnswered);
      if (!value) return null;
      const [, , version, missing, by, words] = value;
      return { kind: 'standards-answered', at, version, missing, by, note: words };
    }
    case KIND.quizAnswered: {
      const value = read(SCHEMAS.quizAnswered);
      if (!value) return null;
      const [, , version, asked, right, by] = value;
      return { kind: 'quiz-answered', at, version, asked, right, by };
    }
    case KIND.undo: {
      const value = read(SCHEMAS.undo);
      const target = value && recordId(value[2]);
      return target && { kind: 'undo', at, target };
    }
    case KIND.correction:
    case KIND.correction + 1:
    case KIND.correction + 2: {
      const showing = items.length === 8 ? read(SCHEMAS.showingCorrection) : null;
      const value = showing ?? read(SCHEMAS.correction);
      const target = value && recordId(value[2]);
      const found =
        value && facts(KIND.correction, [value[3], value[4], value[5], value[6]], showing?.[7]);
      return target && found && { kind: 'correction', at, target, ...found };
    }
    case KIND.refusal: {
      const value = read(SCHEMAS.refusal);
      if (!value) return null;
      const direction = value[2] === 1 ? 'in' : 'out';
      const reason = REASON_CODES[value[3]] as ReasonCode;
      return { kind: 'refusal', at, direction, reason, passNumber: value[4] };
    }
    case KIND.handoverNote: {
      const value = read(SCHEMAS.handoverNote);
      return value && { kind: 'handover-note', at, text: value[2] };
    }
    case KIND.shiftClose: {
      const value = read(SCHEMAS.shiftClose);
      return value && { kind: 'shift-close', at, recordCount: value[2] };
    }
    default:
      return null;
  }
}

/** Reasons, the entry that this one follows and what was shown are written only when there are any. */
function readEntry(items: readonly unknown[]) {
  if (items.length === 5) {
    const [kind, at] = items;
    const facts = Number.isSafeInteger(at) ? plainFacts(items.slice(2)) : null;
    if (facts) return [kind, at, ...facts, undefined, undefined] as const;
    const plain = parseShape(SCHEMAS.plainEntry, items);
    return plain.ok ? ([...plain.value, undefined, undefined, undefined] as const) : null;
  }
  if (items.length === 6) {
    const judged = parseShape(SCHEMAS.judgedEntry, items);
    return judged.ok && judged.value[5].length > 0
      ? ([...judged.value, undefined, undefined] as const)
      : null;
  }
  if (items.length === 7) {
    const following = parseShape(SCHEMAS.followingEntry, items);
    return following.ok ? ([...following.value, undefined] as const) : null;
  }
  const showing = parseShape(SCHEMAS.showingEntry, items);
  return showing.ok ? showing.value : null;
}
