import { open, writeFile } from 'node:fs/promises';
import type { Luma } from '../../src/scanning/worker/luma.ts';
import { pictureScene } from './picture-scene.ts';
import { qrScene } from './qr-scene.ts';

export interface ClipPart {
  /** null: nobody holds a code up. */
  readonly text: string | null;
  readonly ms: number;
  readonly tiltDegrees?: number;
  readonly scale?: number;
  /** Standard deviation of the sensor noise, in brightness steps. */
  readonly noise?: number;
}

const width = 640;
const height = 480;
/** Enough for a code that is held up; an open camera costs by the frame. */
const framesPerSecond = 5;
const header = `YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`;
const frameMark = Buffer.from('FRAME\n');
const frameBytes = frameMark.length + (width * height * 3) / 2;
const largestClipBytes = 60_000_000;
const emptyFrame = frameOf(qrScene(null, width, height));

/**
 * Writes what Chromium plays as its camera (--use-file-for-fake-video-capture): from the start
 * whenever the camera opens, then over and over. 2.3 MB a second; throws above 60 MB.
 */
export async function writeClip(file: string, parts: readonly ClipPart[]): Promise<void> {
  const frames = parts.flatMap((part) => {
    const count = Math.max(1, Math.round((part.ms * framesPerSecond) / 1000));
    return Array.from({ length: count }, (_, index) => clipFrame(part, index));
  });
  if (frames.length * frameBytes > largestClipBytes) {
    throw new Error(`a clip of ${frames.length} frames is too long`);
  }
  await writeFile(file, Buffer.concat([Buffer.from(header), ...frames]));
}

/** Changes what the running camera sees. */
export const showInClip = (file: string, part: Omit<ClipPart, 'ms'>): Promise<void> =>
  overwriteFrames(file, (index) => clipFrame(part, index));

/** The same with a picture of something, as big as the frame is high, that the hand moves a little. */
export const showPictureInClip = (file: string, picture: Luma): Promise<void> =>
  overwriteFrames(file, (index) => frameOf(pictureScene(picture, width, height, index)));

/** Pictures one after the other, over and over, as many as the clip has frames. */
export const showPicturesInClip = (file: string, pictures: readonly Luma[]): Promise<void> =>
  overwriteFrames(file, (index) => {
    const picture = pictures[index % pictures.length];
    if (!picture) throw new Error('no picture to show');
    return frameOf(pictureScene(picture, width, height, index));
  });

/**
 * Overwrites the frames of a clip in place. The file keeps its length: Chromium reads it frame by frame and crashes on
 * half a frame.
 */
async function overwriteFrames(file: string, frame: (index: number) => Buffer): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    const { size } = await handle.stat();
    const count = (size - header.length) / frameBytes;
    const frames = Array.from({ length: count }, (_, index) => frame(index));
    await handle.write(Buffer.concat(frames), 0, undefined, header.length);
  } finally {
    await handle.close();
  }
}

/** A hand that holds a code is never quite still: each frame moves and turns a little. */
function clipFrame(part: Omit<ClipPart, 'ms'>, index: number): Buffer {
  if (part.text === null) return emptyFrame;
  const luma = qrScene(part.text, width, height, {
    tiltDegrees: (part.tiltDegrees ?? 3) + 1.5 * Math.sin(index),
    scale: part.scale ?? 0.75,
    noise: part.noise ?? 0,
    offsetX: 9 * Math.sin(index / 2),
    offsetY: 6 * Math.cos(index / 3),
  });
  return frameOf(luma);
}

function frameOf(luma: Uint8ClampedArray<ArrayBuffer>): Buffer {
  const grey = Buffer.alloc((width * height) / 2, 128);
  return Buffer.concat([frameMark, Buffer.from(luma.buffer), grey]);
}
