// Deep imports keep the other barcode formats out.
import type Binarizer from '@zxing/library/esm/core/Binarizer';
import BinaryBitmap from '@zxing/library/esm/core/BinaryBitmap';
import GlobalHistogramBinarizer from '@zxing/library/esm/core/common/GlobalHistogramBinarizer';
import HybridBinarizer from '@zxing/library/esm/core/common/HybridBinarizer';
import DecodeHintType from '@zxing/library/esm/core/DecodeHintType';
import LuminanceSource from '@zxing/library/esm/core/LuminanceSource';
import QRCodeReader from '@zxing/library/esm/core/qrcode/QRCodeReader';
import type ResultPoint from '@zxing/library/esm/core/ResultPoint';
import StringEncoding from '@zxing/library/esm/core/util/StringEncoding';
import type { Corners } from './code-read.ts';
import { inverted, type Luma } from './luma.ts';

/** What one attempt read, and where in a picture of that width and height. */
export interface Attempt {
  readonly text: string;
  readonly corners: Corners;
  readonly width: number;
  readonly height: number;
}

export type BinarizerKind = 'hybrid' | 'global';

class LumaSource extends LuminanceSource {
  readonly #luma: Luma;

  constructor(luma: Luma) {
    super(luma.width, luma.height);
    this.#luma = luma;
  }

  override getRow(y: number): Uint8ClampedArray {
    const { width, data } = this.#luma;
    return data.subarray(y * width, (y + 1) * width);
  }

  override getMatrix(): Uint8ClampedArray {
    return this.#luma.data;
  }

  override invert(): LuminanceSource {
    return new LumaSource(inverted(this.#luma));
  }
}

// Without this the library guesses among Latin-1, Shift_JIS and UTF-8; codes met here are in
// UTF-8 or, from older Chinese systems, in GBK.
const unmarkedBytes = 'UTF-8';
StringEncoding.customDecoder = (bytes, encoding) => {
  if (encoding !== unmarkedBytes) return new TextDecoder(encoding).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
};

const quickHints = new Map<DecodeHintType, unknown>([
  [DecodeHintType.CHARACTER_SET, unmarkedBytes],
]);
const thoroughHints = new Map<DecodeHintType, unknown>([
  ...quickHints,
  [DecodeHintType.TRY_HARDER, true],
]);
const pureHints = new Map<DecodeHintType, unknown>([
  ...quickHints,
  [DecodeHintType.PURE_BARCODE, true],
]);
const reader = new QRCodeReader();

function binarizer(kind: BinarizerKind, source: LuminanceSource): Binarizer {
  switch (kind) {
    case 'hybrid':
      return new HybridBinarizer(source);
    case 'global':
      return new GlobalHistogramBinarizer(source);
  }
}

/** One attempt, wherever in the picture the code is. */
export function readLuma(luma: Luma, kind: BinarizerKind, thorough = false): Attempt | null {
  return attempt(luma, kind, thorough ? thoroughHints : quickHints);
}

/**
 * A screenshot: upright, whole and alone. Its modules are read off their grid, so that it does not matter
 * when some of them happen to look like a fourth finder, as in one of a hundred passes.
 */
export const readPureLuma = (luma: Luma): Attempt | null => attempt(luma, 'global', pureHints);

/** One attempt. Never throws: the library reports "no code" and its own slips alike by exceptions. */
function attempt(
  luma: Luma,
  kind: BinarizerKind,
  hints: Map<DecodeHintType, unknown>,
): Attempt | null {
  if (luma.width < 11 || luma.height < 11) return null;
  try {
    const bitmap = new BinaryBitmap(binarizer(kind, new LumaSource(luma)));
    const result = reader.decode(bitmap, hints);
    const text = result.getText();
    if (text === '') return null;
    const { width, height } = luma;
    return { text, corners: cornersOf(result.getResultPoints(), width, height), width, height };
  } catch {
    return null;
  }
}

/** From the middles of the finder patterns: bottom left, top left, top right. A screenshot tells none. */
function cornersOf(points: readonly ResultPoint[] | null, width: number, height: number): Corners {
  const [bottom, corner, right] = (points ?? []).map((p) => ({ x: p.getX(), y: p.getY() }));
  if (bottom === undefined || corner === undefined || right === undefined) {
    const topRight = { x: width, y: 0 };
    return [{ x: 0, y: 0 }, topRight, { x: width, y: height }, { x: 0, y: height }];
  }
  const far = { x: right.x + bottom.x - corner.x, y: right.y + bottom.y - corner.y };
  return [corner, right, far, bottom];
}
