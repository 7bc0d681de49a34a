import { isWithin, type Place } from '../../domain/place.ts';
import { Refusal } from '../routes/refusal.ts';
import type { PlacedDevice } from '../store/devices.ts';
import type { ImportJob } from '../store/imports.ts';
import type { StoreParts } from '../store/store.ts';

type Of<Part extends keyof StoreParts> = Pick<StoreParts, Part>;

/** The device's own place may have been moved since it sent its request. */
async function scopeOf({ places }: Of<'places'>, device: PlacedDevice): Promise<string> {
  return (await places.find(device.place.id))?.path ?? device.place.path;
}

/** What a file is about, as it is now. @throws Refusal when it is out of scope or takes nothing new. */
export async function openPlaceFor(
  store: Of<'places'>,
  device: PlacedDevice,
  placeId: string,
): Promise<Place> {
  const place = await store.places.find(placeId);
  if (!place || !isWithin(place, await scopeOf(store, device))) throw new Refusal('not-found');
  if (place.closedAt !== null) throw new Refusal('place-refused', { why: 'place-closed' });
  return place;
}

/** People change only where the device may change them. @throws Refusal */
export async function requireScope(
  store: Of<'places'>,
  device: PlacedDevice,
  compoundIds: Iterable<string>,
): Promise<void> {
  const scopePath = await scopeOf(store, device);
  for (const id of compoundIds) {
    const place = await store.places.find(id);
    if (!place || !isWithin(place, scopePath)) throw new Refusal('not-found');
  }
}

/** The place of whoever brought the file, when it is a device: people who live there may move by it. */
export async function importScopeOf(
  store: Of<'devices'>,
  job: ImportJob,
  place: Place,
): Promise<string> {
  const starter = await store.devices.find(job.deviceId);
  return starter && isWithin(place, starter.place.path) ? starter.place.path : place.path;
}

/**
 * A preview names people from wherever its file may reach: it is there for whoever began the import, and for those
 * who have all of that within their own.
 */
export async function isVisible(
  store: Of<'devices' | 'places'>,
  job: ImportJob,
  { deviceId, place: { path } }: PlacedDevice,
): Promise<boolean> {
  const place = await store.places.find(job.placeId);
  if (!place || !isWithin(place, path)) return false;
  return job.deviceId === deviceId || (await importScopeOf(store, job, place)).startsWith(path);
}
