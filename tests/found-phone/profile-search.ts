import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { tableBlocks, walRecords } from './leveldb.ts';
import { uncompressSnappy } from './snappy.ts';

export interface Finding {
  readonly file: string;
  readonly needle: string;
  readonly as: string;
}

/**
 * What a finder of the phone could read: every file of the browser's profile, searched for each needle in UTF-8 and
 * UTF-16LE, as it stands and after undoing LevelDB tables and logs, Snappy-packed values and gzip streams.
 */
export function searchProfile(folder: string, needles: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  for (const file of filesBelow(folder)) {
    const bytes = readFileSync(file);
    for (const [as, view] of views(bytes)) {
      for (const needle of needles) {
        if (holds(view, needle)) findings.push({ file: file.slice(folder.length), needle, as });
      }
    }
  }
  return findings;
}

function* views(bytes: Buffer): Generator<[string, Buffer]> {
  yield ['raw', bytes];
  const structured: [string, Buffer][] = [
    ['log', Buffer.from(walRecords(bytes))],
    ...tableBlocks(bytes).map((block): [string, Buffer] => ['table', Buffer.from(block)]),
  ];
  yield* structured;
  for (const [name, view] of [['raw', bytes] as [string, Buffer], ...structured]) {
    for (const packed of packedValues(view)) yield [`${name}, snappy`, packed];
    for (const packed of gzipStreams(view)) yield [`${name}, gzip`, packed];
  }
}

/** Blink marks an IndexedDB value that it packed with Snappy by FF 11 02 in front. */
function packedValues(bytes: Buffer): Buffer[] {
  return positionsOf(bytes, Buffer.from([0xff, 0x11, 0x02])).flatMap((at) => {
    const value = uncompressSnappy(bytes, at + 3);
    return value === null ? [] : [Buffer.from(value)];
  });
}

function gzipStreams(bytes: Buffer): Buffer[] {
  return positionsOf(bytes, Buffer.from([0x1f, 0x8b, 0x08])).flatMap((at) => {
    try {
      const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1 << 26 };
      return [gunzipSync(bytes.subarray(at), options)];
    } catch {
      return [];
    }
  });
}

function holds(bytes: Buffer, needle: string): boolean {
  return (
    bytes.includes(Buffer.from(needle, 'utf8')) || bytes.includes(Buffer.from(needle, 'utf16le'))
  );
}

function positionsOf(bytes: Buffer, mark: Buffer): number[] {
  const positions: number[] = [];
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) positions.push(at);
  return positions;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() && statSync(path).size > 0 ? [path] : [];
  });
}
