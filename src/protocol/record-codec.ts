import type * as v from 'valibot';
import { OUTCOMES, type RecordId } from '../domain/entry.ts';
import { CASE_STEPS, type GateRecord } from '../domain/gate-record.ts';
import { REASON_CODES, type ReasonCode } from '../domain/reason.ts';
import { REPORT_FIGURES, type ReportFigures } from '../domain/report-figures.ts';
import { type Bytes, idBytes, toHex } from '../encoding/bytes.ts';
import { decodeArray, encodeCbor } from '../encoding/cbor.ts';
import {
  type FactItems,
  factsOfItems,
  itemsOfFacts,
  plainFacts,
  SUBJECT_KINDS,
  shownOf,
} from './facts-codec.ts';
import { LAST_RECORD_KIND, RECORD_KIND, RECORD_SCHEMAS, type Target } from './record-schemas.ts';
import { parseShape } from './shapes.ts';
import type { ShownItems } from './shown-codec.ts';

/** The segment that a record stands in. */
interface RecordPlace {
  readonly segmentId: string;
  readonly startedAt: number;
}

export type RecordReading =
  | { readonly ok: true; readonly record: GateRecord }
  /** `unknown-kind`: from a newer phone. Both are kept as unreadable, never dropped. */
  | { readonly ok: false; readonly why: 'malformed' | 'unknown-kind' };

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

