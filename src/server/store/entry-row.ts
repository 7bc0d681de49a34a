import {
  IDENTIFICATIONS,
  MEASURING_SITES,
  OUTCOMES,
  type RecordId,
  type Subject,
  type Verdict,
} from '../../domain/entry.ts';
import { REASON_CODES, type ReasonCode } from '../../domain/reason.ts';
import type { LedgerFacts, LedgerShown } from '../ledger/ledger-facts.ts';
import { ENTRY_STATES, type EntryState } from '../ledger/standing.ts';
import type { Row } from './database.ts';
import { flagIn, numberIn, numberOrNull, textIn, textOrNull, wordsIn } from './row.ts';

/**
 * `refusal`: a code that was refused before anybody was measured. `no-card`: logged without the gate's card.
 * `paper`: written on paper at the gate and typed in at a desk.
 */
export const ENTRY_FLAGS = ['refusal', 'clock-skew', 'no-card', 'paper'] as const;
export type EntryFlag = (typeof ENTRY_FLAGS)[number];

/** An entry of the ledger as it stands, with what it was at first. Identity is (gate, segment, number). */
export interface LedgerEntry {
  readonly gateId: string;
  readonly id: RecordId;
  readonly streetId: string;
  readonly deviceId: string;
  readonly shiftId: string;
  readonly segmentOrder: number;
  /** The phone's clock. */
  readonly at: number;
  /** The server's clock. */
  readonly receivedAt: number;
  readonly late: boolean;
  readonly follows: RecordId | null;
  /** The very same object as `facts` when nothing was ever changed. */
  readonly original: LedgerFacts;
  readonly facts: LedgerFacts;
  /** Resolved through the pass table where the gate could not name the person. */
  readonly rosterNumber: number | null;
  readonly householdId: number | null;
  readonly state: EntryState;
  readonly note: string;
  /** Who decided last, of those on duty; empty where nobody was named. */
  readonly decidedBy: string;
  readonly flags: readonly EntryFlag[];
  /** The server's clock at the last change of this row, whatever made it. */
  readonly changedAt: number;
}

export const ENTRY_COLUMNS = [
  'gate_id',
  'segment_id',
  'number',
  'street_id',
  'device_id',
  'shift_id',
  'segment_order',
  'at',
  'received_at',
  'late',
  'follows',
  'original',
  'direction',
  'subject_kind',
  'roster_number',
  'household_id',
  'pass_number',
  'visitor',
  'visitor_search',
  'identification',
  'temperature_tenths',
  'site',
  'mask',
  'verdict',
  'outcome',
  'reasons',
  'shown',
  'state',
  'note',
  'decided_by',
  'flags',
  'changed_at',
] as const;

/** The columns that an amendment may change: `original` is written out once it differs from them. */
export const STANDING_COLUMNS = ENTRY_COLUMNS.slice(ENTRY_COLUMNS.indexOf('original')).filter(
  (column) => column !== 'flags',
);

export const recordKey = (id: RecordId): string => `${id.segmentId}/${id.number}`;

function recordIdFrom(key: string): RecordId {
  const slash = key.indexOf('/');
  return { segmentId: key.slice(0, slash), number: Number(key.slice(slash + 1)) };
}

function visitorColumns(subject: Subject): Row {
  if (subject.kind !== 'visitor') return { visitor: null, visitor_search: '' };
  const { name, phone, plate, householdVisited } = subject.visitor;
  const search = [name, phone, plate, householdVisited].join(' ').toUpperCase();
  return { visitor: JSON.stringify(subject.visitor), visitor_search: search };
}

