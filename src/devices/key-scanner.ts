import { type KeyBurst, NO_KEYS, takeKey } from './key-burst.ts';

/**
 * Reads scanners that type, and what is pasted, while no field has the focus. `onScanned` gets a whole code, `onPasted`
 * a text that somebody put in by hand. Ends with `signal`.
 */
export function listenForCodes(
  onScanned: (text: string) => void,
  onPasted: (text: string) => void,
  signal: AbortSignal,
): void {
  let burst: KeyBurst = NO_KEYS;
  const onKey = (event: KeyboardEvent): void => {
    if (isField(document.activeElement)) {
      burst = NO_KEYS;
      return;
    }
    const taken = takeKey(burst, {
      key: event.key,
      code: event.code,
      hasShift: event.shiftKey,
      hasCapsLock: event.getModifierState('CapsLock'),
      hasCommand: event.ctrlKey || event.altKey || event.metaKey,
      isRepeat: event.repeat,
      atMs: event.timeStamp,
    });
    burst = taken.burst;
    if (taken.isTaken) {
      // Its Enter would press the button that was tapped last, and so would a blank.
      event.preventDefault();
      event.stopPropagation();
    }
    if (taken.text !== null) onScanned(taken.text);
  };
  const onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain').trim() ?? '';
    if (text === '' || isField(document.activeElement)) return;
    event.preventDefault();
    onPasted(text);
  };
  // Before any button sees the key.
  window.addEventListener('keydown', onKey, { capture: true, signal });
  window.addEventListener('paste', onPaste, { signal });
}

const isField = (element: Element | null): boolean =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement ||
  (element instanceof HTMLElement && element.isContentEditable);
