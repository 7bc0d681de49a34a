import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { UnreadableTable } from './unreadable-table.ts';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
const MAX_COMMENT = 0xffff;
const MAX_ENTRIES = 10_000;
const CHUNK_BYTES = 64 * 1024;

interface ZipEntry {
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packedBytes: number;
  readonly at: number;
}

/** The parts of a ZIP file in memory, each unpacked as a stream that never gives more than it may. */
export class ZipArchive {
  readonly #bytes: Buffer;
  readonly #entries = new Map<string, ZipEntry>();

  /** @throws UnreadableTable when it is no ZIP file that spreadsheet programs write. */
  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
      this.#readDirectory();
    } catch (error) {
      if (error instanceof RangeError) throw new UnreadableTable('damaged');
      throw error;
    }
  }

  #readDirectory(): void {
    const bytes = this.#bytes;
    let end = bytes.length - END_LENGTH;
    const first = Math.max(0, end - MAX_COMMENT);
    while (end >= first && bytes.readUInt32LE(end) !== END) end--;
    if (end < first) throw new UnreadableTable('damaged');
    const count = bytes.readUInt16LE(end + 10);
    if (count > MAX_ENTRIES) throw new UnreadableTable('damaged');
    let at = bytes.readUInt32LE(end + 16);
    for (let index = 0; index < count; index++) {
      if (bytes.readUInt32LE(at) !== ENTRY) throw new UnreadableTable('damaged');
      const nameLength = bytes.readUInt16LE(at + 28);
      const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
      this.#entries.set(name, {
        method: bytes.readUInt16LE(at + 10),
        isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
        packedBytes: bytes.readUInt32LE(at + 20),
        at: bytes.readUInt32LE(at + 42),
      });
      at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Names of all parts. */
  names(): string[] {
    return [...this.#entries.keys()];
  }

  packedBytes(name: string): number {
    return this.#entries.get(name)?.packedBytes ?? 0;
  }

  #packed(name: string): { readonly entry: ZipEntry; readonly data: Buffer } {
    const entry = this.#entries.get(name);
    if (!entry) throw new UnreadableTable('damaged');
    if (entry.isEncrypted) throw new UnreadableTable('password');
    const bytes = this.#bytes;
    if (entry.at + 30 > bytes.length || bytes.readUInt32LE(entry.at) !== LOCAL) {
      throw new UnreadableTable('damaged');
    }
    const start =
      entry.at + 30 + bytes.readUInt16LE(entry.at + 26) + bytes.readUInt16LE(entry.at + 28);
    const data = bytes.subarray(start, start + entry.packedBytes);
    if (data.length !== entry.packedBytes) throw new UnreadableTable('damaged');
    return { entry, data };
  }

  /**
   * One part unpacked, as UTF-8 text in chunks. `onPacked` is told the bytes taken from the file.
   * @throws UnreadableTable: `too-large` above `maxBytes`, whatever the directory says; `damaged`.
   */
  async *texts(
    name: string,
    maxBytes: number,
    onPacked: (bytes: number) => void = () => undefined,
  ): AsyncGenerator<string> {
    const { entry, data } = this.#packed(name);
    if (entry.method !== 0 && entry.method !== 8) throw new UnreadableTable('damaged');
    const pieces = function* (): Generator<Buffer> {
      for (let at = 0; at < data.length; at += CHUNK_BYTES) {
        const piece = data.subarray(at, at + CHUNK_BYTES);
        onPacked(piece.length);
        yield piece;
      }
    };
    const source = Readable.from(pieces());
    const unpacked =
      entry.method === 0 ? source : source.pipe(createInflateRaw({ chunkSize: CHUNK_BYTES }));
    const decoder = new TextDecoder();
    let total = 0;
    try {
      for await (const chunk of unpacked as AsyncIterable<Buffer>) {
        total += chunk.length;
        if (total > maxBytes) throw new UnreadableTable('too-large');
        yield decoder.decode(chunk, { stream: true });
      }
      yield decoder.decode();
    } catch (error) {
      if (error instanceof UnreadableTable) throw error;
      throw new UnreadableTable('damaged');
    } finally {
      source.destroy();
      unpacked.destroy();
    }
  }

  /** The whole of a part that is small. */
  async text(name: string, maxBytes: number): Promise<string> {
    let text = '';
    for await (const chunk of this.texts(name, maxBytes)) text += chunk;
    return text;
  }
}
