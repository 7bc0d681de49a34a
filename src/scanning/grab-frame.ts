import type { PictureSource } from './worker/messages.ts';

export interface GrabbedFrame {
  readonly source: PictureSource;
  readonly transfer: Transferable[];
  /** What the source shows of the video, as parts of its width and height; absent: all of it. */
  readonly cut?: PictureCut;
}

export interface PictureCut {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The video's present picture, by the cheapest way this browser has: a VideoFrame is handed to
 * the worker without a copy; a bitmap or pixels are cut to the centre square here.
 */
export async function grabFrame(video: HTMLVideoElement): Promise<GrabbedFrame> {
  if ('VideoFrame' in globalThis) {
    const frame = new VideoFrame(video);
    return { source: frame, transfer: [frame] };
  }
  const side = Math.min(video.videoWidth, video.videoHeight);
  const left = (video.videoWidth - side) >> 1;
  const top = (video.videoHeight - side) >> 1;
  const cut = {
    left: left / video.videoWidth,
    top: top / video.videoHeight,
    width: side / video.videoWidth,
    height: side / video.videoHeight,
  };
  if ('OffscreenCanvas' in globalThis) {
    const bitmap = await createImageBitmap(video, left, top, side, side);
    return { source: bitmap, transfer: [bitmap], cut };
  }
  return { ...pixelsOf(video, left, top, side, side, 1), cut };
}

/** Longest side in pixels of a gallery picture where the window has to read the pixels back. */
const longestPictureSide = 2048;

/** Rejects when the browser cannot open the picture. Turned upright as the phone recorded it. */
export async function grabPicture(picture: Blob): Promise<GrabbedFrame> {
  const bitmap = await createImageBitmap(picture);
  if ('OffscreenCanvas' in globalThis) return { source: bitmap, transfer: [bitmap] };
  const { width, height } = bitmap;
  const scale = Math.min(1, longestPictureSide / Math.max(width, height));
  const grabbed = pixelsOf(bitmap, 0, 0, width, height, scale);
  bitmap.close();
  return grabbed;
}

let canvas: HTMLCanvasElement | undefined;

/** Safari before 16.4 has no canvas in workers. */
function pixelsOf(
  image: CanvasImageSource,
  left: number,
  top: number,
  width: number,
  height: number,
  scale: number,
): GrabbedFrame {
  canvas ??= document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d context for the camera picture');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, left, top, width, height, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const source = { width: canvas.width, height: canvas.height, data };
  return { source, transfer: [data.buffer] };
}
