import { type Bytes, concatBytes } from './bytes.ts';
import { crc32 } from './crc32.ts';
import { blockCountOf, type FountainFrame, type FountainStream } from './fountain-frame.ts';
import { addWords, blocksInFrame } from './fountain-sum.ts';

export type FountainTaken =
  /** `news`: whether this frame brought it further. */
  | { readonly kind: 'more'; readonly news: boolean }
  | { readonly kind: 'whole'; readonly bytes: Bytes }
  /** Enough frames, and yet not what the stream's id says: somebody's frames were made up. All are forgotten. */
  | { readonly kind: 'wrong' }
  /** Of another stream. Nothing was taken. */
  | { readonly kind: 'other' };

/**
 * Gathers the frames of one stream in any order and number (Gaussian elimination as they come). Holds at most as many
 * rows as there are blocks, whatever is shown to it.
 */
export class FountainReceiver {
  readonly stream: FountainStream;
  readonly blockCount: number;
  readonly #maskWords: number;
  /** By its lowest block: the blocks that are in it, and their sum. */
  #rows = new Map<number, Uint32Array>();

  constructor(stream: FountainStream) {
    this.stream = stream;
    this.blockCount = blockCountOf(stream);
    this.#maskWords = Math.ceil(this.blockCount / 32);
  }

  /** How many blocks' worth is known. */
  get rank(): number {
    return this.#rows.size;
  }

  take({ stream, number, block }: FountainFrame): FountainTaken {
    const { streamId, kind, length, blockBytes } = this.stream;
    const isOurs =
      stream.streamId === streamId &&
      stream.kind === kind &&
      stream.length === length &&
      stream.blockBytes === blockBytes;
    if (!isOurs) return { kind: 'other' };
    const news = this.#add(this.#rowOf(number, block));
    if (this.rank < this.blockCount) return { kind: 'more', news };
    const bytes = this.#whole();
    if (crc32(bytes) === streamId) return { kind: 'whole', bytes };
    this.#rows = new Map();
    return { kind: 'wrong' };
  }

  #rowOf(number: number, block: Bytes): Uint32Array {
    const row = new Uint32Array(this.#maskWords + Math.ceil(block.length / 4));
    row.set(blocksInFrame(this.stream.streamId, number, this.blockCount));
    new Uint8Array(row.buffer).set(block, this.#maskWords * 4);
    return row;
  }

  /** Whether the row says anything that the others do not. */
  #add(row: Uint32Array): boolean {
    for (let word = 0; word < this.#maskWords; ) {
      const bits = row[word] ?? 0;
      if (bits === 0) {
        word += 1;
        continue;
      }
      const lowest = word * 32 + 31 - Math.clz32(bits & -bits);
      const known = this.#rows.get(lowest);
      if (!known) {
        this.#rows.set(lowest, row);
        return true;
      }
      addWords(row, known);
    }
    return false;
  }

  /** From the last block back: what else is in a row is known by then. */
  #whole(): Bytes {
    const { blockBytes, length } = this.stream;
    for (let at = this.blockCount - 1; at >= 0; at -= 1) {
      const row = this.#rows.get(at) as Uint32Array;
      for (let other = at + 1; other < this.blockCount; other += 1) {
        const isIn = ((row[other >>> 5] as number) >>> (other & 31)) & 1;
        if (isIn) addWords(row, this.#rows.get(other) as Uint32Array);
      }
    }
    const blocks = Array.from({ length: this.blockCount }, (_, at) => {
      const row = this.#rows.get(at) as Uint32Array;
      return new Uint8Array(row.buffer, this.#maskWords * 4, blockBytes);
    });
    return concatBytes(...blocks).slice(0, length);
  }
}
