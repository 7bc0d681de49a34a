import type { CppDecoder } from './cpp-decoder.ts';

export interface CppArrival {
  /** null until it has come. */
  readonly decoder: () => CppDecoder | null;
  /** Waits for it as long as that may still bring it. */
  readonly within: (ms: number) => Promise<CppDecoder | null>;
  /** After a trap the module's memory can no longer be trusted. */
  readonly replace: () => void;
}

/** A phone that had no network when it first asked may have it by then; doubled each time. */
const firstRetryMs = 60_000;

/** Begins to fetch ZXing's C++ port; tries again while it does not come. */
export function awaitCpp(load: () => Promise<CppDecoder>): CppArrival {
  let present: CppDecoder | null = null;
  let coming: Promise<CppDecoder | null>;
  let retryAfterMs = firstRetryMs;

  function begin() {
    present = null;
    coming = load().then(
      (decoder) => {
        present = decoder;
        return decoder;
      },
      () => {
        if (typeof WebAssembly !== 'undefined') setTimeout(begin, retryAfterMs);
        retryAfterMs *= 2;
        return null;
      },
    );
  }
  begin();

  return {
    decoder: () => present,
    within: (ms) =>
      Promise.race([coming, new Promise<null>((resolve) => setTimeout(resolve, ms, null))]),
    replace: begin,
  };
}
