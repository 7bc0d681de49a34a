/** A code as it is shown, and all that is ever kept of a form: what is sealed stays sealed. */
export interface MadeCode {
  readonly text: string;
  readonly maskedName: string;
  /** Epoch ms. */
  readonly madeAt: number;
}

export interface KeptCode extends MadeCode {
  /** Epoch ms: gone from then on. */
  readonly until: number;
}

const PLACE = 'kadian-visitor-code';
const DAY_MS = 86_400_000;

/** When a code made then must go, by the street's rule. */
export const endOfKeeping = (madeAt: number, days: number): number => madeAt + days * DAY_MS;

/** False where the browser keeps nothing. */
export function keepCode(code: KeptCode): boolean {
  try {
    localStorage.setItem(PLACE, JSON.stringify(code));
    return true;
  } catch {
    return false;
  }
}

export function deleteKeptCode(): void {
  try {
    localStorage.removeItem(PLACE);
  } catch {
    // What cannot be reached was never written.
  }
}

/** Null when there is none; one that has run out, or is not what keepCode wrote, is deleted. */
export function readKeptCode(now: number): KeptCode | null {
  let kept: Partial<KeptCode> | null = null;
  try {
    const json = localStorage.getItem(PLACE);
    if (json === null) return null;
    kept = JSON.parse(json) as Partial<KeptCode> | null;
  } catch {
    kept = null;
  }
  const { text, maskedName, madeAt, until } = kept ?? {};
  const isWhole = typeof text === 'string' && text.startsWith('KV1:');
  if (isWhole && typeof maskedName === 'string' && Number.isFinite(madeAt) && Number(until) > now) {
    return { text, maskedName, madeAt: Number(madeAt), until: Number(until) };
  }
  deleteKeptCode();
  return null;
}
