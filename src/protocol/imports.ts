import * as v from 'valibot';
import { filledText, hexId, type Parsed, parseShape, placeId, text, time, uint } from './shapes.ts';

export const IMPORT_MAX_BYTES = 64 * 1024 * 1024;
export const IMPORT_PART_BYTES = 1024 * 1024;
/** Of each list in a preview; the counts beside them are whole. */
export const PREVIEW_LIST_LENGTH = 200;

/** What a column of a community's table holds. */
export const ROSTER_FIELDS = [
  'community',
  'grid',
  'compound',
  'building',
  'unit',
  'room',
  'address',
  'name',
  'id-number',
  'phone',
  'relation',
  'colour',
  'birth-date',
  'moved-in-on',
  'remark',
] as const;
export const PLACE_FIELDS = ['community', 'village', 'grid', 'compound', 'kind', 'gate'] as const;
const IMPORT_FIELDS = [...new Set([...ROSTER_FIELDS, ...PLACE_FIELDS])] as readonly (
  | RosterField
  | PlaceField
)[];
export type RosterField = (typeof ROSTER_FIELDS)[number];
export type PlaceField = (typeof PLACE_FIELDS)[number];

/** Why a row is not taken, or (with `isWarning`) what was noticed about one that is. */
export const ROW_PROBLEMS = [
  'name-missing',
  'room-missing',
  'compound-missing',
  'compound-unknown',
  'compound-other',
  'id-scientific',
  'id-wrong',
  'phone-scientific',
  'phone-wrong',
  'date-wrong',
  'birth-date-differs',
  'colour-unknown',
  'kind-unknown',
  'person-twice',
  'formula-error',
  'text-too-long',
  'signs-wrong',
] as const;
export type RowProblem = (typeof ROW_PROBLEMS)[number];

/** Why a whole file is not taken: detail `why` of the problem `import-refused`, and of the states. */
export const IMPORT_REFUSALS = [
  'not-a-table',
  'password',
  'no-headings',
  'no-rows',
  'too-large',
  'too-many-rows',
  'damaged',
  'bytes-missing',
  'not-ready',
  'preview-old',
  'rosters-changed-since',
  'nothing-before',
  'not-applied',
] as const;
export type ImportRefusal = (typeof IMPORT_REFUSALS)[number];

const fileName = filledText(200);

const startSchema = v.strictObject({
  what: v.picklist(['roster', 'places']),
  /** What the file is about: all in it lies within this place. */
  placeId,
  fileName,
  bytes: v.pipe(uint(IMPORT_MAX_BYTES), v.minValue(1)),
});

/** Where a heading was misunderstood, the desk says what its column holds; null: not to be taken. */
const readSchema = v.strictObject({
  columns: v.pipe(
    v.array(
      v.strictObject({
        sheet: text(200),
        /** From 0, as in the preview. */
        column: uint(1000),
        field: v.nullable(v.picklist(IMPORT_FIELDS)),
      }),
    ),
    v.maxLength(200),
  ),
});

const startedSchema = v.object({ importId: hexId });
const partSavedSchema = v.object({ parts: uint() });

const applySchema = v.strictObject({
  previewId: hexId,
  /** Compounds and gates that the file names and the street has not. */
  addPlaces: v.boolean(),
  /** Rows with problems are left out; whoever lives in their rooms stays as they are. */
  withoutWrongRows: v.boolean(),
});

const counts = {
  added: uint(),
  changed: uint(),
  movedOut: uint(),
  unchanged: uint(),
};

const changeSample = v.object({
  name: text(100),
  room: text(200),
  compoundName: text(100),
  /** Only of those changed. */
  changes: v.array(v.object({ field: v.picklist(IMPORT_FIELDS), from: text(300), to: text(300) })),
});

