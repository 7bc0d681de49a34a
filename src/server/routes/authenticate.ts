import type { FastifyRequest } from 'fastify';
import { may } from '../../domain/role.ts';
import type { Bytes } from '../../encoding/bytes.ts';
import { type CryptoKey, importVerifyKey } from '../../sealing/keys.ts';
import {
  readSignatureKeyId,
  type SignatureHeaders,
  verifyRequest,
} from '../../sealing/request-signature.ts';
import type { PlacedDevice } from '../store/devices.ts';
import type { Store } from '../store/store.ts';
import type { Access } from './authority.ts';
import { Refusal } from './refusal.ts';

/** Other calls than pushes are refused when the device's clock is further off; it then signs again. */
export const SIGNATURE_TOLERANCE_MS = 5 * 60_000;

const headerText = (value: string | string[] | undefined): string =>
  typeof value === 'string' ? value : '';

/** The body as it came, which is what the signature covers. */
export const bodyOf = (request: FastifyRequest): Bytes =>
  Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : new Uint8Array();

/** @throws Refusal unless this key signed exactly this request. */
export async function requireSignature(
  request: FastifyRequest,
  key: CryptoKey,
  now: number,
  toleranceMs: number | null,
): Promise<void> {
  const url = request.raw.url ?? '/';
  const mark = url.indexOf('?');
  const headers: SignatureHeaders = {
    signature: headerText(request.headers.signature),
    'signature-input': headerText(request.headers['signature-input']),
    'content-digest': headerText(request.headers['content-digest']),
  };
  const reading = await verifyRequest(
    {
      method: request.method,
      authority: request.headers.host ?? '',
      path: mark < 0 ? url : url.slice(0, mark),
      query: mark < 0 ? '' : url.slice(mark),
      body: bodyOf(request),
      headers,
    },
    key,
    { now, toleranceMs },
  );
  if (reading.ok) return;
  if (reading.why === 'malformed') throw new Refusal('signature-malformed');
  throw new Refusal(reading.why === 'stale' ? 'signature-stale' : 'signature-bad');
}

/** @throws Refusal unless an enrolled device signed the request and may do what the route does. */
export async function authenticate(
  request: FastifyRequest,
  access: Exclude<Access, 'open' | 'new-key'>,
  store: Pick<Store, 'devices'>,
  now: number,
): Promise<PlacedDevice> {
  const deviceId = readSignatureKeyId(headerText(request.headers['signature-input']));
  if (deviceId === null) throw new Refusal('signature-malformed');
  const device = await store.devices.find(deviceId);
  const key = device && (await importVerifyKey(device.publicKey));
  if (!device || !key) throw new Refusal('device-unknown');
  const toleranceMs = access === 'any-device' ? null : SIGNATURE_TOLERANCE_MS;
  await requireSignature(request, key, now, toleranceMs);
  if (access === 'any-device') return device;
  if (device.revokedAt !== null) throw new Refusal('device-revoked');
  if (access !== 'device' && !may(device.role, access)) throw new Refusal('not-allowed');
  return device;
}
