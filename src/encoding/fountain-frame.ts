import { type Bytes, concatBytes, uint32Bytes } from './bytes.ts';
import { crc32 } from './crc32.ts';

/** What every frame of a stream says, whichever of them is seen first. */
export interface FountainStream {
  /** crc32 of the whole. */
  readonly streamId: number;
  /** 0 to 255: what the bytes are, for whoever reads them. */
  readonly kind: number;
  /** Of the whole, in bytes. */
  readonly length: number;
  /** The same for all frames; the last block is filled up with zeros. */
  readonly blockBytes: number;
}

export interface FountainFrame {
  readonly stream: FountainStream;
  /** From 0: block `number` itself while there are so many, then sums of blocks without end. */
  readonly number: number;
  readonly block: Bytes;
}

export const MAX_FOUNTAIN_BYTES = 1024 * 1024;
export const MAX_FOUNTAIN_BLOCKS = 2000;
const MAX_BLOCK_BYTES = 2048;
const HEAD_BYTES = 13;
/** What a frame has besides its block. */
export const FRAME_OVERHEAD_BYTES = HEAD_BYTES + 4;

export const blockCountOf = ({ length, blockBytes }: FountainStream): number =>
  Math.ceil(length / blockBytes);

/** streamId(4) ‖ kind(1) ‖ length(4) ‖ number(4) ‖ block ‖ crc32(4) of all before it. */
export function encodeFrame({ stream, number, block }: FountainFrame): Bytes {
  const body = concatBytes(
    uint32Bytes(stream.streamId),
    Uint8Array.of(stream.kind),
    uint32Bytes(stream.length),
    uint32Bytes(number),
    block,
  );
  return concatBytes(body, uint32Bytes(crc32(body)));
}

/** Null when it was damaged on its way, or says what no sender says. */
export function parseFrame(bytes: Bytes): FountainFrame | null {
  const blockBytes = bytes.length - FRAME_OVERHEAD_BYTES;
  if (blockBytes < 1 || blockBytes > MAX_BLOCK_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = HEAD_BYTES + blockBytes;
  if (view.getUint32(end) !== crc32(bytes.subarray(0, end))) return null;
  const length = view.getUint32(5);
  if (length < 1 || length > MAX_FOUNTAIN_BYTES) return null;
  const stream = { streamId: view.getUint32(0), kind: view.getUint8(4), length, blockBytes };
  if (blockBytes > length || blockCountOf(stream) > MAX_FOUNTAIN_BLOCKS) return null;
  return { stream, number: view.getUint32(9), block: bytes.slice(HEAD_BYTES, end) };
}
