// Set up before each browser test: what is waited for may take as long as a loaded machine needs.
import { vi } from 'vitest';

const { waitFor } = vi;

/** As Vitest's own, which gives up after a second. */
vi.waitFor = (look, options = {}) =>
  waitFor(look, {
    timeout: 100_000,
    ...(typeof options === 'number' ? { timeout: options } : options),
  });
