import type { DeskFailure } from '../../../desk-client/answer.ts';
import {
  IMPORT_REFUSALS,
  type ImportRefusal,
  type ImportState,
} from '../../../protocol/imports.ts';
import { PLACE_REFUSALS } from '../../../protocol/places.ts';
import { say } from '../../../words/i18n.ts';
import { notDoneWords } from '../parts/not-done-words.ts';

export const refusalWords = (why: ImportRefusal): string => say(`imports.refused-${why}`);

/** Null: the failure's usual words do. */
export function importFailureWords(why: DeskFailure, detail: string | null): string | null {
  const refusal = IMPORT_REFUSALS.find((known) => known === detail);
  if (refusal) return refusalWords(refusal);
  const place = PLACE_REFUSALS.find((known) => known === detail);
  if (place) return say(`places.refused-${place}`);
  return why === 'unreadable' ? say('imports.file-gone') : notDoneWords(why);
}

/** How an import stands, in a few words with its numbers. */
export function stateWords(one: ImportState): string {
  switch (one.state) {
    case 'applied':
      return appliedWords(one);
    case 'failed':
      return refusalWords(one.why);
    case 'receiving':
    case 'reading':
    case 'preview':
    case 'applying':
    case 'taken-back':
      return say(`imports.state-${one.state}`);
    default:
      throw new Error(`unknown state ${one satisfies never}`);
  }
}

function appliedWords(one: Extract<ImportState, { state: 'applied' }>): string {
  const { added, changed, movedOut, places } = one;
  if (one.what === 'places') return say('imports.applied-places', { count: places });
  return say('imports.applied-roster', { added, changed, movedOut, places });
}
