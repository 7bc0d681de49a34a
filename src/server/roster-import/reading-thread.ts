import { parentPort } from 'node:worker_threads';
import { packedRows } from './packed-rows.ts';
import { readPlacesFile } from './read-places-file.ts';
import { readRosterFile } from './read-roster-file.ts';
import type { FileRead, PlaceRow, Reading } from './read-row.ts';
import type { ReadingJob, ReadingNews } from './reading-worker.ts';
import { RowSorter } from './row-sorter.ts';

const PROGRESS_EVERY_MS = 200;

const tell = (news: ReadingNews, transfer: ArrayBuffer[] = []): void =>
  parentPort?.postMessage(news, transfer);

async function read({ bytes, fileName, what, columns, compoundName, now }: ReadingJob) {
  let toldAt = 0;
  const onProgress = (rows: number, done: number, of: number): void => {
    const at = performance.now();
    if (at - toldAt < PROGRESS_EVERY_MS) return;
    toldAt = at;
    tell({ kind: 'progress', rows, done, of });
  };
  const onPiece = (piece: Uint8Array<ArrayBuffer>): void =>
    tell({ kind: 'rows', piece }, [piece.buffer]);
  const options = { columns, compoundName, now, onProgress };
  const sorter = new RowSorter(onPiece);
  const onPlaces = (rows: readonly PlaceRow[]): void => {
    for (const piece of packedRows(rows)) onPiece(piece);
  };
  const reading: Reading<unknown> =
    what === 'places'
      ? await readPlacesFile(bytes, fileName, { ...options, onRows: onPlaces })
      : await readRosterFile(bytes, fileName, { ...options, onRows: (rows) => sorter.add(rows) });
  if (!reading.ok) return tell({ kind: 'refused', why: reading.why });
  const groups = sorter.end();
  tell({ kind: 'read', file: { ...reading.file, rows: [] } satisfies FileRead<never>, groups });
}

// A rejection ends the thread, and the worker's owner is told.
parentPort?.on('message', (job: ReadingJob) => void read(job));
