import { TURN_LIMIT_MS, type Turn } from '../../domain/rota.ts';
import { type Database, insertRows, marks, type Row } from './database.ts';
import { numberIn, textIn, textOrNull } from './row.ts';

/** Who keeps the rota: the name of the desk's device, and its street. */
interface Keeper {
  readonly streetId: string;
  readonly by: string;
  readonly now: number;
}

/** Who should stand at which gate when. */
export interface Turns {
  /** At these gates, touching from … to, by start. */
  touching(
    streetId: string,
    gateIds: readonly string[],
    period: { readonly from: number; readonly to: number },
  ): Promise<Turn[]>;
  find(streetId: string, ids: readonly string[]): Promise<Turn[]>;
  /** At whichever gates: to see who stands where already. */
  startingAt(streetId: string, startsAt: readonly number[]): Promise<Turn[]>;
  /** One whose id is there stays as it is. @returns how many are new. */
  add(turns: readonly Turn[], keeper: Keeper): Promise<number>;
  remove(streetId: string, ids: readonly string[]): Promise<number>;
  /** Whose it is, whose it was, and until when. */
  change(turn: Turn, keeper: Keeper): Promise<void>;
}

const COLUMNS = [
  'street_id',
  'id',
  'gate_id',
  'volunteer_id',
  'starts_at',
  'ends_at',
  'instead_of',
  'changed_at',
  'changed_by',
] as const;

const TURN =
  'SELECT id, gate_id, volunteer_id, starts_at, ends_at, instead_of FROM turns WHERE street_id = ?';

const turnFromRow = (row: Row): Turn => ({
  id: textIn(row, 'id'),
  gateId: textIn(row, 'gate_id'),
  volunteerId: textIn(row, 'volunteer_id'),
  startsAt: numberIn(row, 'starts_at'),
  endsAt: numberIn(row, 'ends_at'),
  insteadOf: textOrNull(row, 'instead_of'),
});

export function openTurns(database: Database): Turns {
  return {
    async touching(streetId, gateIds, { from, to }) {
      if (gateIds.length === 0) return [];
      // None is longer, so that the index of starts is enough.
      const rows = await database.all(
        `${TURN} AND starts_at >= ? AND starts_at < ? AND ends_at > ?
           AND gate_id IN (${marks(gateIds.length)}) ORDER BY starts_at, gate_id, id`,
        [streetId, from - TURN_LIMIT_MS, to, from, ...gateIds],
      );
      return rows.map(turnFromRow);
    },
    async find(streetId, ids) {
      if (ids.length === 0) return [];
      const rows = await database.all(`${TURN} AND id IN (${marks(ids.length)})`, [
        streetId,
        ...ids,
      ]);
      return rows.map(turnFromRow);
    },
    async startingAt(streetId, startsAt) {
      const moments = [...new Set(startsAt)];
      if (moments.length === 0) return [];
      const rows = await database.all(`${TURN} AND starts_at IN (${marks(moments.length)})`, [
        streetId,
        ...moments,
      ]);
      return rows.map(turnFromRow);
    },
    add: (turns, { streetId, by, now }) =>
      insertRows(
        database,
        'turns',
        COLUMNS,
        turns.map((turn) => ({
          street_id: streetId,
          id: turn.id,
          gate_id: turn.gateId,
          volunteer_id: turn.volunteerId,
          starts_at: turn.startsAt,
          ends_at: turn.endsAt,
          instead_of: turn.insteadOf,
          changed_at: now,
          changed_by: by,
        })),
        'ON CONFLICT (street_id, id) DO NOTHING',
      ),
    remove: async (streetId, ids) =>
      ids.length === 0
        ? 0
        : database.run(`DELETE FROM turns WHERE street_id = ? AND id IN (${marks(ids.length)})`, [
            streetId,
            ...ids,
          ]),
    async change({ id, volunteerId, insteadOf, endsAt }, { streetId, by, now }) {
      await database.run(
        `UPDATE turns SET volunteer_id = ?, instead_of = ?, ends_at = ?, changed_at = ?, changed_by = ?
         WHERE street_id = ? AND id = ?`,
        [volunteerId, insteadOf, endsAt, now, by, streetId, id],
      );
    },
  };
}
