import type { Row } from './database.ts';

function fail(row: Row, column: string, wanted: string): never {
  const found = column in row ? typeof row[column] : 'nothing';
  throw new Error(`column ${column}: ${wanted} expected, ${found} found`);
}

export function textIn(row: Row, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : fail(row, column, 'text');
}

export function numberIn(row: Row, column: string): number {
  const value = row[column];
  return typeof value === 'number' ? value : fail(row, column, 'number');
}

export function bytesIn(row: Row, column: string): Uint8Array<ArrayBuffer> {
  const value = row[column];
  return value instanceof Uint8Array ? value : fail(row, column, 'bytes');
}

export const flagIn = (row: Row, column: string): boolean => numberIn(row, column) !== 0;

export const textOrNull = (row: Row, column: string): string | null =>
  row[column] === null ? null : textIn(row, column);

export const numberOrNull = (row: Row, column: string): number | null =>
  row[column] === null ? null : numberIn(row, column);

export const bytesOrNull = (row: Row, column: string): Uint8Array<ArrayBuffer> | null =>
  row[column] === null ? null : bytesIn(row, column);

export const wordsIn = (row: Row, column: string): string[] =>
  textIn(row, column).split(' ').filter(Boolean);
