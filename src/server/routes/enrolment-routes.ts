import type { FastifyRequest } from 'fastify';
import { type Bytes, fromBase64Url, toBase64Url } from '../../encoding/bytes.ts';
import { type EnrolAnswer, parseEnrolRequest, parseEnrolWait } from '../../protocol/enrolment.ts';
import { signCertificate } from '../../sealing/certificate.ts';
import { deviceIdOf, importVerifyKey } from '../../sealing/keys.ts';
import { readSignatureKeyId } from '../../sealing/request-signature.ts';
import { Quota } from '../quota.ts';
import { type Device, newDevice } from '../store/devices.ts';
import { tokenHash } from '../street/invite.ts';
import { requireSignature } from './authenticate.ts';
import { Refusal } from './refusal.ts';
import { jsonBody, type RouteContext } from './route-context.ts';

const WINDOW_MS = 60_000;
const ATTEMPTS = 60;
/** A phone asks every two seconds, and those of a whole shift may share one address. */
const WAITS_OF_ADDRESS = 3000;
const WAITS_OF_DEVICE = 60;

export function enrolmentRoutes({ app, store, keys, clock }: RouteContext): void {
  const attempts = new Quota(ATTEMPTS, WINDOW_MS);
  const waitsOfAddress = new Quota(WAITS_OF_ADDRESS, WINDOW_MS);
  const waitsOfDevice = new Quota(WAITS_OF_DEVICE, WINDOW_MS);
  const take = (quota: Quota, name: string): void => {
    const retryAfterMs = quota.take(name, 1, clock());
    if (retryAfterMs > 0) throw new Refusal('too-many', { retryAfterMs });
  };

  /** The device that the key would be. @throws Refusal unless the request is signed with it. */
  const newKeyOf = async (request: FastifyRequest, publicKeyText: string) => {
    const publicKey = fromBase64Url(publicKeyText);
    const key = publicKey && (await importVerifyKey(publicKey));
    if (!publicKey || !key) throw new Refusal('body-malformed');
    const deviceId = await deviceIdOf(publicKey);
    const input = request.headers['signature-input'];
    if (typeof input !== 'string' || readSignatureKeyId(input) !== deviceId) {
      throw new Refusal('signature-malformed');
    }
    await requireSignature(request, key, clock());
    return { deviceId, publicKey };
  };

  const answerFor = async (device: Device, publicKey: Bytes): Promise<EnrolAnswer> => {
    if (device.revokedAt !== null) throw new Refusal('device-revoked');
    const { deviceId, role, placeId, streetId, checkCode } = device;
    if (checkCode !== null) return { kind: 'waiting', checkCode };
    const place = await store.places.find(placeId);
    const street = await store.places.find(streetId);
    if (!place || !street) throw new Error('a device is of a place that is not there');
    const now = clock();
    const certificate = await signCertificate(
      { deviceId, publicKey, role, placeId, issuedAt: now },
      keys.certificate.key,
      keys.certificate.keyId,
    );
    return {
      kind: 'enrolled',
      certificate: toBase64Url(certificate),
      rootPublicKey: toBase64Url(keys.rootPublicKey),
      keyList: toBase64Url(await keys.keyList(now)),
      role,
      place: { id: place.id, name: place.name, kind: place.kind },
      streetName: street.name,
    };
  };

  app.post('/api/enrol', async (request): Promise<EnrolAnswer> => {
    take(attempts, request.ip);
    const asked = jsonBody(request, parseEnrolRequest);
    const token = fromBase64Url(asked.token);
    if (!token) throw new Refusal('body-malformed');
    const { deviceId, publicKey } = await newKeyOf(request, asked.publicKey);
    const now = clock();
    const { name, locale } = asked;
    const redemption = await store.invitations.redeem(tokenHash(token), now, (invitation) => {
      const { streetId, role, placeId } = invitation;
      return newDevice({
        deviceId,
        streetId,
        role,
        placeId,
        name,
        locale,
        publicKey,
        enrolledAt: now,
      });
    });
    if (!redemption.ok) throw new Refusal(redemption.why);
    return answerFor(redemption.device, publicKey);
  });

  app.post('/api/enrol/wait', async (request): Promise<EnrolAnswer> => {
    take(waitsOfAddress, request.ip);
    const asked = jsonBody(request, parseEnrolWait);
    const { deviceId, publicKey } = await newKeyOf(request, asked.publicKey);
    take(waitsOfDevice, deviceId);
    const device = await store.devices.find(deviceId);
    if (!device) throw new Refusal('invitation-expired');
    if (device.checkCode !== null) {
      const invitation = await store.invitations.find(device.tokenHash ?? '');
      if (!invitation || invitation.expiresAt <= clock()) throw new Refusal('invitation-expired');
    }
    return answerFor(device, publicKey);
  });
}
