import type { EntryChange } from '../protocol/entry-changes.ts';

type ChangeListener = (change: EntryChange, gatePath: string) => void;

/** Tells who listens that logs arrived: how many records, when, and at which place; never what is in them. */
export class ChangeFeed {
  readonly #listeners = new Set<ChangeListener>();

  listen(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  announce(change: EntryChange, gatePath: string): void {
    for (const listener of this.#listeners) listener(change, gatePath);
  }
}
