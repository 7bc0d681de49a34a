import { randomBytes } from 'node:crypto';
import { DEFAULT_POLICY, type Policy } from '../../src/domain/policy.ts';
import { templateRules } from '../../src/domain/policy-templates.ts';
import type { Turn } from '../../src/domain/rota.ts';
import type { Premises } from '../../src/server/premises.ts';
import { initialsOf } from '../../src/server/roster/initials.ts';
import type { Database } from '../../src/server/store/database.ts';
import { insertDevice, newDevice } from '../../src/server/store/devices.ts';
import { issueCard } from '../../src/server/street/issue-card.ts';
import { replaceRoster } from '../../src/server/street/replace-roster.ts';
import {
  DAY_MS,
  HOUR_MS,
  hexOf,
  type MonthPlan,
  type PlannedCompound,
  STREET_ID,
  shiftStart,
  TIME_ZONE,
} from './month-plan.ts';

const NOTICES = 40;
const MARKED_HOUSEHOLDS = 400;
const SILENT_PHONES = 0.03;

const POLICY: Policy = {
  ...DEFAULT_POLICY,
  ...templateRules('one-in-two-days', DEFAULT_POLICY),
  title: '两天一出',
  quota: {
    persons: 3,
    periodDays: 2,
    maxOutMinutes: 145,
    countedPurposes: ['shopping', 'other'],
    overstayCostsExit: false,
    returneeVoidDays: 7,
  },
  purposes: DEFAULT_POLICY.purposes,
  codesRequired: 'never',
  visitors: 'pass',
  hostConfirmation: false,
  timeZone: TIME_ZONE,
};

/** Everything but what gates logged. */
export async function makeStreet(
  { store, keys }: Premises,
  database: Database,
  plan: MonthPlan,
): Promise<void> {
  const { places } = store;
  const since = plan.from - 7 * DAY_MS;
  await places.add({ id: STREET_ID, parentId: null, kind: 'street', name: '丰产路街道' });
  for (const community of plan.communities) {
    await places.add({ ...community, parentId: STREET_ID, kind: 'community' });
  }
  await store.policies.add(STREET_ID, { ...POLICY, version: 2, effectiveFrom: since });
  for (const compound of plan.compounds) {
    const { id, name, communityId, gates } = compound;
    await places.add({ id, parentId: communityId, kind: 'compound', name });
    for (const gate of gates) {
      await places.add({ id: gate.id, parentId: id, kind: 'gate', name: gate.name });
      await issueCard(store, keys, gate.id);
    }
    await moveIn({ store, keys }, compound, since);
  }
  await database.transaction((inside) => addPhones(inside, plan, since));
  await addRota({ store, keys }, plan, since);
  await addNoticesAndMarks({ store, keys }, plan);
  const chapter = `# 登记\n\n${'出入人员一律登记、测温、戴口罩。'.repeat(100)}\n\n`;
  const handbook = JSON.stringify(chapter.repeat(8));
  await store.streetSettings.set(STREET_ID, 'handbook', null, handbook, since, '街道');
  for (const [index, { id }] of plan.gates.entries()) {
    const position = {
      gateId: id,
      x: 50 + (index % 10) * 100,
      y: 50 + Math.floor(index / 10) * 100,
    };
    await store.maps.place(STREET_ID, position);
  }
}

const moveIn = ({ store }: Premises, { id, households }: PlannedCompound, now: number) =>
  replaceRoster(
    store,
    {
      compoundId: id,
      households: households.map((one) => {
        const [building = '', unit = '', room = ''] = one.label.split('-');
        return { id: one.id, building, unit, room, label: one.label, colour: 'green' as const };
      }),
      residents: households.flatMap((home) =>
        home.people.map(({ rosterNumber, name }, place) => ({
          rosterNumber,
          householdId: home.id,
          name,
          initials: initialsOf(name),
          phoneTail: String(1000 + (rosterNumber % 9000)),
          phone: String(15_400_000_000 + rosterNumber),
          relation: place === 0 ? '户主' : '成员',
          passNumber: rosterNumber,
        })),
      ),
    },
    now,
  );

