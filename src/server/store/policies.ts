import { DEFAULT_POLICY, type Policy } from '../../domain/policy.ts';
import { type Database, insertRows, marks, type Row } from './database.ts';
import { numberOrNull, textIn } from './row.ts';

export interface MadePolicy {
  readonly policy: Policy;
  /** Epoch ms; null: before it was kept. */
  readonly madeAt: number | null;
  /** Name of the desk's device. */
  readonly madeBy: string;
}

export interface Policies {
  /** The highest version, in force or not yet; null when the street has made none. */
  current(streetId: string): Promise<Policy | null>;
  /** Newest first. */
  list(streetId: string, limit: number): Promise<MadePolicy[]>;
  /** Of these versions those that there are. */
  ofVersions(streetId: string, versions: readonly number[]): Promise<Policy[]>;
  /** @throws when the version exists: a version that once judged is never changed. */
  add(streetId: string, policy: Policy, made?: Omit<MadePolicy, 'policy'>): Promise<void>;
}

export const POLICY_COLUMNS = ['street_id', 'version', 'policy', 'made_at', 'made_by'] as const;

const UNKNOWN_MAKER: Omit<MadePolicy, 'policy'> = { madeAt: null, madeBy: '' };

export const policyToRow = (
  streetId: string,
  policy: Policy,
  { madeAt, madeBy }: Omit<MadePolicy, 'policy'> = UNKNOWN_MAKER,
): Row => ({
  street_id: streetId,
  version: policy.version,
  policy: JSON.stringify(policy),
  made_at: madeAt,
  made_by: madeBy,
});

/** Only what `add` wrote, so its shape is known. Rules that were not thought of then are as usual. */
export const policyFromRow = (row: Row): Policy => ({
  ...DEFAULT_POLICY,
  ...(JSON.parse(textIn(row, 'policy')) as Partial<Policy>),
});

export function openPolicies(database: Database): Policies {
  const newest = (streetId: string, limit: number): Promise<Row[]> =>
    database.all('SELECT * FROM policies WHERE street_id = ? ORDER BY version DESC LIMIT ?', [
      streetId,
      limit,
    ]);
  return {
    async current(streetId) {
      const [row] = await newest(streetId, 1);
      return row ? policyFromRow(row) : null;
    },
    async list(streetId, limit) {
      return (await newest(streetId, limit)).map((row) => ({
        policy: policyFromRow(row),
        madeAt: numberOrNull(row, 'made_at'),
        madeBy: textIn(row, 'made_by'),
      }));
    },
    async ofVersions(streetId, versions) {
      if (versions.length === 0) return [];
      const sql = `SELECT * FROM policies WHERE street_id = ? AND version IN (${marks(versions.length)})`;
      return (await database.all(sql, [streetId, ...versions])).map(policyFromRow);
    },
    async add(streetId, policy, made) {
      const row = policyToRow(streetId, policy, made);
      await insertRows(database, 'policies', POLICY_COLUMNS, [row], '');
    },
  };
}
