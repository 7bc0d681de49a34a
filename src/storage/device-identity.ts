import { createStore, get, set, update } from 'idb-keyval';
import type { Role } from '../domain/role.ts';
import type { Bytes } from '../encoding/bytes.ts';
import { answersInTime } from './storage-state.ts';

/** Who this browser is to the server. Holds no secret of any person; the private key cannot be exported. */
export interface DeviceIdentity {
  readonly deviceId: string;
  readonly privateKey: CryptoKey;
  /** Raw point, 65 bytes. */
  readonly publicKey: Bytes;
  readonly certificate: Bytes;
  /** Raw point of the root key that the invitation named. */
  readonly rootKey: Bytes;
  readonly role: Role;
  readonly place: { readonly id: string; readonly name: string; readonly kind: string };
  readonly streetName: string;
}

const store = createStore('kadian-device', 'identity');

export async function readIdentity(): Promise<DeviceIdentity | null> {
  return (await answersInTime(get<DeviceIdentity>('identity', store))) ?? null;
}

/** A browser that threw everything away in mid-shift threw this away too, and who writes still has it. */
export async function keepIdentity(identity: DeviceIdentity): Promise<void> {
  await update<DeviceIdentity>('identity', (known) => known ?? identity, store);
}

export async function saveIdentity(identity: DeviceIdentity): Promise<void> {
  await set('identity', identity, store);
}

/** What this device's street and place are called now. Nothing when the browser has joined as another meanwhile. */
export async function renamePlaces(
  deviceId: string,
  { streetName, placeName }: { readonly streetName: string; readonly placeName: string },
): Promise<void> {
  const known = await readIdentity();
  if (known?.deviceId !== deviceId) return;
  if (known.streetName === streetName && known.place.name === placeName) return;
  await update<DeviceIdentity | undefined>(
    'identity',
    (identity) =>
      identity?.deviceId === deviceId
        ? { ...identity, streetName, place: { ...identity.place, name: placeName } }
        : identity,
    store,
  );
}
