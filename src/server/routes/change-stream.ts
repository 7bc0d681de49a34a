import { PassThrough, type Readable } from 'node:stream';
import type { EntryChange } from '../../protocol/entry-changes.ts';

/** Desks take a stream for dead after 45 s of silence. */
const SIGN_OF_LIFE_MS = 15_000;
/** Events that a desk has not read yet; one that does not read is let go and comes back. */
const MAX_UNREAD_BYTES = 64 * 1024;

/** One desk's text/event-stream. Ends by itself when the desk goes, or may not listen any more. */
export class ChangeStream {
  readonly #pipe = new PassThrough();
  readonly #timer: NodeJS.Timeout;

  constructor(stillAllowed: () => Promise<boolean>) {
    this.#timer = setInterval(() => {
      this.#write(': \n\n');
      stillAllowed().then(
        (allowed) => allowed || this.end(),
        () => this.end(),
      );
    }, SIGN_OF_LIFE_MS);
    this.#pipe.once('close', () => clearInterval(this.#timer));
  }

  get readable(): Readable {
    return this.#pipe;
  }

  tell(change: EntryChange): void {
    this.#write(`data: ${JSON.stringify(change)}\n\n`);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#pipe.end();
  }

  #write(text: string): void {
    if (this.#pipe.writableEnded || this.#pipe.destroyed) return;
    this.#pipe.write(text);
    if (this.#pipe.writableLength > MAX_UNREAD_BYTES) this.#pipe.destroy();
  }
}
