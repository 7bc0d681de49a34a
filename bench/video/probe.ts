// In a worker of its own: which frame reached the renderer when. Looks at the strip of marks alone.
import { frameIndex, MARK_BITS, MARK_SIDE } from './clip-plan.ts';
import type { Arrival } from './observations.ts';

addEventListener('message', async ({ data }: MessageEvent<ReadableStream<VideoFrame>>) => {
  const rect = { x: 0, y: 0, width: MARK_BITS * MARK_SIDE, height: MARK_SIDE };
  let bytes = new Uint8Array(0);
  const reader = data.getReader();
  for (;;) {
    const { done, value: frame } = await reader.read();
    if (done) return;
    const atMs = performance.timeOrigin + performance.now();
    const size = frame.allocationSize({ rect });
    if (bytes.length !== size) bytes = new Uint8Array(size);
    const [plane] = await frame.copyTo(bytes, { rect });
    const { offset, stride } = plane ?? { offset: 0, stride: rect.width };
    const index = frameIndex((x, y) => (bytes[offset + y * stride + x] ?? 0) > 128);
    const arrival: Arrival = { index, timestamp: frame.timestamp, atMs };
    frame.close();
    postMessage(arrival);
  }
});
