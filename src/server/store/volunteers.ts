import type { Volunteer } from '../../domain/rota.ts';
import { type Database, insertRows, takeNew } from './database.ts';
import { flagIn, textIn } from './row.ts';

/** Everybody who may be put on the street's rota, or was. */
export interface Volunteers {
  /** By name. */
  all(streetId: string): Promise<Volunteer[]>;
  find(streetId: string, id: string): Promise<Volunteer | null>;
  /** @returns how many are new, or other than before. */
  save(streetId: string, volunteers: readonly Volunteer[], now: number): Promise<number>;
}

const SAID = ['name', 'phone', 'unit', 'gone'] as const;
const COLUMNS = ['street_id', 'id', ...SAID, 'changed_at'] as const;
const IS_OTHER = SAID.map((column) => `volunteers.${column} <> excluded.${column}`).join(' OR ');

const volunteerFromRow = (row: Parameters<typeof textIn>[0]): Volunteer => ({
  id: textIn(row, 'id'),
  name: textIn(row, 'name'),
  phone: textIn(row, 'phone'),
  unit: textIn(row, 'unit'),
  isGone: flagIn(row, 'gone'),
});

export function openVolunteers(database: Database): Volunteers {
  return {
    async all(streetId) {
      const sql = 'SELECT * FROM volunteers WHERE street_id = ? ORDER BY name, id';
      return (await database.all(sql, [streetId])).map(volunteerFromRow);
    },
    async find(streetId, id) {
      const sql = 'SELECT * FROM volunteers WHERE street_id = ? AND id = ?';
      const [row] = await database.all(sql, [streetId, id]);
      return row ? volunteerFromRow(row) : null;
    },
    save: (streetId, volunteers, now) =>
      insertRows(
        database,
        'volunteers',
        COLUMNS,
        volunteers.map(({ id, name, phone, unit, isGone }) => ({
          street_id: streetId,
          id,
          name,
          phone,
          unit,
          gone: Number(isGone),
          changed_at: now,
        })),
        `ON CONFLICT (street_id, id) DO UPDATE SET ${takeNew([...SAID, 'changed_at'])} WHERE ${IS_OTHER}`,
      ),
  };
}
