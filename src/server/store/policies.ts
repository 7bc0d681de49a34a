import type { Policy } from '../../domain/policy.ts';
import { type Database, insertRows, type Row } from './database.ts';
import { textIn } from './row.ts';

export interface Policies {
  /** The highest version; null when the street has made none. */
  current(streetId: string): Promise<Policy | null>;
  /** @throws when the version exists: a version that once judged is never changed. */
  add(streetId: string, policy: Policy): Promise<void>;
}

export const POLICY_COLUMNS = ['street_id', 'version', 'policy'] as const;

export const policyToRow = (streetId: string, policy: Policy): Row => ({
  street_id: streetId,
  version: policy.version,
  policy: JSON.stringify(policy),
});

/** Only what `add` wrote, so its shape is known. */
export const policyFromRow = (row: Row): Policy => JSON.parse(textIn(row, 'policy')) as Policy;

export function openPolicies(database: Database): Policies {
  return {
    async current(streetId) {
      const sql = 'SELECT * FROM policies WHERE street_id = ? ORDER BY version DESC LIMIT 1';
      const [row] = await database.all(sql, [streetId]);
      return row ? policyFromRow(row) : null;
    },
    async add(streetId, policy) {
      await insertRows(database, 'policies', POLICY_COLUMNS, [policyToRow(streetId, policy)], '');
    },
  };
}
