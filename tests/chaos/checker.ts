// Nothing of the server's own code: its rows and key files are read and judged by what docs/protocol.md says.
import {
  type CheckedRecord,
  type CheckedSegment,
  checkSegments,
  recordName,
} from './checked-log.ts';
import type { PhoneAccount, Saved } from './journal.ts';
import { openSigned } from './own-sealing.ts';
import { numberOf, type ServerKeys, type ServerRows, textOf } from './rows.ts';

const KIND = { start: 1, passEntry: 5, decision: 7, undo: 8, note: 13, close: 14 } as const;
const ENTRY_KINDS: readonly unknown[] = [4, 5, 6, 12];
const TENTHS_OF_ZERO = 365;

/** Everything that is not as it was shown on the phones; empty: nothing was lost, doubled or changed. */
export function checkEverything(
  phones: readonly PhoneAccount[],
  receiptsSent: readonly Uint8Array[],
  rows: ServerRows,
  keys: ServerKeys,
): string[] {
  const wrong: string[] = [];
  const say = (what: string): void => {
    wrong.push(what);
  };
  const segments = checkSegments(rows, keys, say);
  for (const row of rows.forked) say(`a fork of ${textOf(row, 'segment_id')} was kept`);
  const records = recordsByName(segments, say);
  for (const phone of phones) {
    const tell = (what: string): void => say(`${phone.name}: ${what}`);
    for (const complaint of phone.complaints) tell(complaint);
    checkPhone(phone, segments, records, tell);
  }
  checkReceipts(phones, receiptsSent, segments, keys, say);
  checkLedger(segments, rows, say);
  return wrong;
}

function recordsByName(
  segments: readonly CheckedSegment[],
  say: (what: string) => void,
): ReadonlyMap<string, CheckedRecord> {
  const records = new Map<string, CheckedRecord>();
  for (const record of segments.flatMap((segment) => segment.records)) {
    const name = recordName(record.segmentId, record.number);
    if (records.has(name)) say(`record ${name} is there twice`);
    records.set(name, record);
  }
  return records;
}

function checkPhone(
  phone: PhoneAccount,
  segments: readonly CheckedSegment[],
  records: ReadonlyMap<string, CheckedRecord>,
  tell: (what: string) => void,
): void {
  const mine = segments.filter(({ deviceId }) => deviceId === phone.deviceId);
  const own = mine.flatMap((segment) => segment.records);
  const passNumbers = countBy(own.filter(isPassEntry), ({ items }) => items[2]);
  const notes = countBy(
    own.filter(({ items }) => items[0] === KIND.note),
    ({ items }) => items[2],
  );
  for (const saved of phone.saved) {
    const fault = faultOf(saved, { mine, own, records, passNumbers, notes });
    if (fault !== null) tell(`${told(saved)}: ${fault}`);
  }
  for (const { segmentId, number, sealed } of phone.onPhone) {
    const there = records.get(recordName(segmentId, number));
    if (!there) tell(`record ${recordName(segmentId, number)} is on the phone only`);
    else if (!there.sealed.equals(sealed)) tell(`other bytes under ${segmentId}/${number}`);
  }
}

interface AtServer {
  readonly mine: readonly CheckedSegment[];
  readonly own: readonly CheckedRecord[];
  readonly records: ReadonlyMap<string, CheckedRecord>;
  readonly passNumbers: ReadonlyMap<unknown, number>;
  readonly notes: ReadonlyMap<unknown, number>;
}

/** Null: what was shown stands at the server, once. */
function faultOf(
  saved: Saved,
  { mine, own, records, passNumbers, notes }: AtServer,
): string | null {
  switch (saved.kind) {
    case 'entry': {
      const segment = mine.find(({ segmentId }) => segmentId === saved.segmentId);
      const record = records.get(recordName(saved.segmentId, saved.number));
      if (!segment || !record) return 'missing';
      const [kind, seconds, passNumber, flags, temperature] = record.items;
      const isSame =
        kind === KIND.passEntry &&
        (Math.floor(segment.startedAt / 1000) + Number(seconds)) * 1000 === saved.at &&
        passNumber === saved.passNumber &&
        (Number(flags) & 1) === Number(saved.isIn) &&
        temperature === saved.temperatureTenths - TENTHS_OF_ZERO;
      if (!isSame) return `changed to ${JSON.stringify(record.items)}`;
      const times = passNumbers.get(saved.passNumber) ?? 0;
      return times === 1 ? null : `there ${times} times`;
    }
    case 'undo':
      return own.some((record) => targets(record, KIND.undo, saved)) ? null : 'missing';
    case 'decision':
      return own.some((record) => targets(record, KIND.decision, saved)) ? null : 'missing';
    case 'note': {
      const times = notes.get(saved.text) ?? 0;
      return times === 1 ? null : `there ${times} times`;
    }
    case 'start':
      return records.get(recordName(saved.shiftId, 1))?.items[0] === KIND.start ? null : 'missing';
    case 'close': {
      const shift = mine.filter(({ shiftId }) => shiftId === saved.shiftId);
      const count = shift.reduce((sum, { have }) => sum + have, 0);
      const closes = shift
        .flatMap((segment) => segment.records)
        .filter(({ items }) => items[0] === KIND.close && items[2] === saved.recordCount);
      if (closes.length !== 1) return `there ${closes.length} times`;
      return count === saved.recordCount ? null : `${count} records have come`;
    }
    default:
      throw new Error(`unknown deed ${saved satisfies never}`);
  }
}

