import { DEFAULT_POLICY, type Policy } from '../domain/policy.ts';
import type { Bytes } from '../encoding/bytes.ts';
import {
  type KeyList,
  type ListedKey,
  readKeyList,
  sealingKeyAt,
  verifyKeysOf,
} from '../sealing/key-list.ts';
import { readDocument } from '../sealing/signed-document.ts';
import { database } from './database.ts';
import type { DeviceIdentity } from './device-identity.ts';

/** The server's keys, as the pinned root signed them. Null: none on the phone yet, or not genuine. */
export async function readTrustedKeys(
  identity: Pick<DeviceIdentity, 'rootKey'>,
): Promise<KeyList | null> {
  const row = await database.documents.get('keyList');
  const reading = row && (await readKeyList(row.bytes, identity.rootKey, 0));
  return reading?.ok ? reading.list : null;
}

/** A phone without network for months, or with a wrong clock, still seals to the latest key that it knows. */
export function sealingKeyFor(keys: KeyList, now: number): ListedKey | null {
  const latest = keys.keys
    .filter((key) => key.use === 'sealing')
    .toSorted((a, b) => a.notBefore - b.notBefore)
    .at(-1);
  return sealingKeyAt(keys, now) ?? latest ?? null;
}

/** As the server said last: what is in force, and what will be from its hour on. */
export interface Policies {
  readonly inForce: Policy | null;
  readonly next: Policy | null;
}

export async function readPolicies(keys: KeyList): Promise<Policies> {
  const [inForce, next] = await database.documents.bulkGet(['policy', 'nextPolicy']);
  return {
    inForce: inForce ? await openPolicy(inForce.bytes, keys) : null,
    next: next ? await openPolicy(next.bytes, keys) : null,
  };
}

/** The policy in force, also when its hour came without network; the default until one was pulled. */
export function policyAt({ inForce, next }: Policies, now: number): Policy {
  const isNext = next && next.effectiveFrom <= now && next.version > (inForce?.version ?? -1);
  return (isNext ? next : inForce) ?? DEFAULT_POLICY;
}

/** Null: not signed by a policy key of the list, or not a policy. */
export async function openPolicy(bytes: Bytes, keys: KeyList): Promise<Policy | null> {
  const signers = await verifyKeysOf(keys, 'policy');
  const reading = await readDocument('policy', bytes, (keyId) => signers.get(keyId) ?? null);
  return reading.ok ? asPolicy(reading.content) : null;
}

/** Signed by the street's own key, so this looks for what another version of the app would lack, not for malice. */
function asPolicy(content: unknown): Policy | null {
  if (typeof content !== 'object' || content === null) return null;
  const policy = { ...DEFAULT_POLICY, ...content } as Policy;
  const numbers = [
    policy.version,
    policy.effectiveFrom,
    policy.lowThresholdTenths,
    policy.secondReadingWaitMs,
    policy.warmUpWaitMs,
    policy.repeatWindowMs,
    policy.lockAfterHiddenMs,
    policy.visitorCodeDays,
  ];
  const thresholds = { ...DEFAULT_POLICY.feverThresholdTenths, ...policy.feverThresholdTenths };
  if (![...numbers, ...Object.values(thresholds)].every(Number.isSafeInteger)) return null;
  return { ...policy, feverThresholdTenths: thresholds };
}

export interface Revocations {
  readonly version: number;
  isRevoked(passNumber: number): boolean;
}

/** Null: none pulled, or not genuine. */
export async function readRevocations(keys: KeyList): Promise<Revocations | null> {
  const row = await database.documents.get('revocations');
  return row ? openRevocations(row.bytes, keys) : null;
}

/** One bitmap for all pass numbers, the first in bit 0 of byte 0; what is behind its end is not revoked. */
export async function openRevocations(bytes: Bytes, keys: KeyList): Promise<Revocations | null> {
  const signers = await verifyKeysOf(keys, 'policy');
  const reading = await readDocument('revocations', bytes, (keyId) => signers.get(keyId) ?? null);
  const content = reading.ok ? (reading.content as Partial<Record<string, unknown>> | null) : null;
  const { version, list, bitmap } = content ?? {};
  if (typeof version !== 'number' || list !== 0) return null;
  if (!(bitmap instanceof Uint8Array)) return null;
  return {
    version,
    isRevoked(passNumber) {
      return ((bitmap[Math.floor(passNumber / 8)] ?? 0) & (1 << (passNumber % 8))) !== 0;
    },
  };
}
