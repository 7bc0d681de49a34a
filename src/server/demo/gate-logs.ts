import { randomBytes } from 'node:crypto';
import type { Bytes } from '../../encoding/bytes.ts';
import { signCertificate } from '../../sealing/certificate.ts';
import { deviceIdOf, exportRawPublicKey, generateSigningKeyPair } from '../../sealing/keys.ts';
import { pushTaker } from '../ingest/opened-push.ts';
import { receivePush } from '../ingest/receive-push.ts';
import { sealingMonths } from '../keys/sealing-month.ts';
import type { Premises } from '../premises.ts';
import { newDevice } from '../store/devices.ts';
import { tokenHash } from '../street/invite.ts';
import { openForm } from '../visitor-form/open-form.ts';
import { SealingWorker } from './sealing-worker.ts';
import type { ShiftScript } from './shift-script.ts';
import type { DemoSize } from './street-history.ts';
import { DEMO_PLACES, DEMO_STREET_ID } from './street-plan.ts';

/** What happened at one gate, oldest shift first. */
export interface GateLog {
  readonly gateId: string;
  readonly shifts: readonly ShiftScript[];
  readonly cardEpoch: number;
  readonly rosterGeneration: number;
  readonly policyVersion: number;
}

const DAY_MS = 86_400_000;

/**
 * Gives every gate a phone of its own that sends its log. Ends early, without an error, when aborted.
 * Resolves with the phones' device ids, in the order of the gates.
 */
export async function logGates(
  premises: Premises,
  logs: readonly GateLog[],
  size: DemoSize,
  signal?: AbortSignal,
): Promise<string[]> {
  await premises.keys.keyList(size.now);
  const sealing = new SealingWorker();
  const phones = logs.map((log) => logGate(premises, log, size, sealing, signal));
  return Promise.all(phones).finally(() => sealing.stop());
}

async function logGate(
  { store, keys }: Premises,
  { gateId, shifts, ...known }: GateLog,
  size: DemoSize,
  sealing: SealingWorker,
  signal: AbortSignal | undefined,
): Promise<string> {
  const enrolledAt = size.now - (size.days + 1) * DAY_MS;
  const enrolled = await enrolPhone({ store, keys }, gateId, enrolledAt);
  const sealingKeyId = sealingMonths(size.now)[0]?.keyId ?? '';
  const sealingPair = await keys.sealingKeyPair(sealingKeyId);
  if (!sealingPair) throw new Error('the key list has no sealing key for this month');
  const sealingPublicRaw = await exportRawPublicKey(sealingPair.publicKey);
  const standing = { ...enrolled, ...known, sealingKeyId, sealingPublicRaw };
  const take = pushTaker(store.custody, (code: Bytes) => openForm(code, keys));
  const parts = { store, keys, take };
  for await (const { body, sentAt } of sealing.pushesOf(standing, shifts)) {
    if (signal?.aborted) break;
    const outcome = await receivePush(body, parts, sentAt);
    if (!outcome.ok || outcome.answer.kind !== 'receipt') {
      throw new Error(`a demo push was not receipted: ${JSON.stringify(outcome)}`);
    }
  }
  const last = shifts.at(-1);
  if (last) {
    await store.devices.seen(enrolled.deviceId, last.sentAt, 0);
    await store.devices.hasUnsent(enrolled.deviceId, 0);
  }
  return enrolled.deviceId;
}

async function enrolPhone({ store, keys }: Premises, gateId: string, at: number) {
  const { publicKey, privateKey } = await generateSigningKeyPair(false);
  const raw = await exportRawPublicKey(publicKey);
  const deviceId = await deviceIdOf(raw);
  const role = 'gate';
  const invitedBy = tokenHash(randomBytes(16));
  await store.invitations.add({
    tokenHash: invitedBy,
    streetId: DEMO_STREET_ID,
    kind: 'single',
    role,
    placeId: gateId,
    usesLeft: 1,
    createdAt: at,
    expiresAt: at + DAY_MS,
  });
  const redeemed = await store.invitations.redeem(invitedBy, at, ({ streetId, placeId }) =>
    newDevice({
      deviceId,
      streetId,
      role,
      placeId,
      name: DEMO_PLACES.find((place) => place.id === gateId)?.name ?? gateId,
      locale: 'zh-CN',
      publicKey: raw,
      enrolledAt: at,
    }),
  );
  if (!redeemed.ok) throw new Error(`a demo phone was not enrolled: ${redeemed.why}`);
  const certificate = await signCertificate(
    { deviceId, publicKey: raw, role, placeId: gateId, issuedAt: at },
    keys.certificate.key,
    keys.certificate.keyId,
  );
  return { deviceId, deviceKey: privateKey, certificate };
}
