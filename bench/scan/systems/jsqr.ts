import jsQR from 'jsqr';
import type { ReadPixels } from '../system.ts';

export const jsqr: ReadPixels = async ({ width, height, data }) => {
  const code = jsQR(data, width, height);
  return code === null ? [] : [code.data];
};
