import { type Luma, lumaFromPixels, lumaFromPlane } from './luma.ts';
import type { DecodeRequest, PictureSource } from './messages.ts';

/** Longest side in pixels a gallery picture is shrunk to before it is read. */
const longestPictureSide = 2048;

/** Throws when the browser cannot read the pixels back. The source stays open. */
export async function lumaOfSource(
  source: PictureSource,
  kind: DecodeRequest['kind'],
): Promise<Luma> {
  if ('data' in source) return lumaFromPixels(source.data, source.width, source.height);
  if ('displayWidth' in source) {
    // Some drivers keep frames in a form that only the canvas can read.
    const luma = await lumaOfPlane(source).catch(() => null);
    if (luma !== null) return luma;
  }
  return lumaOfCanvas(source, kind);
}

let planes = new Uint8Array(0);

/** The centre square of a frame that is stored as YUV, without a conversion to RGB; else null. */
async function lumaOfPlane(frame: VideoFrame): Promise<Luma | null> {
  const { format, visibleRect } = frame;
  if (visibleRect === null) return null;
  if (format !== 'I420' && format !== 'NV12' && format !== 'I420A') return null;
  // Chroma is stored at half size, so the square must begin and end on even pixels.
  const side = Math.min(visibleRect.width, visibleRect.height) & ~1;
  const rect = {
    x: (visibleRect.x + ((visibleRect.width - side) >> 1)) & ~1,
    y: (visibleRect.y + ((visibleRect.height - side) >> 1)) & ~1,
    width: side,
    height: side,
  };
  const bytes = frame.allocationSize({ rect });
  if (planes.byteLength !== bytes) planes = new Uint8Array(bytes);
  const [luma] = await frame.copyTo(planes, { rect });
  if (luma === undefined) return null;
  return lumaFromPlane(planes.subarray(luma.offset), side, side, luma.stride);
}

let canvas: OffscreenCanvas | undefined;

function lumaOfCanvas(source: VideoFrame | ImageBitmap, kind: DecodeRequest['kind']): Luma {
  const width = 'displayWidth' in source ? source.displayWidth : source.width;
  const height = 'displayHeight' in source ? source.displayHeight : source.height;
  const cut = kind === 'frame' ? Math.min(width, height) : 0;
  const [cutWidth, cutHeight] = cut > 0 ? [cut, cut] : [width, height];
  const scale = Math.min(1, longestPictureSide / Math.max(cutWidth, cutHeight));
  const drawnWidth = Math.max(1, Math.round(cutWidth * scale));
  const drawnHeight = Math.max(1, Math.round(cutHeight * scale));
  canvas ??= new OffscreenCanvas(drawnWidth, drawnHeight);
  canvas.width = drawnWidth;
  canvas.height = drawnHeight;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d context in the decoder');
  // What a picture leaves transparent is paper, not ink.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, drawnWidth, drawnHeight);
  context.imageSmoothingQuality = 'high';
  const left = (width - cutWidth) / 2;
  const top = (height - cutHeight) / 2;
  context.drawImage(source, left, top, cutWidth, cutHeight, 0, 0, drawnWidth, drawnHeight);
  const pixels = context.getImageData(0, 0, drawnWidth, drawnHeight).data;
  return lumaFromPixels(pixels, drawnWidth, drawnHeight);
}
