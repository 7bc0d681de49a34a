import { decode } from '../../../src/scanning/decoder.ts';
import type { ReadPixels } from '../system.ts';

/** The product's worker as a picture from the gallery reaches it. */
export const kadian: ReadPixels = async ({ width, height, data }) => {
  const code = await decode('picture', { width, height, data: new Uint8ClampedArray(data) }, []);
  return code === null ? [] : [code.text];
};
