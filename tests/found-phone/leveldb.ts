import { uncompressSnappy } from './snappy.ts';

const FOOTER_MAGIC = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];
const WAL_BLOCK = 32_768;

/** The data blocks of a LevelDB table, uncompressed; empty for any other file. */
export function tableBlocks(bytes: Uint8Array): Uint8Array[] {
  const footer = bytes.length - 48;
  if (footer < 0 || FOOTER_MAGIC.some((byte, i) => bytes[footer + 40 + i] !== byte)) return [];
  const [, afterMetaIndex] = readHandle(bytes, footer);
  const [indexHandle] = readHandle(bytes, afterMetaIndex);
  const index = readBlock(bytes, indexHandle);
  if (index === null) return [];
  return [index, ...handlesIn(index).flatMap((handle) => readBlock(bytes, handle) ?? [])];
}

/** The records of a LevelDB write-ahead log put together again: a text may be cut in two by the 32 KiB blocks. */
export function walRecords(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let block = 0; block < bytes.length; block += WAL_BLOCK) {
    let at = block;
    const end = Math.min(block + WAL_BLOCK, bytes.length);
    while (at + 7 <= end) {
      const length = (bytes[at + 4] ?? 0) | ((bytes[at + 5] ?? 0) << 8);
      if (at + 7 + length > end) break;
      parts.push(bytes.subarray(at + 7, at + 7 + length));
      at += 7 + length;
    }
  }
  return Buffer.concat(parts);
}

interface Handle {
  readonly offset: number;
  readonly size: number;
}

function readBlock(bytes: Uint8Array, { offset, size }: Handle): Uint8Array | null {
  if (offset + size + 1 > bytes.length) return null;
  const block = bytes.subarray(offset, offset + size);
  return bytes[offset + size] === 1 ? uncompressSnappy(block) : block;
}

function handlesIn(index: Uint8Array): Handle[] {
  const restarts = new DataView(index.buffer, index.byteOffset).getUint32(index.length - 4, true);
  const end = index.length - 4 - restarts * 4;
  const handles: Handle[] = [];
  let at = 0;
  while (at < end) {
    let valueLength: number;
    let unshared: number;
    [, at] = readVarint(index, at);
    [unshared, at] = readVarint(index, at);
    [valueLength, at] = readVarint(index, at);
    at += unshared;
    handles.push(readHandle(index, at)[0]);
    at += valueLength;
  }
  return handles;
}

function readHandle(bytes: Uint8Array, start: number): [Handle, number] {
  const [offset, afterOffset] = readVarint(bytes, start);
  const [size, end] = readVarint(bytes, afterOffset);
  return [{ offset, size }, end];
}

function readVarint(bytes: Uint8Array, start: number): [number, number] {
  let value = 0;
  let at = start;
  for (let factor = 1; ; factor *= 128) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return [value, at];
  }
}
