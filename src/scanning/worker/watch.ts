import type { NextFrameRequest } from './messages.ts';

/** null: none has come for a while. */
export type WatchedFrame = VideoFrame | null | 'over';

interface Watch {
  readonly id: number;
  readonly reader: ReadableStreamDefaultReader<VideoFrame>;
  coming: Promise<ReadableStreamReadResult<VideoFrame>> | undefined;
}

/** A camera without a picture must not be taken for a decoder that hangs. */
const patienceMs = 2_000;

let watch: Watch | undefined;

/** Whoever gets a frame closes it. */
export async function nextWatchedFrame(request: NextFrameRequest): Promise<WatchedFrame> {
  const { watchId, stream } = request;
  if (stream !== undefined) {
    if (watch !== undefined) endWatch(watch.id);
    watch = { id: watchId, reader: stream.getReader(), coming: undefined };
  }
  if (watch?.id !== watchId) return 'over';
  const watched = watch;
  watched.coming ??= watched.reader.read();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, patienceMs, null);
  });
  const read = await Promise.race([watched.coming.catch(() => 'over' as const), patience]);
  clearTimeout(timer);
  if (read === null) return null;
  watched.coming = undefined;
  return read === 'over' || read.done ? 'over' : read.value;
}

export function endWatch(watchId: number): void {
  if (watch?.id !== watchId) return;
  void watch.coming?.then(({ value }) => value?.close()).catch(() => undefined);
  void watch.reader.cancel().catch(() => undefined);
  watch = undefined;
}
