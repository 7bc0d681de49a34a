import { decode } from '../../../src/scanning/decoder.ts';
import type { ReadPixels } from '../system.ts';

/** The product's worker as a picture from the gallery reaches it. */
export const kadian: ReadPixels = async ({ width, height, data }) => {
  const source = { width, height, data: new Uint8ClampedArray(data) };
  const { code } = await decode({ kind: 'picture', source }, []);
  return code === null ? [] : [code.text];
};
