import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '../../domain/role.ts';
import { type JoinMode, joinFragment } from '../../sealing/invitation.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { InvitationKind } from '../store/invitations.ts';
import { streetOf } from '../store/places.ts';
import type { Store } from '../store/store.ts';

export const INVITATION_MINUTES = 10;

interface InvitationOffer {
  readonly role: Role;
  readonly placeId: string;
  readonly minutes: number;
  readonly mode: JoinMode;
  /** How many devices may join by it. */
  readonly uses: number;
  /** `single` when absent. */
  readonly kind?: InvitationKind;
}

interface InvitationLink {
  readonly link: string;
  readonly invitationId: string;
  readonly role: Role;
  readonly placeId: string;
  readonly placeName: string;
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** SHA-256, hex: what is kept of a token. */
export const tokenHash = (token: Uint8Array): string =>
  createHash('sha256').update(token).digest('hex');

/** Names an invitation without being of any use to join by it. */
export const invitationIdOf = (hash: string): string => hash.slice(0, 16);

/** The secret stands behind the '#', so that it reaches no server log. Null when there is no such place, or it is closed. */
export async function invite(
  offer: InvitationOffer,
  publicUrl: string,
  { store, keys }: { readonly store: Store; readonly keys: KeyStore },
  now: number,
): Promise<InvitationLink | null> {
  const place = await store.places.find(offer.placeId);
  if (!place || place.closedAt !== null) return null;
  const token = new Uint8Array(randomBytes(16));
  const { role, placeId, mode, uses, minutes, kind = 'single' } = offer;
  const expiresAt = now + minutes * 60_000;
  const hash = tokenHash(token);
  await store.invitations.add({
    tokenHash: hash,
    streetId: streetOf(place.path),
    kind,
    role,
    placeId,
    usesLeft: uses,
    createdAt: now,
    expiresAt,
  });
  const link = `${publicUrl}/#${joinFragment({ token, rootHash: keys.rootHash, mode })}`;
  const invitationId = invitationIdOf(hash);
  return { link, invitationId, role, placeId, placeName: place.name, expiresAt };
}
