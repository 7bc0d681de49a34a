import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatReader,
  RGBLuminanceSource,
} from '@zxing/library';
import type { ReadPixels } from '../system.ts';

const reader = new MultiFormatReader();
reader.setHints(
  new Map<DecodeHintType, unknown>([
    [DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.QR_CODE]],
    [DecodeHintType.TRY_HARDER, true],
  ]),
);

export const zxingJs: ReadPixels = async ({ width, height, data }) => {
  const grey = new Uint8ClampedArray(width * height);
  for (let i = 0, p = 0; i < grey.length; i++, p += 4) {
    // The weights of the library's own canvas source.
    const [red = 0, green = 0, blue = 0] = [data[p], data[p + 1], data[p + 2]];
    grey[i] = (306 * red + 601 * green + 117 * blue + 512) >> 10;
  }
  try {
    const source = new RGBLuminanceSource(grey, width, height);
    return [reader.decodeWithState(new BinaryBitmap(new HybridBinarizer(source))).getText()];
  } catch {
    return [];
  }
};
