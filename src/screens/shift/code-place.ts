import type { CodeCorners } from '../../scanning/scanner.ts';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Where the corners of a code are on the screen, of a video that covers its box (`object-fit: cover`)
 * and is cut at two of its edges.
 */
export function codePlace(
  corners: CodeCorners,
  video: { readonly width: number; readonly height: number },
  box: Box,
  isMirrored: boolean,
): [number, number][] {
  const scale = Math.max(box.width / video.width, box.height / video.height);
  const across = (isMirrored ? -1 : 1) * scale * video.width;
  const [middleX, middleY] = [box.left + box.width / 2, box.top + box.height / 2];
  return corners.map(([x, y]) => [
    middleX + (x - 0.5) * across,
    middleY + (y - 0.5) * scale * video.height,
  ]);
}
