/** A browser that is driven from outside. One window. */
export interface Browser {
  goto(address: string): Promise<void>;
  /** Runs an expression in the page, awaits it, and brings back what JSON can carry. */
  run<T>(expression: string): Promise<T>;
  /** As when the battery falls out: nothing can be saved or flushed any more. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export interface Engine {
  readonly name: string;
  /** Why it cannot be driven here; null: it can. */
  readonly missing: string | null;
  version(): string;
  /** A browser on this folder finds what an earlier one left there. */
  start(folder: string): Promise<Browser>;
}
