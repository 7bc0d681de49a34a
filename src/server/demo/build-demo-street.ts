import { randomBytes } from 'node:crypto';
import { DEFAULT_POLICY, type Policy } from '../../domain/policy.ts';
import { signCertificate } from '../../sealing/certificate.ts';
import { deviceIdOf, exportRawPublicKey, generateSigningKeyPair } from '../../sealing/keys.ts';
import { receivePush } from '../ingest/receive-push.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { sealingMonths } from '../keys/sealing-month.ts';
import type { Store } from '../store/store.ts';
import { tokenHash } from '../street/invite.ts';
import { issueCard } from '../street/issue-card.ts';
import { replaceRoster } from '../street/replace-roster.ts';
import type { DemoPeople } from './people.ts';
import { SealingWorker } from './sealing-worker.ts';
import type { ShiftScript } from './shift-script.ts';
import { type DemoSize, streetHistory } from './street-history.ts';
import { DEMO_PLACES, DEMO_STREET_ID } from './street-plan.ts';
import type { PhoneStanding } from './synthetic-phone.ts';
import { type DemoTally, emptyTally, tallyShift } from './tally.ts';

export interface DemoDeps {
  readonly store: Store;
  readonly keys: KeyStore;
  readonly appVersion: string;
}

export interface DemoStreet {
  readonly streetId: string;
  readonly streetName: string;
  readonly gateIds: readonly string[];
  /** The synthetic phones, one for every gate. */
  readonly deviceIds: readonly string[];
  readonly residents: number;
  readonly households: number;
  readonly policy: Policy;
  readonly tally: DemoTally;
}

const DAY_MS = 86_400_000;

/**
 * A made-up street in an empty store: places, rosters, cards, and a history that synthetic phones sealed and
 * pushed the way real ones do. Throws when the street is there already or a push is not receipted.
 */
export async function buildDemoStreet(deps: DemoDeps, size: DemoSize): Promise<DemoStreet> {
  const { store, keys } = deps;
  for (const place of DEMO_PLACES) await store.places.add(place);
  const policy = await policyOf(store);
  await keys.keyList(size.now);
  const tally = emptyTally();
  let residents = 0;
  let households = 0;
  const gateIds: string[] = [];
  const phones: Promise<string>[] = [];
  const sealing = new SealingWorker();
  for (const history of streetHistory(size, policy, deps.appVersion)) {
    const { compound, people, shifts } = history;
    residents += people.residents.length;
    households += people.households.length;
    const generation = await saveRoster(store, people, size.now);
    for (const shift of shifts) tallyShift(tally, shift);
    for (const gateId of compound.gateIds) {
      gateIds.push(gateId);
      phones.push(logGate(deps, gateId, shifts, { generation, policy, size, sealing }));
    }
  }
  const deviceIds = await Promise.all(phones).finally(() => sealing.stop());
  const streetName = DEMO_PLACES[0]?.name ?? '';
  return {
    streetId: DEMO_STREET_ID,
    streetName,
    gateIds,
    deviceIds,
    residents,
    households,
    policy,
    tally,
  };
}

async function policyOf(store: Store): Promise<Policy> {
  const current = await store.policies.current(DEMO_STREET_ID);
  if (current) return current;
  await store.policies.add(DEMO_STREET_ID, DEFAULT_POLICY);
  return DEFAULT_POLICY;
}

/** Two generations, so that some passes have run out and some are revoked. Resolves with the latest. */
async function saveRoster(
  store: Store,
  { compoundId, households, residents }: DemoPeople,
  now: number,
): Promise<number> {
  const veterans = residents.filter(({ rosterNumber }) => rosterNumber % 97 === 40);
  await replaceRoster(store, { compoundId, households, residents: veterans }, now - 400 * DAY_MS);
  const source = { compoundId, households, residents };
  const generation = await replaceRoster(store, source, now - 60 * DAY_MS);
  for (const { rosterNumber, passNumber } of residents) {
    if (passNumber === null || rosterNumber % 211 !== 50) continue;
    await store.rosters.revokePass(DEMO_STREET_ID, passNumber, now - 2 * DAY_MS);
  }
  return generation;
}

/** One gate, its card, its phone, and all that the phone sends. Resolves with the phone's device id. */
async function logGate(
  { store, keys }: DemoDeps,
  gateId: string,
  shifts: readonly ShiftScript[],
  known: {
    readonly generation: number;
    readonly policy: Policy;
    readonly size: DemoSize;
    readonly sealing: SealingWorker;
  },
): Promise<string> {
  const { generation, policy, size, sealing } = known;
  const card = await issueCard(store, keys, gateId);
  const enrolledAt = size.now - (size.days + 1) * DAY_MS;
  const enrolled = await enrolPhone({ store, keys }, gateId, enrolledAt);
  const sealingKeyId = sealingMonths(size.now)[0]?.keyId ?? '';
  const sealingPair = await keys.sealingKeyPair(sealingKeyId);
  if (!sealingPair) throw new Error('the key list has no sealing key for this month');
  const standing: PhoneStanding = {
    ...enrolled,
    sealingKeyId,
    sealingPublicRaw: await exportRawPublicKey(sealingPair.publicKey),
    cardEpoch: card.epoch,
    rosterGeneration: generation,
    policyVersion: policy.version,
  };
  const atGate = shifts.filter((shift) => shift.gateId === gateId);
  for await (const { body, sentAt } of sealing.pushesOf(standing, atGate)) {
    const outcome = await receivePush(body, { store, keys }, sentAt);
    if (!outcome.ok || outcome.answer.kind !== 'receipt') {
      throw new Error(`a demo push was not receipted: ${JSON.stringify(outcome)}`);
    }
  }
  return enrolled.deviceId;
}

async function enrolPhone(
  { store, keys }: Pick<DemoDeps, 'store' | 'keys'>,
  gateId: string,
  at: number,
) {
  const { publicKey, privateKey } = await generateSigningKeyPair(false);
  const raw = await exportRawPublicKey(publicKey);
  const deviceId = await deviceIdOf(raw);
  const role = 'gate';
  const invitedBy = tokenHash(randomBytes(16));
  await store.invitations.add({
    tokenHash: invitedBy,
    streetId: DEMO_STREET_ID,
    role,
    placeId: gateId,
    usesLeft: 1,
    createdAt: at,
    expiresAt: at + DAY_MS,
  });
  const redeemed = await store.invitations.redeem(invitedBy, at, ({ streetId, placeId }) => ({
    deviceId,
    streetId,
    role,
    placeId,
    name: DEMO_PLACES.find((place) => place.id === gateId)?.name ?? gateId,
    locale: 'zh-CN',
    publicKey: raw,
    enrolledAt: at,
    revokedAt: null,
  }));
  if (!redeemed.ok) throw new Error(`a demo phone was not enrolled: ${redeemed.why}`);
  const certificate = await signCertificate(
    { deviceId, publicKey: raw, role, placeId: gateId, issuedAt: at },
    keys.certificate.key,
    keys.certificate.keyId,
  );
  return { deviceId, deviceKey: privateKey, certificate };
}
