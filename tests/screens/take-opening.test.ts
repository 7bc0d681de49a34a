import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { takeOpening } from '../../src/screens/shift/take-opening.ts';

const replaceState = vi.fn();

const openAt = (address: string): void => {
  vi.stubGlobal('location', new URL(address, 'https://gate.example/'));
};

beforeEach(() => vi.stubGlobal('history', { state: 7, replaceState }));
afterEach(() => {
  vi.unstubAllGlobals();
  replaceState.mockReset();
});

test.each(['find', 'visitor'] as const)(
  'the shortcut to %s is read and leaves the address',
  (screen) => {
    openAt(`/?open=${screen}`);
    expect(takeOpening()).toBe(screen);
    expect(replaceState).toHaveBeenCalledExactlyOnceWith(7, '', '/');
  },
);

test('what no shortcut asks for opens nothing, and leaves the address as well', () => {
  openAt('/?open=close');
  expect(takeOpening()).toBeNull();
  expect(replaceState).toHaveBeenCalledExactlyOnceWith(7, '', '/');
});

test('the rest of the address stays', () => {
  openAt('/?source=pwa&open=find#top');
  expect(takeOpening()).toBe('find');
  expect(replaceState).toHaveBeenCalledExactlyOnceWith(7, '', '/?source=pwa#top');
});

test('an address without a shortcut is not touched', () => {
  openAt('/');
  expect(takeOpening()).toBeNull();
  expect(replaceState).not.toHaveBeenCalled();
});
