import { randomInt } from 'node:crypto';
import type { Role } from '../../domain/role.ts';
import { type Database, insertRows, type Row } from './database.ts';
import { type Device, deviceFromRow, insertDevice, openDevices, roleIn } from './devices.ts';
import { placeFromRow, streetOf } from './places.ts';
import { numberIn, textIn } from './row.ts';

const INVITATION_KINDS = ['single', 'shift'] as const;
export type InvitationKind = (typeof INVITATION_KINDS)[number];

export interface Invitation {
  /** SHA-256 of the token, hex: the token itself is only in the link. */
  readonly tokenHash: string;
  readonly streetId: string;
  /** Who joins by a shift's invitation waits until the desk has compared four digits. */
  readonly kind: InvitationKind;
  readonly role: Role;
  readonly placeId: string;
  readonly usesLeft: number;
  readonly createdAt: number;
  readonly expiresAt: number;
}

type Redemption =
  | { readonly ok: true; readonly invitation: Invitation; readonly device: Device }
  | {
      readonly ok: false;
      readonly why: 'invitation-unknown' | 'invitation-used' | 'invitation-expired';
    };

export interface Invitations {
  add(invitation: Invitation): Promise<void>;
  find(tokenHash: string): Promise<Invitation | null>;
  /**
   * Takes one use and enrols the device in one transaction, so that a single invitation makes a single device.
   * The same device asking again, because the answer was lost, gets the same answer and takes no further use.
   */
  redeem(
    tokenHash: string,
    now: number,
    deviceFor: (invitation: Invitation) => Device,
  ): Promise<Redemption>;
  /** Those for places within that can still be joined by, the latest first. */
  open(scopePath: string, now: number): Promise<(Invitation & { readonly placeName: string })[]>;
  /** Nobody joins by it any more, and who waits is refused. */
  end(tokenHash: string, now: number): Promise<void>;
  /** All those for places within. */
  endWithin(scopePath: string, now: number): Promise<void>;
}

export const INVITATION_COLUMNS = [
  'token_hash',
  'street_id',
  'kind',
  'role',
  'place_id',
  'uses_left',
  'created_at',
  'expires_at',
] as const;

export const invitationToRow = (invitation: Invitation): Row => ({
  token_hash: invitation.tokenHash,
  street_id: invitation.streetId,
  kind: invitation.kind,
  role: invitation.role,
  place_id: invitation.placeId,
  uses_left: invitation.usesLeft,
  created_at: invitation.createdAt,
  expires_at: invitation.expiresAt,
});

function kindIn(row: Row): InvitationKind {
  const kind = INVITATION_KINDS.find((one) => one === row.kind);
  if (!kind) throw new Error(`unknown invitation ${row.kind}`);
  return kind;
}

export const invitationFromRow = (row: Row): Invitation => ({
  tokenHash: textIn(row, 'token_hash'),
  streetId: textIn(row, 'street_id'),
  kind: kindIn(row),
  role: roleIn(row),
  placeId: textIn(row, 'place_id'),
  usesLeft: numberIn(row, 'uses_left'),
  createdAt: numberIn(row, 'created_at'),
  expiresAt: numberIn(row, 'expires_at'),
});

async function find(database: Database, tokenHash: string): Promise<Invitation | null> {
  const [row] = await database.all('SELECT * FROM invitations WHERE token_hash = ?', [tokenHash]);
  return row ? invitationFromRow(row) : null;
}

/** Four digits that nobody else who waits in the street has; null when there are none left. */
async function freeCheckCode(inside: Database, streetId: string): Promise<string | null> {
  const rows = await inside.all(
    'SELECT check_code FROM devices WHERE street_id = ? AND check_code IS NOT NULL',
    [streetId],
  );
  const taken = new Set(rows.map((row) => row.check_code));
  const free = Array.from({ length: 10_000 }, (_, code) => String(code).padStart(4, '0')).filter(
    (code) => !taken.has(code),
  );
  return free.length === 0 ? null : (free[randomInt(free.length)] ?? null);
}

async function redeem(
  inside: Database,
  tokenHash: string,
  now: number,
  deviceFor: (invitation: Invitation) => Device,
): Promise<Redemption> {
  const invitation = await find(inside, tokenHash);
  if (!invitation) return { ok: false, why: 'invitation-unknown' };
  const { streetId, kind, placeId } = invitation;
  const offered = deviceFor(invitation);
  const [row] = await inside.all('SELECT * FROM devices WHERE device_id = ?', [offered.deviceId]);
  const known = row ? deviceFromRow(row) : null;
  const over = invitation.expiresAt <= now;
  if (known?.tokenHash === tokenHash) {
    if (over && known.checkCode !== null) return { ok: false, why: 'invitation-expired' };
    return { ok: true, invitation, device: known };
  }
  if (invitation.usesLeft < 1 || known) return { ok: false, why: 'invitation-used' };
  const [place] = await inside.all('SELECT * FROM places WHERE street_id = ? AND id = ?', [
    streetId,
    placeId,
  ]);
  if (over || !place || placeFromRow(place).closedAt !== null) {
    return { ok: false, why: 'invitation-expired' };
  }
  await openDevices(inside).dropWaiting(now);
  const checkCode = kind === 'single' ? null : await freeCheckCode(inside, streetId);
  if (kind === 'shift' && checkCode === null) return { ok: false, why: 'invitation-used' };
  const device = { ...offered, tokenHash, checkCode };
  const sql = 'UPDATE invitations SET uses_left = uses_left - 1 WHERE token_hash = ?';
  await inside.run(sql, [tokenHash]);
  await insertDevice(inside, device);
  return { ok: true, invitation, device };
}

const WITHIN = `street_id = ? AND place_id IN (SELECT p.id FROM places p
  WHERE p.street_id = ? AND substr(p.path, 1, ?) = ?)`;
const withinValues = (path: string) => [streetOf(path), streetOf(path), path.length, path] as const;

export function openInvitations(database: Database): Invitations {
  return {
    async add(invitation) {
      const rows = [invitationToRow(invitation)];
      await insertRows(database, 'invitations', INVITATION_COLUMNS, rows, '');
    },
    find: (tokenHash) => find(database, tokenHash),
    redeem: (tokenHash, now, deviceFor) =>
      database.transaction((inside) => redeem(inside, tokenHash, now, deviceFor)),
    async open(scopePath, now) {
      const rows = await database.all(
        `SELECT i.*, p.name AS place_name FROM invitations i
         JOIN places p ON p.street_id = i.street_id AND p.id = i.place_id
         WHERE i.street_id = ? AND substr(p.path, 1, ?) = ? AND i.uses_left > 0 AND i.expires_at > ?
         ORDER BY i.created_at DESC, i.token_hash`,
        [streetOf(scopePath), scopePath.length, scopePath, now],
      );
      return rows.map((row) => ({
        ...invitationFromRow(row),
        placeName: textIn(row, 'place_name'),
      }));
    },
    async end(tokenHash, now) {
      const sql = 'UPDATE invitations SET expires_at = ? WHERE token_hash = ? AND expires_at > ?';
      await database.run(sql, [now, tokenHash, now]);
    },
    async endWithin(scopePath, now) {
      const sql = `UPDATE invitations SET expires_at = ? WHERE expires_at > ? AND ${WITHIN}`;
      await database.run(sql, [now, now, ...withinValues(scopePath)]);
    },
  };
}