/** Accepts exactly the bytes that encodeRecord writes, and reports with fewer figures. Never throws on bytes. */
export function parseRecord(
  bytes: Uint8Array,
  startedAt: number,
  segmentId: string,
): RecordReading {
  const items = decodeArray(bytes);
  const kind = items?.[0];
  if (!items || typeof kind !== 'number' || kind < 1) return { ok: false, why: 'malformed' };
  if (kind > LAST_RECORD_KIND) return { ok: false, why: 'unknown-kind' };
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
      return [RECORD_KIND.shiftStart, at, record.onDuty, record.policyVersion, record.appVersion];
    case 'duty-change':
      return [RECORD_KIND.dutyChange, at, record.onDuty];
    case 'policy-change':
      return [RECORD_KIND.policyChange, at, record.policyVersion];
    case 'entry': {
      const kind = RECORD_KIND.entry + SUBJECT_KINDS.indexOf(record.subject.kind);
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
      const items = [RECORD_KIND.decision, at, target(record.target), outcome, record.note];
      return record.by === '' ? items : [...items, record.by];
    }
    case 'case-step': {
      const step = CASE_STEPS.indexOf(record.step);
      return [RECORD_KIND.caseStep, at, target(record.target), step, record.by, record.note];
    }
    case 'head-count':
      return [RECORD_KIND.headCount, at, record.direction === 'in' ? 1 : 0, record.people];
    case 'notice-read':
      return [RECORD_KIND.noticeRead, at, idBytes(record.noticeId), record.by];
    case 'daily-report': {
      const figures = REPORT_FIGURES.map((figure) => record.figures[figure]);
      return [
        RECORD_KIND.dailyReport,
        at,
        record.day,
        record.isZero ? 1 : 0,
        figures,
        record.by,
        record.note,
      ];
    }
    case 'handover-accepted':
      return [RECORD_KIND.handoverAccepted, at, idBytes(record.shiftId), record.by];
    case 'standards-answered':
      return [
        RECORD_KIND.standardsAnswered,
        at,
        record.version,
        record.missing,
        record.by,
        record.note,
      ];
    case 'quiz-answered':
      return [RECORD_KIND.quizAnswered, at, record.version, record.asked, record.right, record.by];
    case 'undo':
      return [RECORD_KIND.undo, at, target(record.target)];
    case 'correction': {
      const kind = RECORD_KIND.correction + SUBJECT_KINDS.indexOf(record.subject.kind);
      const shown = shownOf(record);
      const items = [kind, at, target(record.target), ...itemsOfFacts(record)];
      return shown.length > 0 ? [...items, shown] : items;
    }
    case 'refusal':
      return [
        RECORD_KIND.refusal,
        at,
        record.direction === 'in' ? 1 : 0,
        REASON_CODES.indexOf(record.reason),
        record.passNumber,
      ];
    case 'handover-note':
      return [RECORD_KIND.handoverNote, at, record.text];
    case 'shift-close':
      return [RECORD_KIND.shiftClose, at, record.recordCount];
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
    case RECORD_KIND.shiftStart: {
      const value = read(RECORD_SCHEMAS.shiftStart);
      if (!value) return null;
      const [, , onDuty, policyVersion, appVersion] = value;
      return { kind: 'shift-start', at, onDuty, policyVersion, appVersion };
    }
    case RECORD_KIND.dutyChange: {
      const value = read(RECORD_SCHEMAS.dutyChange);
      return value && { kind: 'duty-change', at, onDuty: value[2] };
    }
    case RECORD_KIND.policyChange: {
      const value = read(RECORD_SCHEMAS.policyChange);
      return value && { kind: 'policy-change', at, policyVersion: value[2] };
    }
    case RECORD_KIND.entry:
    case RECORD_KIND.entry + 1:
    case RECORD_KIND.entry + 2: {
      const value = readEntry(items);
      if (!value) return null;
      const [, , subject, flags, temperature, reasons = [], follows = null, shown] = value;
      const target = follows === null ? null : recordId(follows);
      if (follows !== null && !target) return null;
      const found = facts(RECORD_KIND.entry, [subject, flags, temperature, reasons], shown);
      return found && { kind: 'entry', at, follows: target, ...found };
    }
    case RECORD_KIND.decision: {
      const named = items.length === 6 ? read(RECORD_SCHEMAS.namedDecision) : null;
      const value = named ?? read(RECORD_SCHEMAS.decision);
      const target = value && recordId(value[2]);
      const outcome = value && OUTCOMES[value[3]];
      const by = named?.[5] ?? '';
      return target && outcome
        ? { kind: 'decision', at, target, outcome, note: value[4], by }
        : null;
    }
    case RECORD_KIND.caseStep: {
      const value = read(RECORD_SCHEMAS.caseStep);
      const target = value && recordId(value[2]);
      const step = value && CASE_STEPS[value[3]];
      return target && step
        ? { kind: 'case-step', at, target, step, by: value[4], note: value[5] }
        : null;
    }
    case RECORD_KIND.headCount: {
      const value = read(RECORD_SCHEMAS.headCount);
      const direction = value?.[2] === 1 ? 'in' : 'out';
      return value && { kind: 'head-count', at, direction, people: value[3] };
    }
    case RECORD_KIND.noticeRead: {
      const value = read(RECORD_SCHEMAS.noticeRead);
      return value && { kind: 'notice-read', at, noticeId: toHex(value[2]), by: value[3] };
    }
    case RECORD_KIND.dailyReport: {
      const value = read(RECORD_SCHEMAS.dailyReport);
      if (!value) return null;
      const [, , day, zero, numbers, by, words] = value;
      const figures = Object.fromEntries(
        REPORT_FIGURES.map((figure, place) => [figure, numbers[place] ?? 0]),
      ) as ReportFigures;
      return { kind: 'daily-report', at, day, isZero: zero === 1, figures, by, note: words };
    }
    case RECORD_KIND.handoverAccepted: {
      const value = read(RECORD_SCHEMAS.handoverAccepted);
      return value && { kind: 'handover-accepted', at, shiftId: toHex(value[2]), by: value[3] };
    }
    case RECORD_KIND.standardsAnswered: {
      const value = read(RECORD_SCHEMAS.standardsAnswered);
      if (!value) return null;
      const [, , version, missing, by, words] = value;
      return { kind: 'standards-answered', at, version, missing, by, note: words };
    }
    case RECORD_KIND.quizAnswered: {
      const value = read(RECORD_SCHEMAS.quizAnswered);
      if (!value) return null;
      const [, , version, asked, right, by] = value;
      return { kind: 'quiz-answered', at, version, asked, right, by };
    }
    case RECORD_KIND.undo: {
      const value = read(RECORD_SCHEMAS.undo);
      const target = value && recordId(value[2]);
      return target && { kind: 'undo', at, target };
    }
    case RECORD_KIND.correction:
    case RECORD_KIND.correction + 1:
    case RECORD_KIND.correction + 2: {
      const showing = items.length === 8 ? read(RECORD_SCHEMAS.showingCorrection) : null;
      const value = showing ?? read(RECORD_SCHEMAS.correction);
      const target = value && recordId(value[2]);
      const found =
        value &&
        facts(RECORD_KIND.correction, [value[3], value[4], value[5], value[6]], showing?.[7]);
      return target && found && { kind: 'correction', at, target, ...found };
    }
    case RECORD_KIND.refusal: {
      const value = read(RECORD_SCHEMAS.refusal);
      if (!value) return null;
      const direction = value[2] === 1 ? 'in' : 'out';
      const reason = REASON_CODES[value[3]] as ReasonCode;
      return { kind: 'refusal', at, direction, reason, passNumber: value[4] };
    }
    case RECORD_KIND.handoverNote: {
      const value = read(RECORD_SCHEMAS.handoverNote);
      return value && { kind: 'handover-note', at, text: value[2] };
    }
    case RECORD_KIND.shiftClose: {
      const value = read(RECORD_SCHEMAS.shiftClose);
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
    const plain = parseShape(RECORD_SCHEMAS.plainEntry, items);
    return plain.ok ? ([...plain.value, undefined, undefined, undefined] as const) : null;
  }
  if (items.length === 6) {
    const judged = parseShape(RECORD_SCHEMAS.judgedEntry, items);
    return judged.ok && judged.value[5].length > 0
      ? ([...judged.value, undefined, undefined] as const)
      : null;
  }
  if (items.length === 7) {
    const following = parseShape(RECORD_SCHEMAS.followingEntry, items);
    return following.ok ? ([...following.value, undefined] as const) : null;
  }
  const showing = parseShape(RECORD_SCHEMAS.showingEntry, items);
  return showing.ok ? showing.value : null;
}
