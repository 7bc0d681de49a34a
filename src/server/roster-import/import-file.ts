import { IMPORT_PART_BYTES } from '../../protocol/imports.ts';
import { breathe } from '../breathe.ts';
import type { ImportJob, Imports } from '../store/imports.ts';
import { packedRows, unpackRows } from './packed-rows.ts';
import type { FileRead, RosterRow } from './read-row.ts';
import { isNamedAs, type RowGroup } from './row-sorter.ts';

/** Parts below are the file as it was sent; from here on, what was understood of it. */
export const FIRST_PACKED_PART = 1_000_000;

export const partsOf = (bytes: number): number => Math.ceil(bytes / IMPORT_PART_BYTES);

/** How many bytes a part of the file has; null when it has no such part. */
export function partLength({ bytes }: Pick<ImportJob, 'bytes'>, part: number): number | null {
  if (part >= partsOf(bytes)) return null;
  return Math.min(IMPORT_PART_BYTES, bytes - part * IMPORT_PART_BYTES);
}

/** Null when parts are missing. */
export async function wholeFile(
  imports: Imports,
  { importId, bytes }: ImportJob,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const whole = new Uint8Array(bytes);
  for (let part = 0; part < partsOf(bytes); part++) {
    const some = await imports.part(importId, part);
    if (!some) return null;
    whole.set(some, part * IMPORT_PART_BYTES);
    await breathe();
  }
  return whole;
}

/** What is known of a file beside its rows. */
interface AboutRead {
  readonly file: FileRead<never>;
  readonly groups: readonly RowGroup[];
}

/** Goes after the pieces with the rows. */
export async function keepRead(
  imports: Imports,
  importId: string,
  pieces: number,
  about: AboutRead,
): Promise<void> {
  const [packed] = packedRows([about]);
  if (packed) await imports.savePart(importId, FIRST_PACKED_PART + pieces, packed);
}

async function keptPiece<Row>(imports: Imports, importId: string, piece: number): Promise<Row[]> {
  const packed = await imports.part(importId, FIRST_PACKED_PART + piece);
  if (!packed) throw new Error('a piece of what was read is missing');
  return unpackRows<Row>(packed);
}

async function keptAbout(
  imports: Imports,
  importId: string,
): Promise<AboutRead & { readonly pieces: number }> {
  const end = FIRST_PACKED_PART * 2;
  const pieces = (await imports.countParts(importId, FIRST_PACKED_PART, end)) - 1;
  const [about] = await keptPiece<AboutRead>(imports, importId, pieces);
  if (!about) throw new Error('nothing was read');
  return { ...about, pieces };
}

/** With all its rows. */
export async function keptRead<Row>(imports: Imports, importId: string): Promise<FileRead<Row>> {
  const { file, pieces } = await keptAbout(imports, importId);
  const rows: Row[] = [];
  for (let piece = 0; piece < pieces; piece++) {
    for (const row of await keptPiece<Row>(imports, importId, piece)) rows.push(row);
    await breathe();
  }
  return { ...file, rows };
}

/** Compounds that are looked at one after another have the same pieces, as many as the file has stretches. */
const PIECES_AT_HAND = 24;

/** A file of people of which only the compounds that are looked at are in memory. */
export class KeptRoster {
  readonly file: FileRead<never>;
  readonly groups: readonly RowGroup[];
  readonly #imports: Imports;
  readonly #importId: string;
  readonly #atHand = new Map<number, RosterRow[]>();
  readonly #sheets: ReadonlyMap<string, number>;

  private constructor(imports: Imports, importId: string, { file, groups }: AboutRead) {
    this.#imports = imports;
    this.#importId = importId;
    this.file = file;
    this.groups = groups;
    this.#sheets = new Map(file.sheets.map(({ name }, at) => [name, at]));
  }

  static async open(imports: Imports, importId: string): Promise<KeptRoster> {
    return new KeptRoster(imports, importId, await keptAbout(imports, importId));
  }

  get people(): number {
    return this.groups.reduce((sum, { rows }) => sum + rows, 0);
  }

  /** In the order of the file. */
  async rowsOf(groups: readonly RowGroup[]): Promise<RosterRow[]> {
    const rows: RosterRow[] = [];
    for (const piece of new Set(groups.flatMap(({ pieces }) => pieces))) {
      for (const row of await this.#piece(piece)) {
        if (groups.some((group) => isNamedAs(row, group))) rows.push(row);
      }
    }
    return groups.length > 1 ? rows.sort(this.inFileOrder) : rows;
  }

  readonly inFileOrder = (
    one: Pick<RosterRow, 'sheet' | 'row'>,
    other: Pick<RosterRow, 'sheet' | 'row'>,
  ): number => this.#sheetOf(one) - this.#sheetOf(other) || one.row - other.row;

  #sheetOf({ sheet }: Pick<RosterRow, 'sheet'>): number {
    return this.#sheets.get(sheet) ?? -1;
  }

  async #piece(piece: number): Promise<RosterRow[]> {
    const known = this.#atHand.get(piece);
    this.#atHand.delete(piece);
    const rows = known ?? (await keptPiece<RosterRow>(this.#imports, this.#importId, piece));
    this.#atHand.set(piece, rows);
    const [longestUnused] = this.#atHand.keys();
    if (this.#atHand.size > PIECES_AT_HAND && longestUnused !== undefined) {
      this.#atHand.delete(longestUnused);
    }
    if (!known) await breathe();
    return rows;
  }
}
