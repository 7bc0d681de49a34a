import type { Place } from '../../domain/place.ts';
import { ROLES, type Role } from '../../domain/role.ts';
import { type Database, insertRows, type Row } from './database.ts';
import { placeFromRow } from './places.ts';
import { bytesIn, numberIn, numberOrNull, textIn } from './row.ts';

export interface Device {
  readonly deviceId: string;
  readonly streetId: string;
  readonly role: Role;
  readonly placeId: string;
  readonly name: string;
  readonly locale: string;
  /** Uncompressed P-256 point, 65 bytes. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly enrolledAt: number;
  readonly revokedAt: number | null;
}

/** A device with the place whose subtree is its scope. */
export interface PlacedDevice extends Device {
  readonly place: Place;
}

interface ListedDevice extends PlacedDevice {
  /** When the latest records came from it, by the server's clock; null: none yet. */
  readonly lastSyncAt: number | null;
}

export interface Devices {
  find(deviceId: string): Promise<PlacedDevice | null>;
  /** In the order of enrolment. */
  all(): Promise<ListedDevice[]>;
  /** False when there is no such device. A revoked device stays revoked since the first time. */
  revoke(deviceId: string, now: number): Promise<boolean>;
  count(): Promise<number>;
}

export const DEVICE_COLUMNS = [
  'device_id',
  'street_id',
  'role',
  'place_id',
  'name',
  'locale',
  'public_key',
  'enrolled_at',
  'revoked_at',
] as const;

export const deviceToRow = (device: Device): Row => ({
  device_id: device.deviceId,
  street_id: device.streetId,
  role: device.role,
  place_id: device.placeId,
  name: device.name,
  locale: device.locale,
  public_key: device.publicKey,
  enrolled_at: device.enrolledAt,
  revoked_at: device.revokedAt,
});

export function roleIn(row: Row): Role {
  const role = ROLES.find((one) => one === row.role);
  if (!role) throw new Error(`unknown role ${row.role}`);
  return role;
}

export const deviceFromRow = (row: Row): Device => ({
  deviceId: textIn(row, 'device_id'),
  streetId: textIn(row, 'street_id'),
  role: roleIn(row),
  placeId: textIn(row, 'place_id'),
  name: textIn(row, 'name'),
  locale: textIn(row, 'locale'),
  publicKey: bytesIn(row, 'public_key'),
  enrolledAt: numberIn(row, 'enrolled_at'),
  revokedAt: numberOrNull(row, 'revoked_at'),
});

export const insertDevice = (database: Database, device: Device): Promise<number> =>
  insertRows(
    database,
    'devices',
    DEVICE_COLUMNS,
    [deviceToRow(device)],
    'ON CONFLICT (device_id) DO NOTHING',
  );

export function openDevices(database: Database): Devices {
  return {
    async find(deviceId) {
      const [row] = await database.all('SELECT * FROM devices WHERE device_id = ?', [deviceId]);
      if (!row) return null;
      const device = deviceFromRow(row);
      const [place] = await database.all('SELECT * FROM places WHERE street_id = ? AND id = ?', [
        device.streetId,
        device.placeId,
      ]);
      return place ? { ...device, place: placeFromRow(place) } : null;
    },
    async all() {
      const rows = await database.all(
        `SELECT d.*, p.id, p.parent_id, p.kind, p.name AS place_name, p.path, p.closed_at, p.merged_into,
           (SELECT MAX(s.received_at) FROM segments s WHERE s.device_id = d.device_id) AS last_sync_at
         FROM devices d JOIN places p ON p.street_id = d.street_id AND p.id = d.place_id
         ORDER BY d.enrolled_at, d.device_id`,
      );
      return rows.map((row) => ({
        ...deviceFromRow(row),
        place: placeFromRow({ ...row, name: textIn(row, 'place_name') }),
        lastSyncAt: numberOrNull(row, 'last_sync_at'),
      }));
    },
    async revoke(deviceId, now) {
      const sql = 'UPDATE devices SET revoked_at = COALESCE(revoked_at, ?) WHERE device_id = ?';
      return (await database.run(sql, [now, deviceId])) > 0;
    },
    async count() {
      const [row] = await database.all('SELECT COUNT(*) AS devices FROM devices');
      return Number(row?.devices);
    },
  };
}
