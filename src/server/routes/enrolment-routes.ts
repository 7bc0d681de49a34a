import { fromBase64Url, toBase64Url } from '../../encoding/bytes.ts';
import { type EnrolAnswer, parseEnrolRequest } from '../../protocol/enrolment.ts';
import { signCertificate } from '../../sealing/certificate.ts';
import { deviceIdOf, importVerifyKey } from '../../sealing/keys.ts';
import { readSignatureKeyId } from '../../sealing/request-signature.ts';
import { Quota } from '../quota.ts';
import { tokenHash } from '../street/invite.ts';
import { requireSignature, SIGNATURE_TOLERANCE_MS } from './authenticate.ts';
import { Refusal } from './refusal.ts';
import { jsonBody, type RouteContext } from './route-context.ts';

const ATTEMPTS = 60;
const ATTEMPTS_WINDOW_MS = 60_000;

export function enrolmentRoutes({ app, store, keys, clock }: RouteContext): void {
  const attempts = new Quota(ATTEMPTS, ATTEMPTS_WINDOW_MS);

  app.post('/api/enrol', async (request): Promise<EnrolAnswer> => {
    const now = clock();
    const waitMs = attempts.take(request.ip, 1, now);
    if (waitMs > 0) throw new Refusal('too-many', { retryAfterMs: waitMs });
    const asked = jsonBody(request, parseEnrolRequest);
    const publicKey = fromBase64Url(asked.publicKey);
    const token = fromBase64Url(asked.token);
    const key = publicKey && (await importVerifyKey(publicKey));
    if (!token || !publicKey || !key) throw new Refusal('body-malformed');
    const deviceId = await deviceIdOf(publicKey);
    const input = request.headers['signature-input'];
    if (typeof input !== 'string' || readSignatureKeyId(input) !== deviceId) {
      throw new Refusal('signature-malformed');
    }
    await requireSignature(request, key, now, SIGNATURE_TOLERANCE_MS);
    const redemption = await store.invitations.redeem(tokenHash(token), now, (invitation) => ({
      deviceId,
      streetId: invitation.streetId,
      role: invitation.role,
      placeId: invitation.placeId,
      name: asked.name,
      locale: asked.locale,
      publicKey,
      enrolledAt: now,
      revokedAt: null,
    }));
    if (!redemption.ok) throw new Refusal(redemption.why);
    const { role, placeId, streetId } = redemption.invitation;
    const place = await store.places.find(placeId);
    const street = await store.places.find(streetId);
    if (!place || !street) throw new Error('an invitation names a place that is not there');
    const certificate = await signCertificate(
      { deviceId, publicKey, role, placeId, issuedAt: now },
      keys.certificate.key,
      keys.certificate.keyId,
    );
    return {
      certificate: toBase64Url(certificate),
      rootPublicKey: toBase64Url(keys.rootPublicKey),
      keyList: toBase64Url(await keys.keyList(now)),
      role,
      place: { id: place.id, name: place.name, kind: place.kind },
      streetName: street.name,
    };
  });
}
