import { streetDay } from '../../domain/street-time.ts';
import { type RotaFileRow, type RotaRead, TURNS_LIMIT } from '../../protocol/rota.ts';
import { cellText, type SheetRow } from '../sheets/cell.ts';
import { openTable } from '../sheets/open-table.ts';
import { type TableRefusal, UnreadableTable } from '../sheets/unreadable-table.ts';
import { GateFinder, type KnownGate } from './find-gate.ts';
import { readRotaSheet } from './read-rota-sheet.ts';

export interface RotaFileJob {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Those that rows may be about. */
  readonly gates: readonly KnownGate[];
  /** Epoch ms: years that the file does not say are near. */
  readonly now: number;
  /** The street's. */
  readonly zone: string;
}

export type RotaFileRead =
  | { readonly ok: true; readonly rota: RotaRead }
  | {
      readonly ok: false;
      readonly why: TableRefusal | 'no-headings' | 'no-rows' | 'too-many-rows';
    };

const ROWS_LIMIT = TURNS_LIMIT;
const PROBLEMS_LIMIT = 500;
/** The rows of one sheet are held in memory. */
const SHEET_LENGTH = 64 * 1024 * 1024;

class TooManyRows extends Error {}

/** What a spreadsheet of a rota says, whatever program wrote it; each turn once. */
export async function readRotaFile(job: RotaFileJob): Promise<RotaFileRead> {
  const { bytes, gates, now, zone } = job;
  const rows = new Map<string, RotaFileRow>();
  const problems: RotaRead['problems'] = [];
  let problemCount = 0;
  let lines = 0;
  let hasHeadings = false;
  const reading = {
    gates: new GateFinder(gates),
    today: streetDay(now, zone),
    zone,
    onRow: (row: RotaFileRow): void => {
      const { gateId, startsAt, name, phone } = row;
      const key = JSON.stringify([gateId, startsAt, name, phone]);
      if (!rows.has(key)) rows.set(key, row);
      if (rows.size > TURNS_LIMIT) throw new TooManyRows();
    },
    onProblem: (problem: RotaRead['problems'][number]): void => {
      problemCount += 1;
      if (problems.length < PROBLEMS_LIMIT) problems.push(problem);
    },
  };
  try {
    const table = await openTable(bytes, '');
    for (const sheet of table.sheets) {
      const filled: SheetRow[] = [];
      let length = 0;
      for await (const batch of sheet.rows()) {
        for (const row of batch) {
          if (!row.cells.some((cell) => cellText(cell).trim() !== '')) continue;
          filled.push(row);
          for (const cell of row.cells) length += cellText(cell).length;
          if (length > SHEET_LENGTH) throw new UnreadableTable('too-large');
          lines += 1;
          if (lines > ROWS_LIMIT) throw new TooManyRows();
        }
      }
      if (readRotaSheet({ name: sheet.name, rows: filled }, reading)) hasHeadings = true;
    }
  } catch (error) {
    if (error instanceof UnreadableTable) return { ok: false, why: error.why };
    if (error instanceof TooManyRows) return { ok: false, why: 'too-many-rows' };
    throw error;
  }
  if (lines === 0) return { ok: false, why: 'no-rows' };
  if (!hasHeadings) return { ok: false, why: 'no-headings' };
  return { ok: true, rota: { rows: [...rows.values()], problems, problemCount } };
}
