import { type Database, insertRows, type Row, takeNew } from './database.ts';
import { placeFromRow } from './places.ts';
import { numberIn, numberOrNull, textIn } from './row.ts';

/** A place that has a card. Its secret is with the keys, never here. */
export interface Gate {
  readonly id: string;
  readonly streetId: string;
  /** The compound, courtyard, village or venue whose roster the gate works with; the gate itself when alone. */
  readonly compoundId: string;
  readonly cardEpoch: number;
  /** Names gate and epoch without giving the secret away. */
  readonly cardTag: string;
}

export interface PlacedGate extends Gate {
  readonly name: string;
  readonly path: string;
  /** Epoch ms; null: from before it was kept, it was always there. */
  readonly madeAt: number | null;
  readonly closedAt: number | null;
  readonly compoundName: string;
}

export interface Gates {
  save(gate: Gate): Promise<void>;
  find(id: string): Promise<PlacedGate | null>;
  /** Closed ones too. */
  within(scopePath: string): Promise<PlacedGate[]>;
  attach(gateId: string, compoundId: string): Promise<void>;
  /** Keeps that the phone was told of these gates. @returns those that it was told of before and that are not among them. */
  tell(deviceId: string, gateIds: readonly string[]): Promise<string[]>;
  /** Whether it ever was: what a phone was told of is not forgotten when the gate is its no more. */
  wasTold(deviceId: string, gateId: string): Promise<boolean>;
}

export const GATE_COLUMNS = [
  'gate_id',
  'street_id',
  'compound_id',
  'card_epoch',
  'card_tag',
] as const;

export const gateToRow = (gate: Gate): Row => ({
  gate_id: gate.id,
  street_id: gate.streetId,
  compound_id: gate.compoundId,
  card_epoch: gate.cardEpoch,
  card_tag: gate.cardTag,
});

export const gateFromRow = (row: Row): Gate => ({
  id: textIn(row, 'gate_id'),
  streetId: textIn(row, 'street_id'),
  compoundId: textIn(row, 'compound_id'),
  cardEpoch: numberIn(row, 'card_epoch'),
  cardTag: textIn(row, 'card_tag'),
});

const PLACED = `SELECT g.*, p.id, p.parent_id, p.kind, p.name, p.path, p.made_at, p.closed_at,
    p.merged_into, c.name AS compound_name FROM gates g
  JOIN places p ON p.street_id = g.street_id AND p.id = g.gate_id
  JOIN places c ON c.street_id = g.street_id AND c.id = g.compound_id`;

function placed(row: Row): PlacedGate {
  const { name, path, closedAt } = placeFromRow(row);
  const madeAt = numberOrNull(row, 'made_at');
  const compoundName = textIn(row, 'compound_name');
  return { ...gateFromRow(row), name, path, madeAt, closedAt, compoundName };
}

export function openGates(database: Database): Gates {
  return {
    async save(gate) {
      const conflict = `ON CONFLICT (gate_id) DO UPDATE SET ${takeNew(['card_epoch', 'card_tag'])}`;
      await insertRows(database, 'gates', GATE_COLUMNS, [gateToRow(gate)], conflict);
    },
    async find(id) {
      const [row] = await database.all(`${PLACED} WHERE g.gate_id = ?`, [id]);
      return row ? placed(row) : null;
    },
    async within(scopePath) {
      const streetId = scopePath.slice(0, scopePath.indexOf('/'));
      const rows = await database.all(
        `${PLACED} WHERE g.street_id = ? AND substr(p.path, 1, ?) = ? ORDER BY p.path`,
        [streetId, scopePath.length, scopePath],
      );
      return rows.map(placed);
    },
    async attach(gateId, compoundId) {
      await database.run('UPDATE gates SET compound_id = ? WHERE gate_id = ?', [
        compoundId,
        gateId,
      ]);
    },
    async tell(deviceId, gateIds) {
      const rows = await database.all('SELECT gate_id FROM told_gates WHERE device_id = ?', [
        deviceId,
      ]);
      const told = rows.map((row) => textIn(row, 'gate_id'));
      const before = new Set(told);
      const fresh = gateIds.filter((id) => !before.has(id));
      await insertRows(
        database,
        'told_gates',
        ['device_id', 'gate_id'],
        fresh.map((gateId) => ({ device_id: deviceId, gate_id: gateId })),
        'ON CONFLICT (device_id, gate_id) DO NOTHING',
      );
      const now = new Set(gateIds);
      return told.filter((id) => !now.has(id));
    },
    async wasTold(deviceId, gateId) {
      const sql = 'SELECT 1 AS told FROM told_gates WHERE device_id = ? AND gate_id = ?';
      return (await database.all(sql, [deviceId, gateId])).length > 0;
    },
  };
}
