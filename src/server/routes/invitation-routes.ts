import { isWithin } from '../../domain/place.ts';
import { mayInvite } from '../../domain/role.ts';
import {
  type InvitationMade,
  type InvitationRequest,
  type InvitationsAnswer,
  MAX_SHIFT_INVITATION_MS,
  parseInvitationEnd,
  parseInvitationRequest,
} from '../../protocol/invitations.ts';
import type { PlacedDevice } from '../store/devices.ts';
import { INVITATION_MINUTES, invitationIdOf, invite } from '../street/invite.ts';
import { Refusal } from './refusal.ts';
import { deviceOf, jsonBody, type RouteContext } from './route-context.ts';

export function invitationRoutes(context: RouteContext): void {
  const { app, store, keys, clock, publicUrl, checkPublicUrl } = context;

  const openFor = (device: PlacedDevice) => store.invitations.open(device.place.path, clock());
  const listFor = async (device: PlacedDevice): Promise<InvitationsAnswer> => {
    const open = await openFor(device);
    return {
      invitations: open.map(({ tokenHash, streetId: _, createdAt: __, ...offered }) => ({
        invitationId: invitationIdOf(tokenHash),
        ...offered,
      })),
    };
  };
  /** How many phones, and for how many minutes. */
  const extentOf = (request: InvitationRequest): { uses: number; minutes: number } => {
    switch (request.kind) {
      case 'single':
        return { uses: 1, minutes: INVITATION_MINUTES };
      case 'shift': {
        const lastsMs = request.until - clock();
        if (lastsMs <= 0 || lastsMs > MAX_SHIFT_INVITATION_MS) throw new Refusal('body-malformed');
        return { uses: request.phones, minutes: lastsMs / 60_000 };
      }
      default:
        throw new Error(`unknown invitation ${request satisfies never}`);
    }
  };

  app.get('/api/invitations', async (request) => listFor(deviceOf(request)));

  app.post('/api/invitations', async (request): Promise<InvitationMade> => {
    const device = deviceOf(request);
    const asked = jsonBody(request, parseInvitationRequest);
    const { kind, role, placeId } = asked;
    const extent = extentOf(asked);
    const place = await store.places.find(placeId);
    if (!place || !isWithin(place, device.place.path)) throw new Refusal('not-found');
    if (!mayInvite(device.role, role)) throw new Refusal('not-allowed');
    if (place.closedAt !== null) throw new Refusal('place-refused', { why: 'place-closed' });
    const why = await checkPublicUrl();
    if (why !== null) throw new Refusal('public-url-unusable', { why });
    const offer = { kind, role, placeId, mode: 'ask', ...extent } as const;
    const made = await invite(offer, publicUrl, { store, keys }, clock());
    if (!made) throw new Refusal('not-found');
    return { kind, usesLeft: extent.uses, ...made };
  });

  app.post('/api/invitations/end', async (request): Promise<InvitationsAnswer> => {
    const device = deviceOf(request);
    const { invitationId } = jsonBody(request, parseInvitationEnd);
    const ending = (await openFor(device)).find(
      ({ tokenHash }) => invitationIdOf(tokenHash) === invitationId,
    );
    if (!ending) throw new Refusal('not-found');
    if (!mayInvite(device.role, ending.role)) throw new Refusal('not-allowed');
    await store.invitations.end(ending.tokenHash, clock());
    return listFor(device);
  });
}
