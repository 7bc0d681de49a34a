import type { Mark, MarkSubject } from '../../domain/mark.ts';
import { HOUSEHOLD_COLOURS } from '../../domain/reason.ts';
import { MARKS_LIMIT } from '../../protocol/briefing.ts';
import { type Database, insertRows, marks, type Row, takeNew } from './database.ts';
import { flagIn, numberIn, textIn, textOrNull, wordsIn } from './row.ts';

export interface KeptMark {
  readonly streetId: string;
  readonly mark: Mark;
  readonly changedAt: number;
  /** Name of the desk's device. */
  readonly changedBy: string;
  /** Path of the place that the desk stands at: nobody below it takes back what it said. */
  readonly changedWithin: string;
}

export interface Marks {
  /** Newest first. Of the whole street: whoever asks leaves out what is not theirs. */
  all(streetId: string): Promise<KeptMark[]>;
  count(streetId: string): Promise<number>;
  find(streetId: string, id: string): Promise<KeptMark | null>;
  /** About these people and households, and all about plates and ID numbers. */
  of(
    streetId: string,
    rosterNumbers: readonly number[],
    householdIds: readonly number[],
  ): Promise<KeptMark[]>;
  set(kept: KeptMark): Promise<void>;
  remove(streetId: string, id: string): Promise<void>;
}

export const MARK_COLUMNS = [
  'street_id',
  'id',
  'kind',
  'roster_number',
  'household_id',
  'text',
  'colour',
  'isolated_until',
  'void_until',
  'denied',
  'document_ids',
  'note',
  'changed_at',
  'changed_by',
  'changed_within',
] as const;

const textOf = (subject: MarkSubject): string | null => {
  if (subject.kind === 'plate') return subject.plate;
  return subject.kind === 'id-number' ? subject.idNumber : null;
};

export const markToRow = ({
  streetId,
  mark,
  changedAt,
  changedBy,
  changedWithin,
}: KeptMark): Row => ({
  street_id: streetId,
  id: mark.id,
  kind: mark.subject.kind,
  roster_number: mark.subject.kind === 'resident' ? mark.subject.rosterNumber : null,
  household_id: mark.subject.kind === 'household' ? mark.subject.householdId : null,
  text: textOf(mark.subject),
  colour: mark.colour,
  isolated_until: mark.isolatedUntil,
  void_until: mark.voidUntil,
  denied: Number(mark.isDenied),
  document_ids: mark.documentIds.join(' '),
  note: mark.note,
  changed_at: changedAt,
  changed_by: changedBy,
  changed_within: changedWithin,
});

function subjectIn(row: Row): MarkSubject {
  const kind = textIn(row, 'kind');
  switch (kind) {
    case 'resident':
      return { kind, rosterNumber: numberIn(row, 'roster_number') };
    case 'household':
      return { kind, householdId: numberIn(row, 'household_id') };
    case 'plate':
      return { kind, plate: textIn(row, 'text') };
    case 'id-number':
      return { kind, idNumber: textIn(row, 'text') };
    default:
      throw new Error(`unknown subject of a mark: ${kind}`);
  }
}

export const markFromRow = (row: Row): KeptMark => ({
  streetId: textIn(row, 'street_id'),
  mark: {
    id: textIn(row, 'id'),
    subject: subjectIn(row),
    colour: HOUSEHOLD_COLOURS.find((colour) => colour === row.colour) ?? null,
    isolatedUntil: textOrNull(row, 'isolated_until'),
    voidUntil: textOrNull(row, 'void_until'),
    isDenied: flagIn(row, 'denied'),
    documentIds: wordsIn(row, 'document_ids').map(Number),
    note: textIn(row, 'note'),
  },
  changedAt: numberIn(row, 'changed_at'),
  changedBy: textIn(row, 'changed_by'),
  changedWithin: textIn(row, 'changed_within'),
});

export function openMarks(database: Database): Marks {
  return {
    async all(streetId) {
      const sql = 'SELECT * FROM marks WHERE street_id = ? ORDER BY changed_at DESC, id LIMIT ?';
      return (await database.all(sql, [streetId, MARKS_LIMIT])).map(markFromRow);
    },
    async count(streetId) {
      const sql = 'SELECT COUNT(*) AS n FROM marks WHERE street_id = ?';
      return Number((await database.all(sql, [streetId]))[0]?.n);
    },
    async find(streetId, id) {
      const sql = 'SELECT * FROM marks WHERE street_id = ? AND id = ?';
      const [row] = await database.all(sql, [streetId, id]);
      return row ? markFromRow(row) : null;
    },
    async of(streetId, rosterNumbers, householdIds) {
      const about = [
        "kind IN ('plate', 'id-number')",
        ...(rosterNumbers.length > 0 ? [`roster_number IN (${marks(rosterNumbers.length)})`] : []),
        ...(householdIds.length > 0 ? [`household_id IN (${marks(householdIds.length)})`] : []),
      ];
      const sql = `SELECT * FROM marks WHERE street_id = ? AND (${about.join(' OR ')}) ORDER BY id`;
      const rows = await database.all(sql, [streetId, ...rosterNumbers, ...householdIds]);
      return rows.map(markFromRow);
    },
    async set(kept) {
      const changing = MARK_COLUMNS.filter((column) => column !== 'street_id' && column !== 'id');
      const conflict = `ON CONFLICT (street_id, id) DO UPDATE SET ${takeNew(changing)}`;
      await insertRows(database, 'marks', MARK_COLUMNS, [markToRow(kept)], conflict);
    },
    async remove(streetId, id) {
      await database.run('DELETE FROM marks WHERE street_id = ? AND id = ?', [streetId, id]);
    },
  };
}
