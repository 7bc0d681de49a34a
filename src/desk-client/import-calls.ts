import {
  IMPORT_PART_BYTES,
  type ImportApply,
  type ImportList,
  type ImportRead,
  type ImportStart,
  type ImportState,
  parseImportList,
  parseImportPartSaved,
  parseImportStarted,
  parseImportState,
} from '../protocol/imports.ts';
import { type Answer, failed } from './answer.ts';
import type { DeskCaller } from './desk-caller.ts';

export interface ImportCalls {
  readonly readImports: (signal?: AbortSignal) => Promise<Answer<ImportList>>;
  readonly readImport: (importId: string, signal?: AbortSignal) => Promise<Answer<ImportState>>;
  /** Sends the file part by part and has it read; `onProgress` hears the bytes sent. Resolves with the import. */
  readonly sendImport: (
    file: Blob,
    start: Omit<ImportStart, 'bytes'>,
    onProgress: (sentBytes: number) => void,
    signal?: AbortSignal,
  ) => Promise<Answer<ImportState>>;
  /** Again, with what the desk says of the columns. */
  readonly readImportAgain: (importId: string, read: ImportRead) => Promise<Answer<ImportState>>;
  /** Refused with one of IMPORT_REFUSALS. */
  readonly applyImport: (importId: string, apply: ImportApply) => Promise<Answer<ImportState>>;
  readonly discardImport: (importId: string) => Promise<Answer<ImportList>>;
  readonly takeBackImport: (importId: string) => Promise<Answer<ImportState>>;
}

export function importCalls(caller: DeskCaller): ImportCalls {
  const path = (importId: string, rest = ''): string =>
    `/api/imports/${encodeURIComponent(importId)}${rest}`;
  const readAgain = (importId: string, read: ImportRead) =>
    caller.post(path(importId, '/read'), read, parseImportState);
  return {
    readImports: (signal) => caller.get('/api/imports', parseImportList, signal),
    readImport: (importId, signal) => caller.get(path(importId), parseImportState, signal),
    async sendImport(file, start, onProgress, signal) {
      const body = { ...start, bytes: file.size };
      const started = await caller.post('/api/imports', body, parseImportStarted, signal);
      if (started.kind === 'failed') return started;
      const { importId } = started.value;
      for (let from = 0, part = 0; from < file.size; from += IMPORT_PART_BYTES, part++) {
        const bytes = await bytesOf(file.slice(from, from + IMPORT_PART_BYTES));
        if (!bytes) return failed('unreadable');
        const to = path(importId, `/parts/${part}`);
        const saved = await caller.postBytes(to, bytes, parseImportPartSaved, signal);
        if (saved.kind === 'failed') return saved;
        onProgress(from + bytes.length);
      }
      return readAgain(importId, { columns: [] });
    },
    readImportAgain: readAgain,
    applyImport: (importId, apply) =>
      caller.post(path(importId, '/apply'), apply, parseImportState),
    discardImport: (importId) => caller.post(path(importId, '/discard'), {}, parseImportList),
    takeBackImport: (importId) => caller.post(path(importId, '/take-back'), {}, parseImportState),
  };
}

/** Null: the file was moved or changed since it was chosen. */
async function bytesOf(part: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await part.arrayBuffer());
  } catch {
    return null;
  }
}
