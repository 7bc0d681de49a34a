import {
  type PlaceChange,
  type PlacesAnswer,
  type PlacesChanged,
  parsePlacesAnswer,
  parsePlacesChanged,
} from '../protocol/places.ts';
import type { Answer } from './answer.ts';
import type { DeskCaller } from './desk-caller.ts';

export interface PlaceCalls {
  readonly readPlaces: (signal?: AbortSignal) => Promise<Answer<PlacesAnswer>>;
  /** Refused with one of PLACE_REFUSALS. */
  readonly changePlace: (change: PlaceChange) => Promise<Answer<PlacesChanged>>;
}

export const placeCalls = (caller: DeskCaller): PlaceCalls => ({
  readPlaces: (signal) => caller.get('/api/places', parsePlacesAnswer, signal),
  changePlace: (change) => caller.post('/api/places/change', change, parsePlacesChanged),
});
