import { IMPORT_PART_BYTES } from '../../protocol/imports.ts';
import { breathe } from '../breathe.ts';
import type { ImportJob, Imports } from '../store/imports.ts';
import { packedRows, unpackRows } from './packed-rows.ts';
import type { FileRead } from './read-row.ts';

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

/** What is known of a file but its rows goes after them. */
export async function keepRead(
  imports: Imports,
  importId: string,
  pieces: number,
  about: FileRead<never>,
): Promise<void> {
  const [packed] = packedRows([about]);
  if (packed) await imports.savePart(importId, FIRST_PACKED_PART + pieces, packed);
}

export async function keptRead<Row>(imports: Imports, importId: string): Promise<FileRead<Row>> {
  const end = FIRST_PACKED_PART * 2;
  const last = (await imports.countParts(importId, FIRST_PACKED_PART, end)) - 1;
  const rows: Row[] = [];
  let about: FileRead<never> | undefined;
  for (let piece = 0; piece <= last; piece++) {
    const packed = await imports.part(importId, FIRST_PACKED_PART + piece);
    if (!packed) throw new Error('a piece of what was read is missing');
    if (piece === last) [about] = await unpackRows<FileRead<never>>(packed);
    else for (const row of await unpackRows<Row>(packed, texts)) rows.push(row);
    await breathe();
  }
  if (!about) throw new Error('nothing was read');
  return { ...about, rows };
}
