import type { Place } from '../../domain/place.ts';
import { ROLES, type Role } from '../../domain/role.ts';
import { type Database, insertRows, type Row } from './database.ts';
import { placeFromRow, streetOf } from './places.ts';
import { bytesIn, numberIn, numberOrNull, textIn, textOrNull } from './row.ts';

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
  /** Four digits, while it waits for the desk to compare them; null: approved. */
  readonly checkCode: string | null;
  /** Of the invitation that it came by. */
  readonly tokenHash: string | null;
  readonly lastSeenAt: number | null;
  /** How far its clock was ahead when it was last seen. */
  readonly clockSkewMs: number | null;
  /** Empty: not told yet. */
  readonly appVersion: string;
  /** Records that it had not sent when it last said so; null: it never did. */
  readonly unsent: number | null;
}

/** As it joins: never seen, and approved unless it is said to wait. */
export const newDevice = (
  device: Omit<
    Device,
    'revokedAt' | 'checkCode' | 'tokenHash' | 'lastSeenAt' | 'clockSkewMs' | 'appVersion' | 'unsent'
  >,
): Device => ({
  ...device,
  revokedAt: null,
  checkCode: null,
  tokenHash: null,
  lastSeenAt: null,
  clockSkewMs: null,
  appVersion: '',
  unsent: null,
});

/** A device with the place whose subtree is its scope. */
export interface PlacedDevice extends Device {
  readonly place: Place;
}

export interface ListedDevice extends PlacedDevice {
  /** When the latest records came from it, by the server's clock; null: none yet. */
  readonly lastSyncAt: number | null;
}

export interface Devices {
  find(deviceId: string): Promise<PlacedDevice | null>;
  /** In the order of enrolment. */
  all(): Promise<ListedDevice[]>;
  /** Those whose place lies within, in the order of enrolment. */
  within(scopePath: string): Promise<ListedDevice[]>;
  /** False when it does not wait, or its invitation is over. */
  approve(deviceId: string, now: number): Promise<boolean>;
  /** Forgets a waiting device; its invitation gets its use back. False when it does not wait. */
  refuse(deviceId: string): Promise<boolean>;
  /** Forgets who waits by an invitation that is over. */
  dropWaiting(now: number): Promise<void>;
  rename(deviceId: string, name: string): Promise<void>;
  seen(deviceId: string, now: number, clockSkewMs: number): Promise<void>;
  runsVersion(deviceId: string, appVersion: string): Promise<void>;
  /** How many records the phone says it has not sent. */
  hasUnsent(deviceId: string, records: number): Promise<void>;
  /** Phones and desks of one place become another's. */
  moveAll(streetId: string, fromPlaceId: string, toPlaceId: string): Promise<void>;
  /** False when there is no such device. A revoked device stays revoked since the first time. */
  revoke(deviceId: string, now: number): Promise<boolean>;
  /** Of those that do not wait. */
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
  'check_code',
  'token_hash',
  'last_seen_at',
  'clock_skew_ms',
  'app_version',
  'unsent',
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
  check_code: device.checkCode,
  token_hash: device.tokenHash,
  last_seen_at: device.lastSeenAt,
  clock_skew_ms: device.clockSkewMs,
  app_version: device.appVersion,
  unsent: device.unsent,
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
  checkCode: textOrNull(row, 'check_code'),
  tokenHash: textOrNull(row, 'token_hash'),
  lastSeenAt: numberOrNull(row, 'last_seen_at'),
  clockSkewMs: numberOrNull(row, 'clock_skew_ms'),
  appVersion: textIn(row, 'app_version'),
  unsent: numberOrNull(row, 'unsent'),
});

export const insertDevice = (database: Database, device: Device): Promise<number> =>
  insertRows(
    database,
    'devices',
    DEVICE_COLUMNS,
    [deviceToRow(device)],
    'ON CONFLICT (device_id) DO NOTHING',
  );

const INVITATION_IN_FORCE = `EXISTS (SELECT 1 FROM invitations i
  WHERE i.token_hash = devices.token_hash AND i.expires_at > ?)`;

/** Calls this far off are signed again by the server's clock. */
const SIGNED_BY_OUR_CLOCK_MS = 5 * 60_000;

/** Pushes tell the phone's own clock. What a later call was signed by tells it too, unless the phone was corrected for it. */
function skewOf(
  pushed: { readonly at: number; readonly skewMs: number } | null,
  { lastSeenAt, clockSkewMs }: Device,
): number | null {
  if (pushed === null) return clockSkewMs;
  const isOlder = clockSkewMs !== null && lastSeenAt !== null && lastSeenAt > pushed.at;
  return isOlder && Math.abs(pushed.skewMs) < SIGNED_BY_OUR_CLOCK_MS ? clockSkewMs : pushed.skewMs;
}

