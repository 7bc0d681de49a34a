import type { Readable } from 'node:stream';

interface OpenStream {
  readonly readable: Readable;
  end(): void;
}

/** One window and its reconnections; more at once is no desk. */
const STREAMS_PER_DEVICE = 4;

/** The change streams that are open, so many of one device: a further one closes its oldest. */
export class OpenStreams {
  readonly #byDevice = new Map<string, Set<OpenStream>>();

  add(deviceId: string, stream: OpenStream): void {
    const streams = this.#byDevice.get(deviceId) ?? new Set();
    this.#byDevice.set(deviceId, streams.add(stream));
    stream.readable.once('close', () => this.#forget(deviceId, stream));
    for (const oldest of streams) {
      if (streams.size <= STREAMS_PER_DEVICE) break;
      this.#forget(deviceId, oldest);
      // Not ended: that would wait for a reader who may never come.
      oldest.readable.destroy();
    }
  }

  endAll(): void {
    for (const streams of this.#byDevice.values()) for (const stream of streams) stream.end();
  }

  #forget(deviceId: string, stream: OpenStream): void {
    const streams = this.#byDevice.get(deviceId);
    streams?.delete(stream);
    if (streams?.size === 0) this.#byDevice.delete(deviceId);
  }
}
