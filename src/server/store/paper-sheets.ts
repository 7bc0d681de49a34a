import { type Database, insertRows, type Row } from './database.ts';
import { NO_DAY_RECORDS } from './day-records.ts';
import { entryFromRow, type LedgerEntry } from './entry-row.ts';
import { writeProjection } from './projection.ts';
import { numberIn, textIn } from './row.ts';

/** A sheet of paper that a desk types in; its rows are entries of the ledger under its id. */
export interface PaperSheet {
  readonly gateId: string;
  readonly sheetId: string;
  readonly streetId: string;
  /** The desk that began it: no other adds to it. */
  readonly deviceId: string;
  /** Who wrote the paper. */
  readonly writer: string;
  readonly savedAt: number;
}

type PaperSaved =
  | {
      readonly ok: true;
      /** Of the whole sheet, undone rows too. */
      readonly numbers: readonly number[];
      /** How many were not there before. */
      readonly changed: number;
    }
  | { readonly ok: false };

export interface PaperSheets {
  /** Rows that are there stay as they are. Refused: begun by another device or for another writer, or a phone's log. */
  save(sheet: PaperSheet, entries: readonly LedgerEntry[]): Promise<PaperSaved>;
  /** Idempotent. Refused: no such row, or on a sheet of another device. */
  undo(
    sheet: Pick<PaperSheet, 'gateId' | 'sheetId' | 'deviceId'>,
    number: number,
    now: number,
  ): Promise<PaperSaved>;
}

export const PAPER_SHEET_COLUMNS = [
  'gate_id',
  'sheet_id',
  'street_id',
  'device_id',
  'writer',
  'saved_at',
] as const;

export const paperSheetToRow = (sheet: PaperSheet): Row => ({
  gate_id: sheet.gateId,
  sheet_id: sheet.sheetId,
  street_id: sheet.streetId,
  device_id: sheet.deviceId,
  writer: sheet.writer,
  saved_at: sheet.savedAt,
});

export const paperSheetFromRow = (row: Row): PaperSheet => ({
  gateId: textIn(row, 'gate_id'),
  sheetId: textIn(row, 'sheet_id'),
  streetId: textIn(row, 'street_id'),
  deviceId: textIn(row, 'device_id'),
  writer: textIn(row, 'writer'),
  savedAt: numberIn(row, 'saved_at'),
});

type SheetKey = Pick<PaperSheet, 'gateId' | 'sheetId'>;

async function find(inside: Database, { gateId, sheetId }: SheetKey): Promise<PaperSheet | null> {
  const sql = 'SELECT * FROM paper_sheets WHERE gate_id = ? AND sheet_id = ?';
  const [row] = await inside.all(sql, [gateId, sheetId]);
  return row ? paperSheetFromRow(row) : null;
}

async function numbersOf(inside: Database, { gateId, sheetId }: SheetKey): Promise<number[]> {
  const sql = 'SELECT number FROM entries WHERE gate_id = ? AND segment_id = ? ORDER BY number';
  const rows = await inside.all(sql, [gateId, sheetId]);
  return rows.map((row) => numberIn(row, 'number'));
}

async function save(
  inside: Database,
  sheet: PaperSheet,
  entries: readonly LedgerEntry[],
): Promise<PaperSaved> {
  const { gateId, sheetId } = sheet;
  const known = await find(inside, sheet);
  const before = await numbersOf(inside, sheet);
  if (known) {
    if (known.deviceId !== sheet.deviceId || known.writer !== sheet.writer) return { ok: false };
  } else {
    // Under a phone's segment, paper would stand in the way of what that phone still sends.
    if (before.length > 0) return { ok: false };
    await insertRows(inside, 'paper_sheets', PAPER_SHEET_COLUMNS, [paperSheetToRow(sheet)], '');
  }
  const fresh = entries.filter(({ id }) => !before.includes(id.number));
  await writeProjection(inside, {
    at: sheet.savedAt,
    entries: fresh,
    amendments: [],
    duties: known
      ? []
      : [
          {
            gateId,
            shiftId: sheetId,
            segmentOrder: 0,
            segmentId: sheetId,
            number: 0,
            at: sheet.savedAt,
            onDuty: [sheet.writer],
          },
        ],
    steps: [],
    counts: [],
    reads: [],
    day: NO_DAY_RECORDS,
    shift: null,
  });
  return { ok: true, numbers: await numbersOf(inside, sheet), changed: fresh.length };
}

export function openPaperSheets(database: Database): PaperSheets {
  return {
    save: (sheet, entries) => database.transaction((inside) => save(inside, sheet, entries)),
    undo: ({ gateId, sheetId, deviceId }, number, now) =>
      database.transaction(async (inside) => {
        const sheet = await find(inside, { gateId, sheetId });
        const [row] = await inside.all(
          'SELECT * FROM entries WHERE gate_id = ? AND segment_id = ? AND number = ?',
          [gateId, sheetId, number],
        );
        if (sheet?.deviceId !== deviceId || !row) return { ok: false };
        const changed = entryFromRow(row).state === 'undone' ? 0 : 1;
        const id = { segmentId: sheetId, number };
        await writeProjection(inside, {
          at: now,
          entries: [],
          amendments: [
            {
              gateId,
              id,
              target: id,
              shiftId: sheetId,
              segmentStartedAt: sheet.savedAt,
              segmentOrder: 0,
              change: { kind: 'undo', at: now },
            },
          ],
          duties: [],
          steps: [],
          counts: [],
          reads: [],
          day: NO_DAY_RECORDS,
          shift: null,
        });
        return { ok: true, numbers: await numbersOf(inside, sheet), changed };
      }),
  };
}
