import { type Luma, lumaFromPixels, lumaFromPlane } from './luma.ts';
import type { PictureSource } from './messages.ts';

/** A frame's middle square, the whole of a frame, or a picture of any size. */
export type Extent = 'square' | 'frame' | 'picture';

export interface LumaOfSource {
  readonly luma: Luma;
  /** From pixels of the luma to parts of the source's width and height. */
  readonly place: (x: number, y: number) => [number, number];
}

interface Cut {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Longest side in pixels a gallery picture is shrunk to before it is read. */
const longestPictureSide = 2560;

/** Throws when the browser cannot read the pixels back. The source stays open. */
export async function lumaOfSource(source: PictureSource, extent: Extent): Promise<LumaOfSource> {
  if ('data' in source) {
    const { width, height, data } = source;
    return placed(lumaFromPixels(data, width, height), { left: 0, top: 0, width, height }, source);
  }
  if ('displayWidth' in source) {
    // Some drivers keep frames in a form that only the canvas can read.
    const luma = await lumaOfPlane(source, extent).catch(() => null);
    if (luma !== null) return luma;
  }
  return lumaOfCanvas(source, extent);
}

function placed(luma: Luma, cut: Cut, whole: { width: number; height: number }): LumaOfSource {
  return {
    luma,
    place: (x, y) => [
      (cut.left + (x * cut.width) / luma.width) / whole.width,
      (cut.top + (y * cut.height) / luma.height) / whole.height,
    ],
  };
}

function cutOf(width: number, height: number, extent: Extent): Cut {
  if (extent !== 'square') return { left: 0, top: 0, width, height };
  // Chroma is stored at half size, so a cut must begin and end on even pixels.
  const side = Math.min(width, height) & ~1;
  return {
    left: ((width - side) >> 1) & ~1,
    top: ((height - side) >> 1) & ~1,
    width: side,
    height: side,
  };
}

let planes = new Uint8Array(0);

/** A frame that is stored as YUV, without a conversion to RGB; else null. */
async function lumaOfPlane(frame: VideoFrame, extent: Extent): Promise<LumaOfSource | null> {
  const { format, visibleRect } = frame;
  if (visibleRect === null) return null;
  if (format !== 'I420' && format !== 'NV12' && format !== 'I420A') return null;
  const cut = cutOf(visibleRect.width, visibleRect.height, extent);
  const rect = {
    x: (visibleRect.x + cut.left) & ~1,
    y: (visibleRect.y + cut.top) & ~1,
    width: cut.width,
    height: cut.height,
  };
  const bytes = frame.allocationSize({ rect });
  if (planes.byteLength !== bytes) planes = new Uint8Array(bytes);
  const [first] = await frame.copyTo(planes, { rect });
  if (first === undefined) return null;
  const luma = lumaFromPlane(planes.subarray(first.offset), cut.width, cut.height, first.stride);
  const { place } = placed(luma, cut, visibleRect);
  return { luma, place: (x, y) => turnedPlace(place(x, y), rotationOf(frame)) };
}

/** Clockwise degrees by which the frame is turned before it is shown; newer than lib.dom. */
const rotationOf = (frame: VideoFrame & { readonly rotation?: number }): number =>
  frame.rotation ?? 0;

function turnedPlace([x, y]: [number, number], degrees: number): [number, number] {
  switch (degrees) {
    case 90:
      return [1 - y, x];
    case 180:
      return [1 - x, 1 - y];
    case 270:
      return [y, 1 - x];
    default:
      return [x, y];
  }
}

let canvas: OffscreenCanvas | undefined;

function lumaOfCanvas(source: VideoFrame | ImageBitmap, extent: Extent): LumaOfSource {
  const width = 'displayWidth' in source ? source.displayWidth : source.width;
  const height = 'displayHeight' in source ? source.displayHeight : source.height;
  const cut = cutOf(width, height, extent);
  const scale = Math.min(1, longestPictureSide / Math.max(cut.width, cut.height));
  const drawnWidth = Math.max(1, Math.round(cut.width * scale));
  const drawnHeight = Math.max(1, Math.round(cut.height * scale));
  canvas ??= new OffscreenCanvas(drawnWidth, drawnHeight);
  canvas.width = drawnWidth;
  canvas.height = drawnHeight;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d context in the decoder');
  // What a picture leaves transparent is paper, not ink.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, drawnWidth, drawnHeight);
  context.imageSmoothingQuality = 'high';
  context.drawImage(
    source,
    cut.left,
    cut.top,
    cut.width,
    cut.height,
    0,
    0,
    drawnWidth,
    drawnHeight,
  );
  const pixels = context.getImageData(0, 0, drawnWidth, drawnHeight).data;
  return placed(lumaFromPixels(pixels, drawnWidth, drawnHeight), cut, { width, height });
}