const LISTED = `SELECT d.*, p.id, p.parent_id, p.kind, p.name AS place_name, p.path, p.closed_at,
    p.merged_into, s.received_at AS last_sync_at, s.clock_skew_ms AS pushed_skew_ms
  FROM devices d
  JOIN places p ON p.street_id = d.street_id AND p.id = d.place_id
  LEFT JOIN segments s ON s.device_id = d.device_id AND s.segment_id = (
    SELECT l.segment_id FROM segments l WHERE l.device_id = d.device_id
    ORDER BY l.received_at DESC, l.segment_id LIMIT 1)`;
const IN_ORDER = 'ORDER BY d.enrolled_at, d.device_id';

const listed = (row: Row): ListedDevice => {
  const device = deviceFromRow(row);
  const lastSyncAt = numberOrNull(row, 'last_sync_at');
  const skewMs = numberOrNull(row, 'pushed_skew_ms');
  const pushed = lastSyncAt === null || skewMs === null ? null : { at: lastSyncAt, skewMs };
  return {
    ...device,
    lastSeenAt:
      lastSyncAt === null ? device.lastSeenAt : Math.max(lastSyncAt, device.lastSeenAt ?? 0),
    clockSkewMs: skewOf(pushed, device),
    place: placeFromRow({ ...row, name: textIn(row, 'place_name') }),
    lastSyncAt,
  };
};

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
      return (await database.all(`${LISTED} ${IN_ORDER}`)).map(listed);
    },
    async within(scopePath) {
      const rows = await database.all(
        `${LISTED} WHERE d.street_id = ? AND substr(p.path, 1, ?) = ? ${IN_ORDER}`,
        [streetOf(scopePath), scopePath.length, scopePath],
      );
      return rows.map(listed);
    },
    async approve(deviceId, now) {
      const sql = `UPDATE devices SET check_code = NULL
        WHERE device_id = ? AND check_code IS NOT NULL AND ${INVITATION_IN_FORCE}`;
      return (await database.run(sql, [deviceId, now])) > 0;
    },
    refuse: (deviceId) =>
      database.transaction(async (inside) => {
        const waiting = 'device_id = ? AND check_code IS NOT NULL';
        const givenBack = await inside.run(
          `UPDATE invitations SET uses_left = uses_left + 1
           WHERE token_hash = (SELECT token_hash FROM devices WHERE ${waiting})`,
          [deviceId],
        );
        await inside.run(`DELETE FROM devices WHERE ${waiting}`, [deviceId]);
        return givenBack > 0;
      }),
    async dropWaiting(now) {
      const sql = `DELETE FROM devices WHERE check_code IS NOT NULL AND NOT ${INVITATION_IN_FORCE}`;
      await database.run(sql, [now]);
    },
    async rename(deviceId, name) {
      await database.run('UPDATE devices SET name = ? WHERE device_id = ?', [name, deviceId]);
    },
    async seen(deviceId, now, clockSkewMs) {
      const sql = 'UPDATE devices SET last_seen_at = ?, clock_skew_ms = ? WHERE device_id = ?';
      await database.run(sql, [now, clockSkewMs, deviceId]);
    },
    async runsVersion(deviceId, appVersion) {
      const sql = 'UPDATE devices SET app_version = ? WHERE device_id = ?';
      await database.run(sql, [appVersion, deviceId]);
    },
    async hasUnsent(deviceId, records) {
      // Most say the same each time: then nothing is written.
      const sql = 'UPDATE devices SET unsent = ? WHERE device_id = ? AND COALESCE(unsent, -1) <> ?';
      await database.run(sql, [records, deviceId, records]);
    },
    async moveAll(streetId, fromPlaceId, toPlaceId) {
      const sql = 'UPDATE devices SET place_id = ? WHERE street_id = ? AND place_id = ?';
      await database.run(sql, [toPlaceId, streetId, fromPlaceId]);
    },
    async revoke(deviceId, now) {
      const sql = 'UPDATE devices SET revoked_at = COALESCE(revoked_at, ?) WHERE device_id = ?';
      return (await database.run(sql, [now, deviceId])) > 0;
    },
    async count() {
      const sql = 'SELECT COUNT(*) AS devices FROM devices WHERE check_code IS NULL';
      const [row] = await database.all(sql);
      return Number(row?.devices);
    },
  };
}
