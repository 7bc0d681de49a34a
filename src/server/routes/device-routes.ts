import { isWithin } from '../../domain/place.ts';
import { mayInvite } from '../../domain/role.ts';
import {
  type DeviceChange,
  type DeviceChanged,
  type DevicesAnswer,
  parseDeviceChange,
} from '../../protocol/devices.ts';
import type { PlacedDevice } from '../store/devices.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';

export function deviceRoutes({ app, store, clock }: RouteContext): void {
  const { devices } = store;

  app.get('/api/devices', async (request): Promise<DevicesAnswer> => {
    await devices.dropWaiting(clock());
    const listed = await devices.within(deviceOf(request).place.path);
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
