import type { CodeRead, Point } from './code-read.ts';
import { doubled, framed, halved, inverted, type Luma, smoothed, turned } from './luma.ts';
import { type Attempt, readLuma, readPureLuma } from './read-luma.ts';

/**
 * One camera frame: the half that reads most and costs least, then two others by turn, so
 * that a frame stays cheap and a code held for four frames meets every attempt.
 */
export function readFrameByJs(luma: Luma, turn: number): CodeRead | null {
  const half = halved(luma);
  const read = readLuma(half, 'hybrid') ?? attemptByTurn(luma, half, turn);
  return read && placedIn(luma, read);
}

function attemptByTurn(luma: Luma, half: Luma, turn: number): Attempt | null {
  switch (turn % 4) {
    case 0:
      return readLuma(luma, 'hybrid') ?? readLuma(inverted(half), 'hybrid');
    case 1:
      return readLuma(smoothed(luma), 'hybrid') ?? readLuma(half, 'global');
    case 2:
      return readLuma(luma, 'hybrid') ?? readLuma(inverted(luma), 'hybrid');
    default:
      return readLuma(smoothed(luma), 'hybrid', true);
  }
}

const smallestSide = 160;
const turnsDegrees = [0, 90, 45, 22];

/**
 * One picture, in no hurry: as a screenshot, then every scale upright, then inverted, then turned. Gives up when
 * `now` passes the deadline, in milliseconds of the same clock.
 */
export function readPictureByJs(
  luma: Luma,
  now: () => number,
  deadlineMs: number,
): CodeRead | null {
  const pure = readPureLuma(luma);
  if (pure !== null) return placedIn(luma, pure);
  const scales = scalesOf(luma);
  for (const degrees of turnsDegrees) {
    for (const invert of [false, true]) {
      for (const scale of scales) {
        if (now() > deadlineMs) return null;
        const upright = invert ? inverted(scale) : scale;
        const picture = degrees === 0 ? upright : turned(upright, degrees);
        const read = readLuma(picture, 'hybrid', true) ?? readLuma(picture, 'global', true);
        if (read !== null) return placedIn(luma, read);
      }
    }
  }
  return null;
}

/** The picture as it is, smoothed, its halves, and for a small one its double. */
function scalesOf(luma: Luma): Luma[] {
  const scales = [framed(luma, 8), smoothed(luma)];
  let next = luma;
  while (Math.min(next.width, next.height) >= 2 * smallestSide) {
    next = halved(next);
    scales.push(next);
  }
  if (Math.max(luma.width, luma.height) <= 640) scales.push(framed(doubled(luma), 16));
  return scales;
}

/** Scaled pictures show the same as the whole: a place keeps its part of the way across. */
function placedIn(luma: Luma, { text, corners, width, height }: Attempt): CodeRead {
  const [a, b, c, d] = corners;
  const moved = ({ x, y }: Point) => ({
    x: (x * luma.width) / width,
    y: (y * luma.height) / height,
  });
  // The library does not tell how much of the error correction it used.
  return { text, corners: [moved(a), moved(b), moved(c), moved(d)], isSure: true };
}
