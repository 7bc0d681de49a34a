import { Worker } from 'node:worker_threads';
import type { Bytes } from '../../encoding/bytes.ts';
import type { ShiftScript } from './shift-script.ts';
import type { PhoneStanding } from './synthetic-phone.ts';

interface SealedPush {
  /** As it goes over the network. */
  readonly body: Bytes;
  /** Epoch ms. */
  readonly sentAt: number;
}

export interface SealingJob {
  readonly standing: PhoneStanding;
  readonly shifts: readonly ShiftScript[];
}

/** One shift's pushes; null when the phone has told all. */
export interface SealedShift {
  readonly deviceId: string;
  readonly pushes: readonly SealedPush[] | null;
}

/** All synthetic phones seal on a thread of their own, while the server's takes in what they send. */
export class SealingWorker {
  readonly #worker = new Worker(new URL('./sealing-thread.ts', import.meta.url));
  readonly #waiting = new Map<string, { shifts: SealedShift[]; wake: () => void }>();
  #failure: unknown = null;

  constructor() {
    this.#worker.on('message', (sealed: SealedShift) => {
      const waiting = this.#waiting.get(sealed.deviceId);
      waiting?.shifts.push(sealed);
      waiting?.wake();
    });
    this.#worker.on('error', (error) => {
      this.#failure = error;
      for (const { wake } of this.#waiting.values()) wake();
    });
  }

  /** In the order in which the phone sends them. Throws what went wrong on the thread. */
  async *pushesOf(
    standing: PhoneStanding,
    shifts: readonly ShiftScript[],
  ): AsyncGenerator<SealedPush> {
    const waiting = { shifts: [] as SealedShift[], wake: () => {} };
    this.#waiting.set(standing.deviceId, waiting);
    this.#worker.postMessage({ standing, shifts } satisfies SealingJob);
    for (;;) {
      if (this.#failure) throw this.#failure;
      const sealed = waiting.shifts.shift();
      if (sealed?.pushes === null) break;
      if (sealed) yield* sealed.pushes;
      else await new Promise<void>((resolve) => (waiting.wake = resolve));
    }
    this.#waiting.delete(standing.deviceId);
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
