import { breathe } from '../breathe.ts';
import type { Household, PassRow, Resident } from '../store/roster-row.ts';
import type { RosterChange } from '../store/write-roster.ts';
import { packedRows, unpackRows } from './packed-rows.ts';

type Pieces = readonly Uint8Array[];

/** What is written of one compound, waiting for its turn in a tenth of the memory. */
export interface PackedChange extends Pick<RosterChange, 'streetId' | 'generations'> {
  readonly households: Pieces;
  readonly residents: Pieces;
  readonly passes: Pieces;
  /** Of all three together. */
  readonly rows: number;
}

async function packed(rows: readonly object[]): Promise<Pieces> {
  const pieces: Uint8Array[] = [];
  for (const piece of packedRows(rows)) {
    pieces.push(piece);
    await breathe();
  }
  return pieces;
}

const unpacked = <Row>(pieces: Pieces): Row[] => pieces.flatMap((piece) => unpackRows<Row>(piece));

export async function packChange(change: RosterChange): Promise<PackedChange> {
  const { streetId, generations, households, residents, passes } = change;
  return {
    streetId,
    generations,
    households: await packed(households),
    residents: await packed(residents),
    passes: await packed(passes),
    rows: households.length + residents.length + passes.length,
  };
}

/** One after another. */
export function* unpackChanges(changes: readonly PackedChange[]): Generator<RosterChange> {
  for (const { streetId, generations, ...rows } of changes) {
    yield {
      streetId,
      generations,
      households: unpacked<Household>(rows.households),
      residents: unpacked<Resident>(rows.residents),
      passes: unpacked<PassRow>(rows.passes),
    };
  }
}
