import { type Database, insertRows, type Row, takeNew } from './database.ts';
import { placeFromRow } from './places.ts';
import { numberIn, textIn } from './row.ts';

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
  readonly compoundName: string;
}

export interface Gates {
  save(gate: Gate): Promise<void>;
  find(id: string): Promise<PlacedGate | null>;
  within(scopePath: string): Promise<PlacedGate[]>;
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

const PLACED = `SELECT g.*, p.id, p.parent_id, p.kind, p.name, p.path, p.closed_at,
    p.merged_into, c.name AS compound_name FROM gates g
  JOIN places p ON p.street_id = g.street_id AND p.id = g.gate_id
  JOIN places c ON c.street_id = g.street_id AND c.id = g.compound_id`;

const placed = (row: Row): PlacedGate => ({
  ...gateFromRow(row),
  name: placeFromRow(row).name,
  path: placeFromRow(row).path,
  compoundName: textIn(row, 'compound_name'),
});

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
  };
}