const isPassEntry = ({ items }: CheckedRecord): boolean => items[0] === KIND.passEntry;

function targets(
  { segmentId, items: [kind, , target] }: CheckedRecord,
  wanted: number,
  saved: { readonly segmentId: string; readonly number: number },
): boolean {
  if (kind !== wanted) return false;
  if (!Array.isArray(target)) return segmentId === saved.segmentId && target === saved.number;
  const [bytes, number] = target as [Uint8Array, number];
  return Buffer.from(bytes).toString('hex') === saved.segmentId && number === saved.number;
}

/** A receipt that left the server is for ever: whether or not a phone got it. */
function checkReceipts(
  phones: readonly PhoneAccount[],
  sent: readonly Uint8Array[],
  segments: readonly CheckedSegment[],
  keys: ServerKeys,
  say: (what: string) => void,
): void {
  const bySegment = new Map(segments.map((segment) => [segment.segmentId, segment]));
  const held = phones.flatMap(({ receipts }) => receipts.map(({ bytes }) => bytes));
  const seen = new Set<string>();
  for (const bytes of [...sent, ...held]) {
    const text = Buffer.from(bytes).toString('base64');
    if (seen.has(text)) continue;
    seen.add(text);
    const items = keys.receipts
      .map((key) => openSigned(bytes, key, 'kadian receipt'))
      .find((opened) => opened !== null);
    if (!items) {
      say('a receipt that no receipt key has signed');
      continue;
    }
    const [deviceId, segmentId] = [items[0], items[1]].map((id) =>
      Buffer.from(id as Uint8Array).toString('hex'),
    );
    const number = Number(items[2]);
    const segment = bySegment.get(segmentId ?? '');
    const head = segment?.heads[number];
    if (!segment || segment.deviceId !== deviceId || number > segment.have || !head) {
      say(`a receipt for ${segmentId}/${number}, of which ${segment?.have ?? 0} are there`);
    } else if (!head.equals(items[3] as Uint8Array)) {
      say(`a receipt for ${segmentId}/${number} names a head that the rows do not make`);
    }
  }
}

/** The ledger is what the readable records say, no more and no less; quarantined ones say nothing. */
function checkLedger(
  segments: readonly CheckedSegment[],
  rows: ServerRows,
  say: (what: string) => void,
): void {
  const undone = new Set<string>();
  const expected = new Map<string, { segment: CheckedSegment; record: CheckedRecord }>();
  for (const segment of segments) {
    for (const record of segment.records) {
      if (record.isQuarantined) continue;
      const { items, segmentId, number } = record;
      if (ENTRY_KINDS.includes(items[0])) {
        expected.set(recordName(segmentId, number), { segment, record });
      }
      if (items[0] === KIND.undo) undone.add(targetName(segmentId, items[2]));
    }
  }
  for (const row of rows.entries) {
    const name = recordName(textOf(row, 'segment_id'), numberOf(row, 'number'));
    const match = expected.get(name);
    expected.delete(name);
    if (!match) {
      say(`ledger entry ${name} has no record, or stands twice`);
      continue;
    }
    const { segment, record } = match;
    const [, seconds, subject, flags, temperature] = record.items;
    const isSame =
      textOf(row, 'gate_id') === segment.gateId &&
      textOf(row, 'device_id') === segment.deviceId &&
      textOf(row, 'shift_id') === segment.shiftId &&
      numberOf(row, 'at') === (Math.floor(segment.startedAt / 1000) + Number(seconds)) * 1000 &&
      numberOf(row, 'pass_number') === subject &&
      textOf(row, 'direction') === ((Number(flags) & 1) === 1 ? 'in' : 'out') &&
      numberOf(row, 'temperature_tenths') === Number(temperature) + TENTHS_OF_ZERO &&
      (textOf(row, 'state') === 'undone') === undone.has(name);
    if (!isSame) say(`ledger entry ${name} differs from its record`);
  }
  for (const name of expected.keys()) say(`record ${name} is not in the ledger`);
}

function targetName(segmentId: string, target: unknown): string {
  if (!Array.isArray(target)) return recordName(segmentId, Number(target));
  const [bytes, number] = target as [Uint8Array, number];
  return recordName(Buffer.from(bytes).toString('hex'), number);
}

function countBy<T>(list: readonly T[], nameOf: (one: T) => unknown): Map<unknown, number> {
  const counts = new Map<unknown, number>();
  for (const one of list) counts.set(nameOf(one), (counts.get(nameOf(one)) ?? 0) + 1);
  return counts;
}

const told = (saved: Saved): string => {
  switch (saved.kind) {
    case 'entry':
      return `saved entry ${recordName(saved.segmentId, saved.number)}`;
    case 'undo':
    case 'decision':
      return `${saved.kind} about ${recordName(saved.segmentId, saved.number)}`;
    case 'note':
      return `note "${saved.text}"`;
    default:
      return `${saved.kind} of shift ${saved.shiftId}`;
  }
};
