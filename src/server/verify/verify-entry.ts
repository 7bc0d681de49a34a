import { isDeepStrictEqual } from 'node:util';
import type { LedgerFacts } from '../ledger/ledger-facts.ts';
import { type Amended, standing } from '../ledger/standing.ts';
import { entryToRow, type LedgerEntry } from '../store/entry-row.ts';
import { isWaiting } from '../store/open-cases.ts';
import type { KeptEntry } from '../store/verification.ts';

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

/** As JSON has it: what the rows went through. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));
export const isSame = (one: unknown, other: unknown): boolean =>
  one === other || isDeepStrictEqual(plain(one), plain(other));

/**
 * What an entry's row says otherwise than its record and all that was said of it. `isHidden`: the hidden part of its form
 * cannot be opened any more.
 */
export function alteredColumns(
  logged: LedgerEntry,
  row: KeptEntry,
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
  altered.push(...alteredSearch(row));
  if (isCaseAltered(row)) altered.push('openCase');
  return altered;
}

/** Columns beside the facts that searching and counting read: they say what the facts say. */
function alteredSearch(row: KeptEntry): string[] {
  const { subject_kind, pass_number, visitor_search } = entryToRow(row);
  return [
    ...(subject_kind === row.subjectKind ? [] : ['subjectKind']),
    ...(pass_number === row.passNumber ? [] : ['passNumber']),
    ...(visitor_search === row.visitorSearch ? [] : ['visitorSearch']),
  ];
}

/** What an entry follows may have been purged before it: then nobody can say that there was no fever. */
const isCaseAltered = (row: KeptEntry): boolean =>
  row.isOpenCase !== row.shouldBeOpenCase &&
  (row.shouldBeOpenCase || row.follows === null || !isWaiting(row));
