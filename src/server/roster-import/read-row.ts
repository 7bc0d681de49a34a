import type { PlaceKind } from '../../domain/place.ts';
import type { HouseholdColour } from '../../domain/reason.ts';
import type {
  ImportPreview,
  ImportRead,
  ImportRefusal,
  PlaceField,
  RosterField,
} from '../../protocol/imports.ts';

/** One person of a community's table, every cell in its normal form; empty text: not given. */
export interface RosterRow {
  readonly sheet: string;
  /** As Excel shows it, from 1. */
  readonly row: number;
  readonly community: string;
  readonly grid: string;
  /** The name as it stands there; `scopeName` of the reading where the table names none. */
  readonly compound: string;
  readonly building: string;
  readonly unit: string;
  readonly room: string;
  /** '3-1-502': building, unit and room, those that there are. */
  readonly label: string;
  readonly name: string;
  /** 18 characters, checked against GB 11643. */
  readonly idNumber: string;
  readonly phone: string;
  readonly relation: string;
  /** Null: the table says none, or one that nobody knows. */
  readonly colour: HouseholdColour | null;
  /** 'YYYY-MM-DD'. */
  readonly movedInOn: string;
  readonly remark: string;
}

/** One line of a table of places; empty text: not given. A village stands instead of a community. */
export interface PlaceRow {
  readonly sheet: string;
  readonly row: number;
  readonly community: string;
  readonly village: string;
  readonly grid: string;
  readonly compound: string;
  /** Of what `compound` names. */
  readonly kind: PlaceKind;
  readonly gate: string;
}

export interface ReadOptions<Row = never> {
  /** What the desk said about columns; they win over the headings. */
  readonly columns: ImportRead['columns'];
  /** Of a table about one compound only: the name that rows without one get. */
  readonly compoundName: string | null;
  /** Bounds dates of birth. Epoch ms. */
  readonly now: number;
  /** `done` of `of` bytes are read. */
  readonly onProgress?: (rows: number, done: number, of: number) => void;
  /** Takes rows as they are read, a batch at a time; those of the answer are then empty. */
  readonly onRows?: (rows: readonly Row[]) => void;
}

/** A room where a row was not taken: whoever is known to live there stays as they are. */
export interface WrongRoom {
  readonly compound: string;
  readonly label: string;
}

/** What was understood of a file. */
export interface FileRead<Row> {
  readonly sheets: ImportPreview['sheets'];
  /** Null of workbooks. */
  readonly encoding: string | null;
  /** In the order of the file; rows with problems are left out. */
  readonly rows: readonly Row[];
  /** The first PREVIEW_LIST_LENGTH, warnings among them. */
  readonly problems: ImportPreview['problems'];
  readonly wrongRows: number;
  readonly warnings: number;
  /** Empty label: the row's room is not known. */
  readonly wrongRooms: readonly WrongRoom[];
}

export type Reading<Row> =
  | { readonly ok: true; readonly file: FileRead<Row> }
  | { readonly ok: false; readonly why: ImportRefusal };

export type ReadFile<Row> = (
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions<Row>,
) => Promise<Reading<Row>>;

export type ReadField = RosterField | PlaceField;