async function addPhones(inside: Database, { gates, now }: MonthPlan, since: number) {
  for (const [index, gate] of gates.entries()) {
    for (const [number, deviceId] of gate.phones.entries()) {
      await insertDevice(inside, {
        ...newDevice({
          deviceId,
          streetId: STREET_ID,
          role: 'gate',
          placeId: gate.id,
          name: `${gate.name}${number + 1}号机`,
          locale: 'zh-CN',
          publicKey: new Uint8Array(randomBytes(65)),
          enrolledAt: since,
        }),
        lastSeenAt: now - (index < gates.length * SILENT_PHONES ? HOUR_MS : 20_000),
        clockSkewMs: 300,
        appVersion: '1.0.0',
      });
      await inside.run('UPDATE devices SET unsent = ? WHERE device_id = ?', [
        index % 9 === 0 ? 12 : 0,
        deviceId,
      ]);
    }
  }
}

async function addRota({ store }: Premises, plan: MonthPlan, since: number): Promise<void> {
  await store.volunteers.save(
    STREET_ID,
    plan.volunteers.map(({ id, name }, index) => ({
      id,
      name,
      phone: String(15_400_000_000 + index),
      unit: '志愿者协会',
      isGone: false,
    })),
    since,
  );
  const by = { streetId: STREET_ID, by: '街道', now: since };
  // Until the end of the week that the last day is in.
  for (let day = 0; day < plan.size.days + 7; day += 1) {
    const dayStart = plan.from + day * DAY_MS;
    const turns = plan.gates.flatMap((gate) =>
      gate.turns.flatMap((volunteerIds, shift) =>
        volunteerIds.map((volunteerId): Turn => {
          const startsAt = shiftStart(dayStart, shift);
          const id = hexOf('turn', day, gate.id, shift, volunteerId);
          const endsAt = startsAt + 8 * HOUR_MS;
          return { id, gateId: gate.id, volunteerId, startsAt, endsAt, insteadOf: null };
        }),
      ),
    );
    await store.transaction((inside) => inside.turns.add(turns, by));
  }
}

/** By when they were made. */
export const noticesOf = ({ from, now }: MonthPlan) =>
  Array.from({ length: NOTICES }, (_, index) => ({
    id: hexOf('notice', index),
    madeAt: Math.round(from + ((now - from) * (index + 0.5)) / NOTICES),
  }));

async function addNoticesAndMarks({ store }: Premises, plan: MonthPlan): Promise<void> {
  for (const { id, madeAt } of noticesOf(plan)) {
    await store.notices.add({
      streetId: STREET_ID,
      id,
      placeId: STREET_ID,
      title: '外卖和快递',
      text: '外卖和快递一律放在北门外的架子上，由住户自取。'.repeat(8),
      madeAt,
      madeBy: '街道',
      expiresAt: madeAt + 14 * DAY_MS,
      withdrawnAt: null,
      policy: null,
    });
  }
  const households = plan.compounds.flatMap((compound) => compound.households);
  const step = Math.max(1, Math.floor(households.length / MARKED_HOUSEHOLDS));
  await store.transaction(async ({ marks }) => {
    for (const [index, { id }] of households.entries()) {
      if (index % step !== 0) continue;
      await marks.set({
        streetId: STREET_ID,
        mark: {
          id: hexOf('mark', id),
          subject: { kind: 'household', householdId: id },
          colour: index % 5 === 0 ? 'yellow' : null,
          isolatedUntil: index % 7 === 0 ? '2022-05-05' : null,
          voidUntil: null,
          isDenied: false,
          documentIds: [],
          note: '独居老人，需送药',
        },
        changedAt: plan.from + index * 1_000,
        changedBy: '街道',
        changedWithin: `${STREET_ID}/`,
      });
    }
  });
}
