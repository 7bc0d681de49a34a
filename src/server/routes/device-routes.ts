import { isWithin } from '../../domain/place.ts';
import { mayInvite } from '../../domain/role.ts';
import {
  type DeviceChange,
  type DeviceChanged,
  type DevicesAnswer,
  LOG_TROUBLES_LIMIT,
  type PhoneTrouble,
  parseDeviceChange,
} from '../../protocol/devices.ts';
import type { PlacedDevice } from '../store/devices.ts';
import type { Store } from '../store/store.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';

/** Older logs can be checked on the server itself. */
const TROUBLES_MS = 31 * 86_400_000;

/** By device, at most as many of each as an answer carries. */
async function troublesOf(
  scopePath: string,
  since: number,
  { logTroubles }: Pick<Store, 'logTroubles'>,
): Promise<Map<string, PhoneTrouble[]>> {
  const found = new Map<string, PhoneTrouble[]>();
  for (const { deviceId, ...trouble } of await logTroubles.within(scopePath, since)) {
    const list = found.get(deviceId);
    if (!list) found.set(deviceId, [trouble]);
    else if (list.length < LOG_TROUBLES_LIMIT) list.push(trouble);
  }
  return found;
}

export function deviceRoutes({ app, store, clock }: RouteContext): void {
  const { devices } = store;

  app.get('/api/devices', async (request): Promise<DevicesAnswer> => {
    await devices.dropWaiting(clock());
    const { path } = deviceOf(request).place;
    const listed = await devices.within(path);
    const troubles = await troublesOf(path, clock() - TROUBLES_MS, store);
    return {
      devices: listed.map(({ place, ...device }) => ({
        deviceId: device.deviceId,
        name: device.name,
        role: device.role,
        placeId: device.placeId,
        placeName: place.name,
        enrolledAt: device.enrolledAt,
        lastSeenAt: device.lastSeenAt,
        lastSyncAt: device.lastSyncAt,
        clockSkewMs: device.clockSkewMs,
        appVersion: device.appVersion,
        revokedAt: device.revokedAt,
        checkCode: device.checkCode,
        ...(troubles.has(device.deviceId) && { troubles: troubles.get(device.deviceId) }),
      })),
    };
  });

  /** False when the device is not in the state for it. */
  const apply = async (change: DeviceChange, device: PlacedDevice): Promise<boolean> => {
    const { deviceId, checkCode } = device;
    switch (change.kind) {
      case 'approve':
        return checkCode === null || devices.approve(deviceId, clock());
      case 'refuse':
        return devices.refuse(deviceId);
      case 'rename':
        await devices.rename(deviceId, change.name);
        return true;
      case 'revoke':
        return checkCode === null && devices.revoke(deviceId, clock());
      default:
        throw new Error(`unknown change ${change satisfies never}`);
    }
  };

  app.post('/api/devices/change', async (request): Promise<DeviceChanged> => {
    const own = deviceOf(request);
    const change = jsonBody(request, parseDeviceChange);
    const { deviceId } = change;
    const device = await devices.find(deviceId);
    if (!device || !isWithin(device.place, own.place.path)) throw new Refusal('not-found');
    if (!mayInvite(own.role, device.role)) throw new Refusal('not-allowed');
    if (!(await apply(change, device))) throw new Refusal('not-found');
    return { deviceId };
  });
}
