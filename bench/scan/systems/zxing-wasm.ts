import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { ReadPixels } from '../system.ts';

const wasmUrl = new URL('zxing-wasm/reader/zxing_reader.wasm', import.meta.url).href;
prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });

/** As its README says, with all its defaults. */
export const zxingWasm =
  ({ tryDenoise }: { tryDenoise: boolean }): ReadPixels =>
  async (pixels) => {
    const results = await readBarcodes(pixels, { formats: ['QRCode'], tryDenoise });
    return results.map(({ text }) => text);
  };
