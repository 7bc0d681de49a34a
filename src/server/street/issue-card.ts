import { hasRoster } from '../../domain/place.ts';
import type { GateCard, KeyStore } from '../keys/key-store.ts';
import { streetOf } from '../store/places.ts';
import type { Store } from '../store/store.ts';

/** Makes the place a gate, or replaces its card: the old one falls out at the phones' next pull. */
export async function issueCard(store: Store, keys: KeyStore, gateId: string): Promise<GateCard> {
  const place = await store.places.find(gateId);
  if (!place) throw new Error(`no place ${gateId}`);
  let compound = place;
  while (!hasRoster(compound.kind)) {
    const parent = compound.parentId === null ? null : await store.places.find(compound.parentId);
    if (!parent) {
      compound = place;
      break;
    }
    compound = parent;
  }
  const card = await keys.issueCard(gateId);
  await store.gates.save({
    id: gateId,
    streetId: streetOf(place.path),
    compoundId: compound.id,
    cardEpoch: card.epoch,
    cardTag: card.tag,
  });
  return card;
}
