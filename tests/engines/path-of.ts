import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Of a program that the shell would find; null: none. */
export function pathOf(program: string): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? null;
}
