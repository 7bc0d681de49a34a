// Set up before each browser test: what is waited for may take as long as a loaded machine needs.
import { vi } from 'vitest';

const { waitFor } = vi;

/** As Vitest's own, which gives up after a second. */
vi.waitFor = (look, options = {}) =>
  waitFor(look, {
    timeout: 100_000,
    ...(typeof options === 'number' ? { timeout: options } : options),
  });

// A colour that is on its way from one theme to the other is neither: what is looked at stands still.
const still = document.createElement('style');
still.textContent = '*, *::before, *::after { transition: none !important; }';
document.head.append(still);
