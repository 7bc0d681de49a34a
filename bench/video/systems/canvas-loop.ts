import BinaryBitmap from '@zxing/library/esm/core/BinaryBitmap';
import HybridBinarizer from '@zxing/library/esm/core/common/HybridBinarizer';
import QRCodeReader from '@zxing/library/esm/core/qrcode/QRCodeReader';
import RGBLuminanceSource from '@zxing/library/esm/core/RGBLuminanceSource';
import { CLIP_HEIGHT, CLIP_WIDTH, frameIndex } from '../clip-plan.ts';
import type { Watcher } from '../observations.ts';

/** As most pages do it: draw the video, read the pixels back, decode, all in the window. */
export async function startCanvasLoop(video: HTMLVideoElement, watcher: Watcher): Promise<void> {
  video.srcObject = await navigator.mediaDevices.getUserMedia({
    video: { width: { ideal: CLIP_WIDTH }, height: { ideal: CLIP_HEIGHT } },
  });
  await video.play();
  const canvas = document.createElement('canvas');
  canvas.width = CLIP_WIDTH;
  canvas.height = CLIP_HEIGHT;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d context');
  const reader = new QRCodeReader();
  let lastText = '';
  let lastTime = -1;
  const step = () => {
    requestAnimationFrame(step);
    if (video.currentTime === lastTime) return;
    lastTime = video.currentTime;
    watcher.attempted();
    context.drawImage(video, 0, 0);
    const { data } = context.getImageData(0, 0, CLIP_WIDTH, CLIP_HEIGHT);
    const index = frameIndex((x, y) => (data[4 * (y * CLIP_WIDTH + x)] ?? 0) > 128);
    const text = textOf(reader, data);
    if (text === null || text === lastText) return;
    lastText = text;
    watcher.read(text, { index });
  };
  step();
}

function textOf(reader: QRCodeReader, data: Uint8ClampedArray): string | null {
  const grey = new Uint8ClampedArray(CLIP_WIDTH * CLIP_HEIGHT);
  for (let i = 0, p = 0; i < grey.length; i++, p += 4) {
    const [red = 0, green = 0, blue = 0] = [data[p], data[p + 1], data[p + 2]];
    grey[i] = (306 * red + 601 * green + 117 * blue + 512) >> 10;
  }
  try {
    const source = new RGBLuminanceSource(grey, CLIP_WIDTH, CLIP_HEIGHT);
    return reader.decode(new BinaryBitmap(new HybridBinarizer(source))).getText();
  } catch {
    return null;
  }
}
