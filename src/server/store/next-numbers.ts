import { type Database, insertRows } from './database.ts';
import { numberIn, textIn } from './row.ts';

/** The first of each kind that a street has never given to anybody. */
export interface NextNumbers {
  readonly householdId: number;
  readonly rosterNumber: number;
  readonly passNumber: number;
}

const KINDS = [
  { key: 'householdId', name: 'household', sql: 'SELECT MAX(id) AS most FROM households' },
  {
    key: 'rosterNumber',
    name: 'resident',
    sql: 'SELECT MAX(roster_number) AS most FROM residents',
  },
  { key: 'passNumber', name: 'pass', sql: 'SELECT MAX(pass_number) AS most FROM passes' },
] as const;

export async function nextNumbers(database: Database, streetId: string): Promise<NextNumbers> {
  const rows = await database.all('SELECT name, next FROM next_numbers WHERE street_id = ?', [
    streetId,
  ]);
  const kept = new Map(rows.map((row) => [textIn(row, 'name'), numberIn(row, 'next')]));
  const next = { householdId: 1, rosterNumber: 1, passNumber: 1 };
  for (const { key, name, sql } of KINDS) {
    const known = kept.get(name);
    if (known !== undefined) {
      next[key] = known;
      continue;
    }
    // A street from before numbers were kept.
    const [row] = await database.all(`${sql} WHERE street_id = ?`, [streetId]);
    next[key] = Number(row?.most ?? 0) + 1;
  }
  return next;
}

/** Numbers below `next` count as given from now on. */
export async function keepNumbers(
  inside: Database,
  streetId: string,
  next: NextNumbers,
): Promise<void> {
  const rows = KINDS.map(({ key, name }) => ({ street_id: streetId, name, next: next[key] }));
  await insertRows(
    inside,
    'next_numbers',
    ['street_id', 'name', 'next'],
    rows,
    `ON CONFLICT (street_id, name) DO UPDATE SET next =
       CASE WHEN next_numbers.next > excluded.next THEN next_numbers.next ELSE excluded.next END`,
  );
}
