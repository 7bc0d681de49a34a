import { createStore, get, set } from 'idb-keyval';
import type { Role } from '../domain/role.ts';
import type { Bytes } from '../encoding/bytes.ts';

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
  return (await get<DeviceIdentity>('identity', store)) ?? null;
}

export async function saveIdentity(identity: DeviceIdentity): Promise<void> {
  await set('identity', identity, store);
}
