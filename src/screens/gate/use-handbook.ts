import { useEffect, useState } from 'preact/hooks';
import { type Handbook, readHandbook } from '../../handbook/handbook.ts';
import { shippedHandbook } from '../../handbook/shipped-handbook.ts';
import type { ToldHandbook } from '../../protocol/handbook.ts';
import { currentLocale } from '../../words/i18n.ts';

/** Brings the street's own handbook; null: it has none, or it cannot be read without the card. */
export type ReadStreetHandbook = () => Promise<ToldHandbook | null>;

export type HandbookHere =
  | { readonly kind: 'reading' }
  | { readonly kind: 'failed'; readonly onAgain: () => void }
  /** `version` 0: the one that the app brings. */
  | { readonly kind: 'there'; readonly version: number; readonly handbook: Handbook };

async function bring(readStreet: ReadStreetHandbook): Promise<HandbookHere> {
  const told = await readStreet();
  const version = told?.text ? told.version : 0;
  const text = told?.text || (await shippedHandbook(currentLocale()));
  return { kind: 'there', version, handbook: readHandbook(text) };
}

/** The handbook that holds at this gate, read once a screen. */
export function useHandbook(readStreet: ReadStreetHandbook): HandbookHere {
  const [here, setHere] = useState<HandbookHere>({ kind: 'reading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isGone = false;
    const set = (found: HandbookHere) => {
      if (!isGone) setHere(found);
    };
    bring(readStreet).then(set, () =>
      set({ kind: 'failed', onAgain: () => setAttempt(attempt + 1) }),
    );
    return () => {
      isGone = true;
    };
  }, [attempt]);
  return here;
}
