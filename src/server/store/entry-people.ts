import { type Database, padded, type Row } from './database.ts';
import type { LedgerEntry } from './entry-row.ts';
import { numberIn, numberOrNull } from './row.ts';

interface Holder {
  readonly rosterNumber: number | null;
  readonly householdId: number | null;
}

export interface People {
  /** By roster number. */
  readonly householdOf: ReadonlyMap<number, number>;
  /** By pass number: a resident's pass names the resident, a household's the household alone. */
  readonly holderOf: ReadonlyMap<number, Holder>;
}

/**
 * A row for each number, of what it has in the street, found by primary key: before a database knows how large its tables
 * are it compares an IN of hundreds with every row of them.
 */
async function foundBy(
  inside: Database,
  of: {
    readonly table: 'passes' | 'residents';
    readonly key: string;
    readonly wanted: readonly string[];
  },
  streetId: string,
  numbers: Iterable<number>,
): Promise<Row[]> {
  const asked = padded([...new Set(numbers)]);
  if (asked.length === 0) return [];
  const one = (column: string): string =>
    `(SELECT t.${column} FROM ${of.table} t WHERE t.street_id = ? AND t.${of.key} = n.column1) AS ${column}`;
  const rows = ['(CAST(? AS BIGINT))', ...Array(asked.length - 1).fill('(?)')].join(', ');
  return inside.all(
    `SELECT n.column1 AS number, ${of.wanted.map(one).join(', ')} FROM (VALUES ${rows}) AS n`,
    [...of.wanted.map(() => streetId), ...asked],
  );
}

const OF_PASSES = {
  table: 'passes',
  key: 'pass_number',
  wanted: ['roster_number', 'household_id'],
} as const;
const OF_RESIDENTS = {
  table: 'residents',
  key: 'roster_number',
  wanted: ['household_id'],
} as const;

/** Whom the entries of one street are about, as far as it is known. */
export async function peopleOf(inside: Database, entries: readonly LedgerEntry[]): Promise<People> {
  const streetId = entries[0]?.streetId ?? '';
  const subjects = entries.map((entry) => entry.facts.subject);
  const passNumbers = subjects.flatMap((one) => (one.kind === 'pass' ? [one.passNumber] : []));
  const passes = await foundBy(inside, OF_PASSES, streetId, passNumbers);
  const holderOf = new Map(
    passes.map((row) => [
      numberIn(row, 'number'),
      {
        rosterNumber: numberOrNull(row, 'roster_number'),
        householdId: numberOrNull(row, 'household_id'),
      },
    ]),
  );
  const named = subjects.flatMap((one) => (one.kind === 'resident' ? [one.rosterNumber] : []));
  const held = [...holderOf.values()].flatMap(({ rosterNumber }) => rosterNumber ?? []);
  const residents = await foundBy(inside, OF_RESIDENTS, streetId, [...named, ...held]);
  const householdOf = new Map<number, number>();
  for (const row of residents) {
    const householdId = numberOrNull(row, 'household_id');
    if (householdId !== null) householdOf.set(numberIn(row, 'number'), householdId);
  }
  return { householdOf, holderOf };
}

export function named(entry: LedgerEntry, { householdOf, holderOf }: People): LedgerEntry {
  const { subject } = entry.facts;
  const holder = subject.kind === 'pass' ? holderOf.get(subject.passNumber) : undefined;
  const rosterNumber =
    subject.kind === 'resident' ? subject.rosterNumber : (holder?.rosterNumber ?? null);
  const householdId =
    rosterNumber === null ? (holder?.householdId ?? null) : (householdOf.get(rosterNumber) ?? null);
  return { ...entry, rosterNumber, householdId };
}
