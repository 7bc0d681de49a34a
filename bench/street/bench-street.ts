// A street with its people, made straight in the store, for benches that need many phones at once.
import { randomBytes } from 'node:crypto';
import type { Premises } from '../../src/server/premises.ts';
import { newDevice } from '../../src/server/store/devices.ts';
import { tokenHash } from '../../src/server/street/invite.ts';
import { issueCard } from '../../src/server/street/issue-card.ts';
import { replaceRoster } from '../../src/server/street/replace-roster.ts';
import { GATE_ID, PASS_BASE, PEOPLE } from './bench-people.ts';

const COMPOUND_ID = 'bench-compound';
const HOUR_MS = 3_600_000;

/** One compound with one gate and PEOPLE residents of 700 households. */
export async function addBenchStreet({ store, keys }: Premises, now: number): Promise<void> {
  const [street] = await store.places.all();
  if (!street) throw new Error('a new store has its street');
  await store.places.add({
    id: 'bench-c',
    parentId: street.id,
    kind: 'community',
    name: '梧桐社区',
  });
  await store.places.add({
    id: COMPOUND_ID,
    parentId: 'bench-c',
    kind: 'compound',
    name: '梧桐里',
  });
  await store.places.add({ id: GATE_ID, parentId: COMPOUND_ID, kind: 'gate', name: '北门' });
  await issueCard(store, keys, GATE_ID);
  const households = Array.from({ length: 700 }, (_, index) => ({
    id: index + 1,
    building: String(1 + (index % 20)),
    unit: '1',
    room: String(100 + index),
    label: `${1 + (index % 20)}-1-${100 + index}`,
    colour: 'green' as const,
  }));
  const residents = Array.from({ length: PEOPLE }, (_, index) => ({
    rosterNumber: index + 1,
    householdId: 1 + (index % households.length),
    name: `住户${index}`,
    initials: ['ZH'],
    phoneTail: String(1000 + (index % 9000)),
    relation: '户主',
    passNumber: PASS_BASE + index + 1,
  }));
  await replaceRoster(store, { compoundId: COMPOUND_ID, households, residents }, now);
}

/** Lets phones in that already have their keys, in one transaction. */
export async function enrolPhones(
  { store }: Pick<Premises, 'store'>,
  phones: readonly { readonly deviceId: string; readonly publicKey: Uint8Array<ArrayBuffer> }[],
  now: number,
): Promise<void> {
  const [street] = await store.places.all();
  if (!street) throw new Error('a new store has its street');
  const invitedBy = tokenHash(randomBytes(16));
  await store.transaction(async ({ invitations }) => {
    await invitations.add({
      tokenHash: invitedBy,
      streetId: street.id,
      kind: 'single',
      role: 'gate',
      placeId: GATE_ID,
      usesLeft: phones.length,
      createdAt: now,
      expiresAt: now + HOUR_MS,
    });
    for (const { deviceId, publicKey } of phones) {
      const redeemed = await invitations.redeem(invitedBy, now, ({ streetId, placeId }) =>
        newDevice({
          deviceId,
          streetId,
          role: 'gate',
          placeId,
          name: '北门一号',
          locale: 'zh-CN',
          publicKey,
          enrolledAt: now,
        }),
      );
      if (!redeemed.ok) throw new Error(redeemed.why);
    }
  });
}
