export const CLIP_WIDTH = 1280;
export const CLIP_HEIGHT = 720;
export const FRAMES_PER_SECOND = 30;
export const CODES = 16;
export const FRAMES_PER_CODE = 20;
export const GAP_FRAMES = 5;
export const CLIP_FRAMES = CODES * (FRAMES_PER_CODE + GAP_FRAMES);

/** The number of a frame stands in its top left as that many squares, the lowest bit first. */
export const MARK_BITS = 12;
export const MARK_SIDE = 16;

/** As long as a pass. */
export const codeText = (code: number): string =>
  `KP1:${code}:${'6BFOXN*TS0BI$ZDN-O6W.08OYJPTMC.HGFUIJQP7QG/N79P2R1K8CTQ+GJ9F9K-L/W4'.repeat(2)}`;

/** The number of a frame by its brightness at a bit's middle. */
export function frameIndex(isLight: (x: number, y: number) => boolean): number {
  let index = 0;
  for (let bit = 0; bit < MARK_BITS; bit++) {
    if (isLight(bit * MARK_SIDE + MARK_SIDE / 2, MARK_SIDE / 2)) index |= 1 << bit;
  }
  return index;
}
