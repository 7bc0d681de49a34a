import type { StreetNotice } from '../../domain/notice.ts';
import { NOTICES_TOLD } from '../../protocol/notices.ts';
import type { PlacedGate } from '../store/gates.ts';
import type { KeptNotice } from '../store/notices.ts';
import type { Store } from '../store/store.ts';

/** Ids of the places above one, itself the last: whoever tells any of them something tells this one. */
export const placesOn = (path: string): string[] => path.split('/').slice(0, -1);

/** Rules are news until others take their place. */
export function untilOtherRules(notices: readonly KeptNotice[]): KeptNotice[] {
  const changes = notices.flatMap(({ policy }) => policy ?? []);
  return notices.map((notice) => {
    const { policy } = notice;
    if (!policy) return notice;
    const later = changes.filter(({ version }) => version > policy.version);
    if (later.length === 0) return notice;
    return { ...notice, expiresAt: Math.min(...later.map((one) => one.effectiveFrom)) };
  });
}

/** What a gate is told in words, newest first. */
export async function gateNotices(
  gate: PlacedGate,
  store: Pick<Store, 'notices' | 'places'>,
  now: number,
): Promise<StreetNotice[]> {
  const kept = untilOtherRules(
    await store.notices.inForceAt(gate.streetId, placesOn(gate.path), now, NOTICES_TOLD),
  ).filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
  if (kept.length === 0) return [];
  const readers = await store.notices.readersAt(
    gate.id,
    kept.map(({ id }) => id),
  );
  const names = new Map<string, string>();
  for (const placeId of new Set(kept.map((one) => one.placeId))) {
    names.set(placeId, (await store.places.find(placeId))?.name ?? '');
  }
  return kept.map(({ id, placeId, title, text, madeAt, madeBy, expiresAt, policy }) => ({
    id,
    kind: policy ? 'policy' : 'words',
    placeName: names.get(placeId) ?? '',
    title,
    text,
    madeAt,
    madeBy,
    expiresAt,
    policy,
    readBy: readers.get(id) ?? [],
  }));
}
