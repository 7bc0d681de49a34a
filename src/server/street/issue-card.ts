import type { GateCard, KeyStore } from '../keys/key-store.ts';
import { streetOf } from '../store/places.ts';
import type { StoreParts } from '../store/store.ts';
import { rosterPlaceOf } from './roster-place.ts';

/** Makes the place a gate, or replaces its card: the old one falls out at the phones' next pull. */
export async function issueCard(
  store: Pick<StoreParts, 'places' | 'gates'>,
  keys: KeyStore,
  gateId: string,
): Promise<GateCard> {
  const place = await store.places.find(gateId);
  if (!place) throw new Error(`no place ${gateId}`);
  const compound = await rosterPlaceOf(place, store.places);
  // Keys that came back from a backup may not know of the latest card.
  const lastEpoch = (await store.gates.find(gateId))?.cardEpoch ?? 0;
  const card = await keys.issueCard(gateId, lastEpoch);
  await store.gates.save({
    id: gateId,
    streetId: streetOf(place.path),
    compoundId: compound.id,
    cardEpoch: card.epoch,
    cardTag: card.tag,
  });
  return card;
}
