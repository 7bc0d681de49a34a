import type { Bytes } from './bytes.ts';
import { crc32 } from './crc32.ts';
import {
  blockCountOf,
  encodeFrame,
  type FountainStream,
  MAX_FOUNTAIN_BLOCKS,
  MAX_FOUNTAIN_BYTES,
} from './fountain-frame.ts';
import { addWords, blocksInFrame } from './fountain-sum.ts';

/**
 * A random linear fountain code over GF(2), systematic: the blocks themselves, then as many random sums of them as
 * anybody cares to watch. Whoever has seen a few frames more than there are blocks, whichever they were, has it all.
 */
export class FountainSender {
  readonly stream: FountainStream;
  readonly #blocks: readonly Uint32Array[];

  /** Throws RangeError on what is empty, too long, or needs too many blocks of at most `maxBlockBytes`. */
  constructor(whole: Bytes, kind: number, maxBlockBytes: number) {
    const count = Math.ceil(whole.length / maxBlockBytes);
    if (whole.length === 0 || whole.length > MAX_FOUNTAIN_BYTES || count > MAX_FOUNTAIN_BLOCKS) {
      throw new RangeError('not for a fountain');
    }
    const { length } = whole;
    // Blocks of one size: a short whole makes small frames.
    const blockBytes = Math.ceil(length / count);
    this.stream = { streamId: crc32(whole), kind, length, blockBytes };
    this.#blocks = Array.from({ length: blockCountOf(this.stream) }, (_, at) =>
      wordsOf(whole.subarray(at * blockBytes, (at + 1) * blockBytes), blockBytes),
    );
  }

  get blockCount(): number {
    return this.#blocks.length;
  }

  /** The bytes of frame `number`, a uint32. */
  frame(number: number): Bytes {
    const { streamId, blockBytes } = this.stream;
    const sum = wordsOf(new Uint8Array(), blockBytes);
    const chosen = blocksInFrame(streamId, number, this.#blocks.length);
    for (const [at, block] of this.#blocks.entries()) {
      if (((chosen[at >>> 5] ?? 0) >>> (at & 31)) & 1) addWords(sum, block);
    }
    const block = new Uint8Array(sum.buffer).slice(0, blockBytes);
    return encodeFrame({ stream: this.stream, number, block });
  }
}

/** Sums are taken over whole words; in which order their bytes stand does not matter to them. */
function wordsOf(block: Uint8Array, blockBytes: number): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(blockBytes / 4));
  new Uint8Array(words.buffer).set(block);
  return words;
}
