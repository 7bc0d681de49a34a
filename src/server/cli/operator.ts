import type { PlacedDevice } from '../store/devices.ts';
import type { Store } from '../store/store.ts';
import { CannotDo } from './command.ts';

/** Who sits at the server's own terminal, for what is done and accounted under a device: it may do everything. */
export async function operatorOf({ places }: Pick<Store, 'places'>): Promise<PlacedDevice> {
  const street = (await places.all()).find(({ parentId }) => parentId === null);
  if (!street) throw new CannotDo('There is no street yet.');
  return {
    deviceId: '0'.repeat(32),
    streetId: street.id,
    role: 'administrator',
    placeId: street.id,
    place: street,
    name: 'kadian',
    locale: 'zh-CN',
    publicKey: new Uint8Array(),
    enrolledAt: 0,
    revokedAt: null,
    checkCode: null,
    tokenHash: null,
    lastSeenAt: null,
    clockSkewMs: null,
    appVersion: '',
    unsent: null,
  };
}
