import { useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { PLACE_REFUSALS, type PlaceChange, type PlacesChanged } from '../../../protocol/places.ts';
import { say } from '../../../words/i18n.ts';
import { notDoneWords } from '../parts/not-done-words.ts';

export interface ChangeFailure {
  readonly why: DeskFailure;
  readonly sentence: string | null;
}

export interface PlaceChanging {
  readonly isBusy: boolean;
  readonly failure: ChangeFailure | null;
  /** Null: it was not done, and `failure` says why. */
  readonly change: (change: PlaceChange) => Promise<PlacesChanged | null>;
}

export function usePlaceChange(client: DeskClient, onChanged: () => void): PlaceChanging {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ChangeFailure | null>(null);
  const change = async (wanted: PlaceChange) => {
    setBusy(true);
    setFailure(null);
    const answer = await client.changePlace(wanted);
    setBusy(false);
    if (answer.kind === 'failed') {
      const { why, detail } = answer;
      setFailure({ why, sentence: refusalWords(detail) ?? notDoneWords(why) });
      return null;
    }
    onChanged();
    return answer.value;
  };
  return { isBusy, failure, change };
}

function refusalWords(detail: string | null): string | null {
  const refusal = PLACE_REFUSALS.find((known) => known === detail);
  return refusal ? say(`places.refused-${refusal}`) : null;
}
