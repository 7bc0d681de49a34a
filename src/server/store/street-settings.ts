import { type Database, insertRows } from './database.ts';
import { numberIn, textIn } from './row.ts';

/** What a street has set for itself, each under its own name. */
export type SettingName = 'report-form' | 'standards' | 'handbook';

export interface StreetSetting {
  /** From 1, one more with every change. */
  readonly version: number;
  /** JSON, as it was set. */
  readonly value: string;
  readonly changedAt: number;
  /** Name of the desk's device. */
  readonly changedBy: string;
}

export interface StreetSettings {
  /** Null: the usual one holds. */
  find(streetId: string, name: SettingName): Promise<StreetSetting | null>;
  /** `basedOn`: the version that was changed, 0 where there is none yet; null: whatever it is. */
  set(
    streetId: string,
    name: SettingName,
    basedOn: number | null,
    value: string,
    changedAt: number,
    changedBy: string,
  ): Promise<'set' | 'other-version'>;
}

export const openStreetSettings = (database: Database): StreetSettings => ({
  async find(streetId, name) {
    const [row] = await database.all(
      'SELECT * FROM street_settings WHERE street_id = ? AND name = ?',
      [streetId, name],
    );
    if (!row) return null;
    return {
      version: numberIn(row, 'version'),
      value: textIn(row, 'value'),
      changedAt: numberIn(row, 'changed_at'),
      changedBy: textIn(row, 'changed_by'),
    };
  },
  async set(streetId, name, basedOn, value, changedAt, changedBy) {
    const columns = ['street_id', 'name', 'version', 'value', 'changed_at', 'changed_by'];
    const row = {
      street_id: streetId,
      name,
      version: 1,
      value,
      changed_at: changedAt,
      changed_by: changedBy,
    };
    if (basedOn === null || basedOn === 0) {
      const added = await insertRows(
        database,
        'street_settings',
        columns,
        [row],
        'ON CONFLICT (street_id, name) DO NOTHING',
      );
      if (added > 0) return 'set';
      if (basedOn === 0) return 'other-version';
    }
    const changed = await database.run(
      `UPDATE street_settings SET version = version + 1, value = ?, changed_at = ?, changed_by = ?
       WHERE street_id = ? AND name = ? AND version = COALESCE(?, version)`,
      [value, changedAt, changedBy, streetId, name, basedOn],
    );
    return changed > 0 ? 'set' : 'other-version';
  },
});
