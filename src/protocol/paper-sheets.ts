import * as v from 'valibot';
import { MEASURING_SITES, OUTCOMES } from '../domain/entry.ts';
import { hexId, type Parsed, parseShape, placeId, text, time, uint, uint32 } from './shapes.ts';

export const PAPER_ROWS_LIMIT = 50;

/** As in a gate's records: UTF-16 units. */
const visitor = v.strictObject({
  name: text(40),
  idNumber: text(40),
  address: text(200),
  phone: text(40),
  purpose: text(200),
  householdVisited: text(200),
  plate: text(40),
  remark: text(200),
});

const rowSchema = v.strictObject({
  /** Of the sheet, from 1, as typed; a row that was saved is never changed, only undone. */
  number: v.pipe(uint32, v.minValue(1)),
  /** The time on the paper. */
  at: time,
  direction: v.picklist(['out', 'in']),
  subject: v.variant('kind', [
    v.strictObject({ kind: v.literal('resident'), rosterNumber: uint32 }),
    v.strictObject({ kind: v.literal('visitor'), visitor }),
  ]),
  reading: v.nullable(
    v.strictObject({ temperatureTenths: uint(999), site: v.picklist(MEASURING_SITES) }),
  ),
  mask: v.boolean(),
  outcome: v.picklist(OUTCOMES),
});

/** Idempotent: rows that are there are left as they are. */
const saveSchema = v.strictObject({
  /** Made up by the desk for each sheet of paper. */
  sheetId: hexId,
  gateId: placeId,
  /** Who wrote the paper. */
  writer: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)),
  rows: v.pipe(
    v.array(rowSchema),
    v.minLength(1),
    v.maxLength(PAPER_ROWS_LIMIT),
    v.check((rows) => new Set(rows.map(({ number }) => number)).size === rows.length),
  ),
});

const savedSchema = v.object({
  /** Numbers of the rows that are in the ledger now. */
  saved: v.array(uint32),
});

const undoSchema = v.strictObject({ sheetId: hexId, gateId: placeId, number: uint32 });

export type PaperRow = v.InferOutput<typeof rowSchema>;
export type PaperSheetSave = v.InferOutput<typeof saveSchema>;
export type PaperSheetSaved = v.InferOutput<typeof savedSchema>;
export type PaperRowUndo = v.InferOutput<typeof undoSchema>;

export const parsePaperSheetSave = (json: unknown): Parsed<PaperSheetSave> =>
  parseShape(saveSchema, json);
export const parsePaperSheetSaved = (json: unknown): Parsed<PaperSheetSaved> =>
  parseShape(savedSchema, json);
export const parsePaperRowUndo = (json: unknown): Parsed<PaperRowUndo> =>
  parseShape(undoSchema, json);

export {
  savedSchema as paperSheetSavedSchema,
  saveSchema as paperSheetSaveSchema,
  undoSchema as paperRowUndoSchema,
};