const previewSchema = v.object({
  /** Changes whenever what would be done changes. */
  previewId: hexId,
  sheets: v.array(
    v.object({
      name: text(200),
      /** Row number of the headings as the spreadsheet shows it; null: no headings found, sheet left out. */
      headingRow: v.nullable(uint()),
      rows: uint(),
      columns: v.array(
        v.object({ heading: text(200), field: v.nullable(v.picklist(IMPORT_FIELDS)) }),
      ),
    }),
  ),
  /** GB18030, UTF-8 … for text; null for workbooks. */
  encoding: v.nullable(text(40)),
  people: uint(),
  households: uint(),
  wrongRows: uint(),
  warnings: uint(),
  problems: v.array(
    v.object({
      sheet: text(200),
      row: uint(),
      /** The heading, as it stands there; empty: the row as a whole. */
      heading: text(200),
      problem: v.picklist(ROW_PROBLEMS),
      isWarning: v.boolean(),
      /** What stands in the cell, shortened. */
      found: text(60),
    }),
  ),
  ...counts,
  compounds: v.array(
    v.object({
      /** Null: not in the street yet. */
      placeId: v.nullable(placeId),
      name: text(100),
      /** Where it is, or would be added. */
      parentName: text(100),
      ...counts,
    }),
  ),
  /** Of an import of places: those that would be added, with their kinds. */
  newPlaces: v.array(v.object({ name: text(100), kind: text(40), parentName: text(100) })),
  samples: v.object({
    added: v.array(changeSample),
    changed: v.array(changeSample),
    movedOut: v.array(changeSample),
  }),
});

const about = {
  importId: hexId,
  what: v.picklist(['roster', 'places']),
  placeId,
  placeName: text(100),
  fileName: text(200),
  bytes: uint(),
  startedAt: time,
  startedBy: text(100),
};

const progress = v.object({ rows: uint(), done: uint(), of: uint() });

const stateSchema = v.variant('state', [
  v.object({ ...about, state: v.literal('receiving'), parts: uint() }),
  v.object({ ...about, state: v.literal('reading'), progress }),
  v.object({
    ...about,
    state: v.literal('preview'),
    preview: previewSchema,
    /** Why it was not taken in when the desk said so; nothing has changed then. */
    notApplied: v.nullable(v.picklist(IMPORT_REFUSALS)),
  }),
  /** Taken in, or taken back. */
  v.object({ ...about, state: v.literal('applying'), progress }),
  v.object({
    ...about,
    state: v.literal('applied'),
    appliedAt: time,
    ...counts,
    places: uint(),
    /** No other roster came after it: it can be taken back. */
    canTakeBack: v.boolean(),
  }),
  v.object({ ...about, state: v.literal('taken-back'), takenBackAt: time }),
  v.object({ ...about, state: v.literal('failed'), why: v.picklist(IMPORT_REFUSALS) }),
]);

const listSchema = v.object({
  /** Newest first. */
  imports: v.array(stateSchema),
  /** What there is now: the compounds within scope that have a roster. */
  rosters: v.array(
    v.object({
      placeId,
      residents: uint(),
      households: uint(),
      generation: uint(),
      builtAt: time,
    }),
  ),
});

export type ImportStart = v.InferOutput<typeof startSchema>;
export type ImportRead = v.InferOutput<typeof readSchema>;
export type ImportStarted = v.InferOutput<typeof startedSchema>;
export type ImportPartSaved = v.InferOutput<typeof partSavedSchema>;
export type ImportApply = v.InferOutput<typeof applySchema>;
export type ImportPreview = v.InferOutput<typeof previewSchema>;
export type ImportState = v.InferOutput<typeof stateSchema>;
export type ImportList = v.InferOutput<typeof listSchema>;

export const parseImportStart = (json: unknown): Parsed<ImportStart> =>
  parseShape(startSchema, json);
export const parseImportRead = (json: unknown): Parsed<ImportRead> => parseShape(readSchema, json);
export const parseImportStarted = (json: unknown): Parsed<ImportStarted> =>
  parseShape(startedSchema, json);
export const parseImportPartSaved = (json: unknown): Parsed<ImportPartSaved> =>
  parseShape(partSavedSchema, json);
export const parseImportApply = (json: unknown): Parsed<ImportApply> =>
  parseShape(applySchema, json);
export const parseImportState = (json: unknown): Parsed<ImportState> =>
  parseShape(stateSchema, json);
export const parseImportList = (json: unknown): Parsed<ImportList> => parseShape(listSchema, json);

export {
  applySchema as importApplySchema,
  listSchema as importListSchema,
  partSavedSchema as importPartSavedSchema,
  readSchema as importReadSchema,
  startedSchema as importStartedSchema,
  startSchema as importStartSchema,
  stateSchema as importStateSchema,
};
