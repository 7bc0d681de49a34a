/** One key going down, as far as a scanner that types can be told from fingers. */
export interface KeyPress {
  /** What the layout and the input method make of it: 'a', 'Shift', 'Process'. */
  readonly key: string;
  /** The place on the keyboard: 'KeyA', 'Digit1'; empty where nobody knows. */
  readonly code: string;
  readonly hasShift: boolean;
  readonly hasCapsLock: boolean;
  /** Ctrl, Alt or Meta is down: a shortcut, never a part of a code. */
  readonly hasCommand: boolean;
  /** The key is held down. */
  readonly isRepeat: boolean;
  /** Milliseconds of one steady clock. */
  readonly atMs: number;
}

/** The characters that came so far, quickly one after the other. */
export interface KeyBurst {
  readonly text: string;
  readonly lastMs: number;
}

export interface KeyTaken {
  readonly burst: KeyBurst;
  /** A whole code, ended by Enter. */
  readonly text: string | null;
  /** The scanner's: nothing else on the page may act on it. */
  readonly isTaken: boolean;
}

export const NO_KEYS: KeyBurst = { text: '', lastMs: Number.NEGATIVE_INFINITY };

/** Nobody's fingers are as fast, key after key; every scanner is. */
const LONGEST_GAP_MS = 50;
const SHORTEST_CODE = 4;
/** Above the longest code that a QR code can carry. */
const LONGEST_CODE = 8_000;

/** Tells a scanner that types its code and Enter from a person at a keyboard. */
export function takeKey(burst: KeyBurst, press: KeyPress): KeyTaken {
  const isQuick = press.atMs - burst.lastMs <= LONGEST_GAP_MS;
  const before = isQuick ? burst.text : '';
  if (press.hasCommand || press.isRepeat) return nothing;
  // Between the characters, and no character itself; an input method that is switched on may send it late.
  if (press.key === 'Shift' || press.key === 'CapsLock') {
    return { burst: { text: before, lastMs: press.atMs }, text: null, isTaken: false };
  }
  if (press.key === 'Enter' || press.code === 'Enter' || press.code === 'NumpadEnter') {
    const isWhole = before.length >= SHORTEST_CODE && before.length <= LONGEST_CODE;
    return { burst: NO_KEYS, text: isWhole ? before : null, isTaken: isWhole };
  }
  const character = characterOf(press);
  if (character === null) return nothing;
  const text = (before + character).slice(0, LONGEST_CODE + 1);
  return { burst: { text, lastMs: press.atMs }, text: null, isTaken: before !== '' };
}

const nothing: KeyTaken = { burst: NO_KEYS, text: null, isTaken: false };

/**
 * An input method swallows the character or makes it full width, and caps lock turns its case round: then the place on
 * the keyboard counts, in the layout that scanners are sold with. Null: no character.
 */
function characterOf({ key, code, hasShift, hasCapsLock }: KeyPress): string | null {
  const isPlain = /^[\x20-\x7e]$/.test(key);
  if (isPlain && !(hasCapsLock && /[a-z]/i.test(key))) return key;
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  if (letter) return hasShift ? letter : letter.toLowerCase();
  const place = PLACES[code];
  return place ? (place[hasShift ? 1 : 0] ?? null) : isPlain ? key : null;
}

/** Without and with shift, on a US keyboard. */
const PLACES: Readonly<Record<string, string>> = {
  Digit1: '1!',
  Digit2: '2@',
  Digit3: '3#',
  Digit4: '4$',
  Digit5: '5%',
  Digit6: '6^',
  Digit7: '7&',
  Digit8: '8*',
  Digit9: '9(',
  Digit0: '0)',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: '  ',
};
