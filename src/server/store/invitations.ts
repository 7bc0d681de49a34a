import type { Role } from '../../domain/role.ts';
import { type Database, insertRows, type Row } from './database.ts';
import { type Device, insertDevice, roleIn } from './devices.ts';
import { numberIn, textIn } from './row.ts';

export interface Invitation {
  /** SHA-256 of the token, hex: the token itself is only in the link. */
  readonly tokenHash: string;
  readonly streetId: string;
  readonly role: Role;
  readonly placeId: string;
  readonly usesLeft: number;
  readonly createdAt: number;
  readonly expiresAt: number;
}

type Redemption =
  | { readonly ok: true; readonly invitation: Invitation }
  | {
      readonly ok: false;
      readonly why: 'invitation-unknown' | 'invitation-used' | 'invitation-expired';
    };

export interface Invitations {
  add(invitation: Invitation): Promise<void>;
  /** Takes one use and enrols the device in one transaction, so that a single invitation makes a single device. */
  redeem(
    tokenHash: string,
    now: number,
    deviceFor: (invitation: Invitation) => Device,
  ): Promise<Redemption>;
}

export const INVITATION_COLUMNS = [
  'token_hash',
  'street_id',
  'role',
  'place_id',
  'uses_left',
  'created_at',
  'expires_at',
] as const;

export const invitationToRow = (invitation: Invitation): Row => ({
  token_hash: invitation.tokenHash,
  street_id: invitation.streetId,
  role: invitation.role,
  place_id: invitation.placeId,
  uses_left: invitation.usesLeft,
  created_at: invitation.createdAt,
  expires_at: invitation.expiresAt,
});

export const invitationFromRow = (row: Row): Invitation => ({
  tokenHash: textIn(row, 'token_hash'),
  streetId: textIn(row, 'street_id'),
  role: roleIn(row),
  placeId: textIn(row, 'place_id'),
  usesLeft: numberIn(row, 'uses_left'),
  createdAt: numberIn(row, 'created_at'),
  expiresAt: numberIn(row, 'expires_at'),
});

async function check(database: Database, tokenHash: string, now: number): Promise<Redemption> {
  const [row] = await database.all('SELECT * FROM invitations WHERE token_hash = ?', [tokenHash]);
  if (!row) return { ok: false, why: 'invitation-unknown' };
  const invitation = invitationFromRow(row);
  if (invitation.usesLeft < 1) return { ok: false, why: 'invitation-used' };
  if (invitation.expiresAt <= now) return { ok: false, why: 'invitation-expired' };
  return { ok: true, invitation };
}

export function openInvitations(database: Database): Invitations {
  return {
    async add(invitation) {
      const rows = [invitationToRow(invitation)];
      await insertRows(database, 'invitations', INVITATION_COLUMNS, rows, '');
    },
    redeem: (tokenHash, now, deviceFor) =>
      database.transaction(async (inside) => {
        const found = await check(inside, tokenHash, now);
        if (!found.ok) return found;
        const device = deviceFor(found.invitation);
        const [known] = await inside.all('SELECT * FROM devices WHERE device_id = ?', [
          device.deviceId,
        ]);
        if (known) return { ok: false, why: 'invitation-used' };
        const sql = 'UPDATE invitations SET uses_left = uses_left - 1 WHERE token_hash = ?';
        await inside.run(sql, [tokenHash]);
        await insertDevice(inside, device);
        return found;
      }),
  };
}
