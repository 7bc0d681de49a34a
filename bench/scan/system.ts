export const SYSTEMS = ['kadian', 'zxing-js', 'zxing-wasm', 'zxing-wasm-denoise', 'jsqr'] as const;

export type SystemName = (typeof SYSTEMS)[number];

/** Every text the system says of the picture, in its own order. Leaves the pixels alone. */
export type ReadPixels = (pixels: ImageData) => Promise<readonly string[]>;

export interface Attempt {
  readonly texts: readonly string[];
  readonly ms: number;
}
