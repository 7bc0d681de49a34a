import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listenForCodes } from '../../src/devices/key-scanner.ts';

const onScanned = vi.fn();
const onPasted = vi.fn();
const field = document.createElement('input');
const button = document.createElement('button');
let ending: AbortController;

beforeEach(() => {
  document.body.append(field, button);
  ending = new AbortController();
  listenForCodes(onScanned, onPasted, ending.signal);
});
afterEach(() => {
  ending.abort();
  vi.clearAllMocks();
});

function press(key: string): boolean {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  return (document.activeElement ?? document.body).dispatchEvent(event);
}
/** Whether the page may still act on the last key. */
const scan = (text: string): boolean => [...text, 'Enter'].map(press).at(-1) ?? true;

function paste(text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const pasted = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
  (document.activeElement ?? document.body).dispatchEvent(pasted);
}

test('a code that is typed quickly is read, and does not press the button that has the focus', () => {
  button.focus();
  expect(scan('KP1:A B')).toBe(false);
  expect(onScanned).toHaveBeenCalledExactlyOnceWith('KP1:A B');
});

test('what goes into a field stays there, typed or pasted', () => {
  field.focus();
  expect(scan('KP1:AB')).toBe(true);
  paste('KP1:AB');
  expect(onScanned).not.toHaveBeenCalled();
  expect(onPasted).not.toHaveBeenCalled();
});

test('a text that is pasted where there is no field is read, an empty one is not', () => {
  button.focus();
  paste(' KP1:AB\n');
  paste('  ');
  expect(onPasted).toHaveBeenCalledExactlyOnceWith('KP1:AB');
});

test('nothing is read any more when the screen is gone', () => {
  button.focus();
  ending.abort();
  scan('KP1:AB');
  expect(onScanned).not.toHaveBeenCalled();
});
