import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Bytes } from '../../encoding/bytes.ts';
import type { Outcome } from '../store/shared-commits.ts';
import type { StoreFile } from '../store/store.ts';
import type { OpenedForm } from '../visitor-form/open-form.ts';
import type { FormOpener } from './open-forms.ts';
import type { OpenedPush, PushTaker, TakenPush } from './opened-push.ts';

export type ToPushThread =
  | { readonly kind: 'push'; readonly id: number; readonly push: OpenedPush }
  | { readonly kind: 'form'; readonly id: number; readonly outcome: Outcome<OpenedForm | null> }
  | { readonly kind: 'end' };

export type FromPushThread =
  | { readonly kind: 'taken'; readonly id: number; readonly outcome: Outcome<TakenPush | 'moved'> }
  | { readonly kind: 'form'; readonly id: number; readonly code: Bytes };

type Asked = PromiseWithResolvers<TakenPush | 'moved'> & { readonly push: OpenedPush };

/** After so many pushes whoever else wants to write has a turn. */
const MOST_IN_A_TURN = 32;
/** What one push makes is gone with the next: more room means fewer rounds of collecting it. */
const YOUNG_MB = 32;

/**
 * Reads pushes and takes custody of them on a thread of its own, with a connection of its own: while it writes and waits
 * for the disk, the server opens the next ones and answers everybody else. It writes in the turn of the store's own
 * connection only, so neither ever waits for the other's locks.
 */
export class PushWorker {
  readonly #file: StoreFile;
  readonly #openForm: FormOpener;
  readonly #asked = new Map<number, Asked>();
  #waiting: Asked[] = [];
  #worker: Worker | null = null;
  #lastId = 0;
  /** How many more may be asked in this turn; null: it is not ours. */
  #room: number | null = null;
  #waitsForTurn = false;
  #onAllAnswered = (): void => {};

  constructor(file: StoreFile, openForm: FormOpener) {
    this.#file = file;
    this.#openForm = openForm;
  }

  take: PushTaker = (push) => {
    const asked = { push, ...Promise.withResolvers<TakenPush | 'moved'>() };
    this.#waiting.push(asked);
    this.#ask();
    return asked.promise;
  };

  #ask(): void {
    if (this.#room === null) {
      if (this.#waitsForTurn) return;
      this.#waitsForTurn = true;
      this.#file.inTurn(() => this.#turn()).catch((error) => this.#fail(error));
      return;
    }
    const now = this.#waiting.splice(0, this.#room);
    this.#room -= now.length;
    for (const asked of now) {
      this.#lastId += 1;
      this.#asked.set(this.#lastId, asked);
      this.#tell({ kind: 'push', id: this.#lastId, push: asked.push });
    }
  }

  async #turn(): Promise<void> {
    this.#waitsForTurn = false;
    this.#room = MOST_IN_A_TURN;
    const allAnswered = new Promise<void>((resolve) => {
      this.#onAllAnswered = resolve;
    });
    try {
      this.#ask();
      if (this.#asked.size > 0) await allAnswered;
    } finally {
      this.#room = null;
    }
    if (this.#waiting.length > 0) this.#ask();
  }

  #tell(news: ToPushThread): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(news);
  }

  #start(): Worker {
    const url = new URL('./push-thread.ts', import.meta.url);
    const worker = new Worker(url, {
      workerData: this.#file.path,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    worker.on('message', (news: FromPushThread) => {
      switch (news.kind) {
        case 'taken':
          return this.#answered(news.id, news.outcome);
        case 'form':
          return void this.#form(news.id, news.code);
        default:
          throw new Error(`unknown message ${(news satisfies never as FromPushThread).kind}`);
      }
    });
    // Whether what was on its way is kept is not known: whoever asked is told so, and sends again.
    worker.on('error', (error) => {
      this.#worker = null;
      this.#fail(error);
    });
    return worker;
  }

  #answered(id: number, outcome: Outcome<TakenPush | 'moved'>): void {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (outcome.ok) asked?.resolve(outcome.value);
    else asked?.reject(outcome.error);
    if (this.#asked.size === 0) this.#onAllAnswered();
  }

  async #form(id: number, code: Bytes): Promise<void> {
    const outcome = await this.#openForm(code).then(
      (value) => ({ ok: true, value }) as const,
      (error: unknown) => ({ ok: false, error }) as const,
    );
    this.#tell({ kind: 'form', id, outcome });
  }

  #fail(error: unknown): void {
    const told = [...this.#asked.values(), ...this.#waiting];
    this.#asked.clear();
    this.#waiting = [];
    for (const { reject } of told) reject(error);
    this.#onAllAnswered();
  }

  /** After all that was asked for; before its store is closed. */
  close(): Promise<void> {
    return this.#file.inTurn(async () => {
      const worker = this.#worker;
      this.#worker = null;
      if (!worker) return;
      const ended = once(worker, 'exit');
      worker.postMessage({ kind: 'end' } satisfies ToPushThread);
      await ended;
    });
  }
}