export const entryToRow = (entry: LedgerEntry): Row => ({
  gate_id: entry.gateId,
  segment_id: entry.id.segmentId,
  number: entry.id.number,
  street_id: entry.streetId,
  device_id: entry.deviceId,
  shift_id: entry.shiftId,
  segment_order: entry.segmentOrder,
  at: entry.at,
  received_at: entry.receivedAt,
  late: Number(entry.late),
  follows: entry.follows && recordKey(entry.follows),
  original: entry.original === entry.facts ? '' : JSON.stringify(entry.original),
  direction: entry.facts.direction,
  subject_kind: entry.facts.subject.kind,
  roster_number: entry.rosterNumber,
  household_id: entry.householdId,
  pass_number: entry.facts.subject.kind === 'pass' ? entry.facts.subject.passNumber : null,
  ...visitorColumns(entry.facts.subject),
  identification: entry.facts.identification,
  temperature_tenths: entry.facts.reading?.temperatureTenths ?? null,
  site: entry.facts.reading?.site ?? null,
  mask: Number(entry.facts.mask),
  verdict: entry.facts.verdict,
  outcome: entry.facts.outcome,
  reasons: entry.facts.reasons.join(' '),
  shown: JSON.stringify(entry.facts.shown),
  state: entry.state,
  note: entry.note,
  decided_by: entry.decidedBy,
  flags: entry.flags.join(' '),
  changed_at: entry.changedAt,
});

function oneOf<T extends string>(list: readonly T[], row: Row, column: string): T {
  const found = list.find((one) => one === row[column]);
  if (found === undefined) throw new Error(`column ${column}: ${row[column]} is not known`);
  return found;
}

const isReasonCode = (code: string): code is ReasonCode =>
  REASON_CODES.some((known) => known === code);

const VERDICTS: readonly Verdict[] = ['pass', 'check', 'stop'];

function subjectFromRow(row: Row, original: LedgerFacts | null): Subject {
  const visitor = textOrNull(row, 'visitor');
  if (visitor !== null) return { kind: 'visitor', visitor: JSON.parse(visitor) };
  const passNumber = numberOrNull(row, 'pass_number');
  if (row.subject_kind === 'pass' && passNumber !== null) return { kind: 'pass', passNumber };
  const rosterNumber = numberOrNull(row, 'roster_number');
  if (rosterNumber !== null) return { kind: 'resident', rosterNumber };
  if (!original) throw new Error('an entry about nobody');
  return original.subject;
}

/** Facts that were kept before anything could be shown have no word of it. */
export const factsFromJson = (json: LedgerFacts): LedgerFacts => ({
  ...json,
  shown: json.shown ?? [],
});

export function entryFromRow(row: Row): LedgerEntry {
  const follows = textOrNull(row, 'follows');
  const temperatureTenths = numberOrNull(row, 'temperature_tenths');
  const kept = textIn(row, 'original');
  const original = kept === '' ? null : factsFromJson(JSON.parse(kept));
  const facts: LedgerFacts = {
    subject: subjectFromRow(row, original),
    direction: oneOf(['out', 'in'], row, 'direction'),
    identification: oneOf(IDENTIFICATIONS, row, 'identification'),
    reading:
      temperatureTenths === null
        ? null
        : { temperatureTenths, site: oneOf(MEASURING_SITES, row, 'site') },
    mask: flagIn(row, 'mask'),
    verdict: oneOf(VERDICTS, row, 'verdict'),
    outcome: oneOf(OUTCOMES, row, 'outcome'),
    reasons: wordsIn(row, 'reasons').filter(isReasonCode),
    shown: JSON.parse(textIn(row, 'shown')) as LedgerShown[],
  };
  return {
    gateId: textIn(row, 'gate_id'),
    id: { segmentId: textIn(row, 'segment_id'), number: numberIn(row, 'number') },
    streetId: textIn(row, 'street_id'),
    deviceId: textIn(row, 'device_id'),
    shiftId: textIn(row, 'shift_id'),
    segmentOrder: numberIn(row, 'segment_order'),
    at: numberIn(row, 'at'),
    receivedAt: numberIn(row, 'received_at'),
    late: flagIn(row, 'late'),
    follows: follows === null ? null : recordIdFrom(follows),
    original: original ?? facts,
    facts,
    rosterNumber: numberOrNull(row, 'roster_number'),
    householdId: numberOrNull(row, 'household_id'),
    state: oneOf(ENTRY_STATES, row, 'state'),
    note: textIn(row, 'note'),
    decidedBy: textIn(row, 'decided_by'),
    flags: ENTRY_FLAGS.filter((flag) => wordsIn(row, 'flags').includes(flag)),
    changedAt: numberIn(row, 'changed_at'),
  };
}
