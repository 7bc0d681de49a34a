import { isDeepStrictEqual } from 'node:util';
import type { LedgerFacts } from '../ledger/ledger-facts.ts';
import { type Amended, type Amendment, standing } from '../ledger/standing.ts';
import type { LoggedStatement } from '../store/day-records.ts';
import { type LedgerEntry, recordKey } from '../store/entry-row.ts';
import type { Projection } from '../store/projection.ts';
import type { PlacedStatement } from '../store/statements.ts';
import type { KeptDuty } from '../store/verification.ts';
import type { Fault } from './finding.ts';

/** What the ledger has of some records of one segment. */
export interface LedgerPart {
  readonly entries: readonly LedgerEntry[];
  readonly amendments: readonly Amendment[];
  /** About the entries and about what was said of them, whatever segment made it. */
  readonly amendmentsOf: readonly Amendment[];
  readonly duties: readonly KeptDuty[];
  readonly statements: readonly PlacedStatement[];
}

interface Difference {
  readonly what: Fault;
  readonly number: number;
  readonly detail?: string;
}

interface Compared {
  /** These records may or may not have rows: they were kept apart when they came. */
  readonly isOptional: (number: number) => boolean;
  /** Of these the hidden part of a form cannot be opened any more: what they say is not compared. */
  readonly isHidden: (number: number) => boolean;
}

/** As JSON has it: what the rows went through. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));
const isSame = (one: unknown, other: unknown): boolean =>
  isDeepStrictEqual(plain(one), plain(other));

/** What the records mean, against what the ledger has. */
export function differencesIn(
  expected: Pick<Projection, 'entries' | 'amendments' | 'duties' | 'day'>,
  found: LedgerPart,
  { isOptional, isHidden }: Compared,
): Difference[] {
  const byTarget = new Map<string, Amendment[]>();
  for (const amendment of found.amendmentsOf) {
    const key = recordKey(amendment.target);
    byTarget.set(key, [...(byTarget.get(key) ?? []), amendment]);
  }
  const of = {
    entries: matched(expected.entries, found.entries, ({ id }) => id.number),
    amendments: matched(expected.amendments, found.amendments, ({ id }) => id.number),
    duties: matched(expected.duties, found.duties, ({ number }) => number),
  };
  const differences: Difference[] = [];
  const lost = (what: Fault, numbers: readonly number[]) => {
    for (const number of numbers) if (!isOptional(number)) differences.push({ what, number });
  };
  lost('ledger-missing', of.entries.missing);
  lost('change-missing', of.amendments.missing);
  lost('duty-missing', of.duties.missing);
  for (const [what, numbers] of [
    ['ledger-extra', of.entries.extra],
    ['change-extra', of.amendments.extra],
    ['duty-extra', of.duties.extra],
  ] as const) {
    for (const number of numbers) differences.push({ what, number });
  }
  for (const [logged, row] of of.entries.pairs) {
    const { number } = row.id;
    const columns = alteredColumns(logged, row, byTarget, isHidden(number));
    if (columns.length > 0) {
      differences.push({ what: 'ledger-altered', number, detail: columns.join(', ') });
    }
  }
  for (const [logged, row] of of.amendments.pairs) {
    const { number } = row.id;
    if (!isHidden(number) && !isSame(logged, row))
      differences.push({ what: 'change-altered', number });
  }
  for (const [logged, row] of of.duties.pairs) {
    const isOtherTime = row.at !== null && row.at !== logged.at;
    if (isOtherTime || !isSame(logged.onDuty, row.onDuty)) {
      differences.push({ what: 'duty-altered', number: row.number });
    }
  }
  for (const logged of expected.day.statements) {
    const row = found.statements.find(({ id }) => id === recordKey(logged.id));
    const { number } = logged.id;
    if (!row) lost('statement-missing', [number]);
    else if (!isStatementOf(logged, row)) differences.push({ what: 'statement-altered', number });
  }
  return differences;
}

/** A name and words that a purge took are as they should be. */
function isStatementOf(logged: LoggedStatement, row: PlacedStatement): boolean {
  const { gateId, id: _id, streetId: _street, by, note, ...stated } = logged;
  const { id: _key, by: rowBy, note: rowNote, ...kept } = row;
  const isPurged = rowBy === '' && rowNote === '';
  return (
    isSame({ ...stated, placeId: gateId, isDesk: false }, kept) &&
    (isPurged || (rowBy === by && rowNote === note))
  );
}

function matched<T>(expected: readonly T[], found: readonly T[], numberOf: (one: T) => number) {
  const rows = new Map(found.map((one) => [numberOf(one), one]));
  const pairs: (readonly [T, T])[] = [];
  const missing: number[] = [];
  for (const one of expected) {
    const number = numberOf(one);
    const row = rows.get(number);
    if (row === undefined) missing.push(number);
    else pairs.push([one, row]);
    rows.delete(number);
  }
  return { pairs, missing, extra: [...rows.keys()] };
}

const PLAIN_COLUMNS = [
  'streetId',
  'deviceId',
  'shiftId',
  'segmentOrder',
  'at',
  'receivedAt',
  'late',
  'follows',
] as const;

function alteredColumns(
  logged: LedgerEntry,
  row: LedgerEntry,
  amended: Amended,
  isHidden: boolean,
): string[] {
  const altered: string[] = PLAIN_COLUMNS.filter((column) => !isSame(logged[column], row[column]));
  // Of the clocks only the latest difference is kept: the flag cannot be told from the records.
  const flags = (entry: LedgerEntry) => entry.flags.filter((flag) => flag !== 'clock-skew');
  if (!isSame(flags(logged), flags(row))) altered.push('flags');
  const isKeptApart = row.original !== row.facts;
  if (isKeptApart && !isHidden && !isSame(logged.original, row.original)) altered.push('original');
  const { subject: seenSubject, shown } = row.original;
  const original = isHidden ? { ...logged.original, subject: seenSubject, shown } : logged.original;
  const stands = standing({ ...logged, original: isKeptApart ? row.original : original }, amended);
  if (stands.state !== row.state) altered.push('state');
  if (stands.note !== row.note) altered.push('note');
  if (stands.decidedBy !== row.decidedBy) altered.push('decidedBy');
  const facts = Object.keys(row.facts) as (keyof LedgerFacts)[];
  altered.push(...facts.filter((fact) => !isSame(stands.facts[fact], row.facts[fact])));
  const { subject } = stands.facts;
  if (subject.kind === 'resident' && subject.rosterNumber !== row.rosterNumber) {
    if (!altered.includes('subject')) altered.push('subject');
  }
  return altered;
}
