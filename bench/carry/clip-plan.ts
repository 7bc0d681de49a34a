export const CLIP_WIDTH = 1280;
export const CLIP_HEIGHT = 720;
export const FRAMES_PER_SECOND = 30;
/** Ten seconds: about as long as an ordinary shift's log takes. */
export const CLIP_FRAMES = 300;
/** 83 codes of the 120 that the clip has: more than a long shift's records. */
export const LOG_BYTES = 40_000;
export const LOG_SEED = 7;

/** The same bytes in the clip and in the page, as hard to press together as sealed ones. */
export function logBytes(): Uint8Array<ArrayBuffer> {
  let state = LOG_SEED;
  return Uint8Array.from({ length: LOG_BYTES }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}
