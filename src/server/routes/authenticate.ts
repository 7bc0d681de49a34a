import type { FastifyRequest } from 'fastify';
import { may } from '../../domain/role.ts';
import { type Bytes, fromBase64, toHex } from '../../encoding/bytes.ts';
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
/** Two calls in a minute are one sign of life: the table is not written at each of them. */
const SEEN_EVERY_MS = 60_000;

const headerText = (value: string | string[] | undefined): string =>
  typeof value === 'string' ? value : '';

/** The body as it came, which is what the signature covers. */
export const bodyOf = (request: FastifyRequest): Bytes =>
  Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : new Uint8Array();

/**
 * When this key signed exactly this request, by the device's clock: stale when that is too far off.
 * @throws Refusal when it did not.
 */
async function readSignature(
  request: FastifyRequest,
  key: CryptoKey,
): Promise<{ readonly createdAt: number }> {
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
    { now: 0, toleranceMs: null },
  );
  if (reading.ok) return reading;
  throw new Refusal(reading.why === 'malformed' ? 'signature-malformed' : 'signature-bad');
}

const isStale = (createdAt: number, now: number): boolean =>
  Math.abs(now - createdAt) > SIGNATURE_TOLERANCE_MS;

/** @throws Refusal unless this key signed exactly this request, just now. */
export async function requireSignature(
  request: FastifyRequest,
  key: CryptoKey,
  now: number,
): Promise<void> {
  const { createdAt } = await readSignature(request, key);
  if (isStale(createdAt, now)) throw new Refusal('signature-stale');
}

/** The first half of the signature, hex. The second could be given another form that is good as well. */
function spentPartOf(request: FastifyRequest): string {
  const base64 = /:([^:]*):/.exec(headerText(request.headers.signature))?.[1] ?? '';
  return toHex((fromBase64(base64) ?? new Uint8Array()).subarray(0, 32));
}

/**
 * The device that signed the request. With `spends`, the signature is good for this one call.
 * @throws Refusal unless an enrolled device signed it and may do what the route does.
 */
export async function authenticate(
  request: FastifyRequest,
  { access, spends }: { access: Exclude<Access, 'open' | 'new-key'>; spends: boolean },
  { devices, spentSignatures }: Pick<Store, 'devices' | 'spentSignatures'>,
  now: number,
): Promise<PlacedDevice> {
  const deviceId = readSignatureKeyId(headerText(request.headers['signature-input']));
  if (deviceId === null) throw new Refusal('signature-malformed');
  const device = await devices.find(deviceId);
  const key = device && (await importVerifyKey(device.publicKey));
  if (!device || !key) throw new Refusal('device-unknown');
  const { createdAt } = await readSignature(request, key);
  // Stale, it may be an old call that somebody else sends again: no sign of life.
  const stale = isStale(createdAt, now);
  if (stale && access !== 'any-device') throw new Refusal('signature-stale');
  if (!stale && now - (device.lastSeenAt ?? 0) >= SEEN_EVERY_MS) {
    await devices.seen(deviceId, now, createdAt - now);
  }
  if (device.checkCode !== null) throw new Refusal('device-waiting');
  if (access === 'any-device') return device;
  if (device.revokedAt !== null) throw new Refusal('device-revoked');
  if (access !== 'device' && !may(device.role, access)) throw new Refusal('not-allowed');
  if (spends) {
    const expiresAt = now + 2 * SIGNATURE_TOLERANCE_MS;
    const fresh = await spentSignatures.spend(deviceId, spentPartOf(request), now, expiresAt);
    if (!fresh) throw new Refusal('signature-replayed');
  }
  return device;
}
