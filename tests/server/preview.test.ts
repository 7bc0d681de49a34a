import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PolicyPreview, parsePolicyPreview } from '../../src/protocol/policies.ts';
import { DAY, HOUR_MS, logAt, logged, NOON, passing, QUOTA, RULES } from './judged-street.ts';
import { openRig, type Rig, TestDevice } from './server-rig.ts';

let rig: Rig;
let street: TestDevice;
beforeEach(async () => {
  rig = await openRig();
  rig.time.now = NOON;
  street = await TestDevice.enrolled(rig, 'street', 's');
});
afterEach(() => rig.close());

async function preview(rules: object, more: object = {}): Promise<PolicyPreview> {
  const body = { policy: { ...RULES, ...rules }, day: DAY, ...more };
  const answer = await street.send('POST', '/api/policies/preview', body);
  const parsed = parsePolicyPreview(answer.json());
  if (!parsed.ok) throw new Error(answer.body.toString());
  return parsed.value;
}

const DAY_MS = 24 * HOUR_MS;

test('says how many of a day’s entries rules would have stopped, and who they are, by all gates’ history', async () => {
  await logged(
    await logAt(rig, 'g1'),
    passing(11, 'out', NOON - DAY_MS),
    passing(11, 'in', NOON - DAY_MS + HOUR_MS),
  );
  await logged(
    await logAt(rig, 'g2'),
    passing(12, 'out', NOON - 2 * HOUR_MS),
    passing(21, 'out', NOON - HOUR_MS),
    passing(12, 'in', NOON - HOUR_MS),
  );
  expect(await preview({ quota: QUOTA })).toMatchObject({
    entries: 3,
    before: { pass: 3, check: 0, stop: 0 },
    after: { pass: 2, check: 0, stop: 1 },
    changedInAll: 1,
    changed: [{ verdict: 'stop', reasons: ['quota-used'], row: { subject: { rosterNumber: 12 } } }],
  });
  expect(await preview({})).toMatchObject({ entries: 3, changedInAll: 0, changed: [] });
  expect(await preview({ quota: QUOTA }, { gateIds: ['g1'] })).toMatchObject({ entries: 0 });
});

test('knows homes by building, visitors, marks of today and who was measured before with what', async () => {
  await rig.store.marks.set({
    streetId: 's',
    mark: {
      id: 'ab'.repeat(16),
      subject: { kind: 'plate', plate: '京A12345' },
      colour: null,
      isolatedUntil: null,
      voidUntil: null,
      isDenied: true,
      documentIds: [],
      note: '',
    },
    changedAt: NOON,
    changedBy: '',
    changedWithin: 's/',
  });
  const log = await logAt(rig, 'g1');
  const visitor = {
    name: '李建国',
    idNumber: '',
    address: '',
    phone: '',
    purpose: '',
    householdVisited: '',
    plate: '京 a·12345',
    remark: '',
  };
  const hot = (tenths: number, site: 'forehead' | 'axillary') => ({
    reading: { temperatureTenths: tenths, site },
    verdict: 'check' as const,
    outcome: 'parked' as const,
    reasons: ['fever-first' as const],
  });
  const [first = 0] = await logged(
    log,
    passing(21, 'in', NOON - 3 * HOUR_MS, hot(376, 'forehead')),
    passing(11, 'out', NOON - 2 * HOUR_MS),
    passing(0, 'in', NOON - HOUR_MS, { subject: { kind: 'visitor', visitor } }),
  );
  await logged(log, {
    ...passing(21, 'in', NOON - 2 * HOUR_MS, hot(377, 'axillary')),
    follows: { segmentId: log.segmentId, number: first },
  } as Parameters<typeof logged>[1]);
  const odd = { compoundIds: [], buildings: [], units: [], parity: 'odd' };
  const hours = [{ directions: ['out'], homes: odd, windows: [{ fromMinute: 0, toMinute: 60 }] }];
  const { entries, changed } = await preview({ hours });
  expect(entries).toBe(3);
  expect(changed.map(({ reasons, verdict }) => [verdict, ...reasons])).toEqual([
    ['stop', 'outside-hours'],
    ['stop', 'fever-again'],
    ['stop', 'denied'],
  ]);
});

test('a third reading is judged as at the gate: two instruments agreed already', async () => {
  const instrument = (id: number) => ({
    id,
    name: `${id} 号`,
    site: 'forehead' as const,
    feverThresholdTenths: 373,
    lowThresholdTenths: 350,
  });
  const hot = (instrumentId: number, reason: 'fever-first' | 'fever-again') => ({
    reading: { temperatureTenths: 378, site: 'forehead' as const },
    verdict: reason === 'fever-first' ? ('check' as const) : ('stop' as const),
    outcome: reason === 'fever-first' ? ('parked' as const) : ('held' as const),
    reasons: [reason],
    shown: [{ kind: 'instrument' as const, instrumentId }],
  });
  const log = await logAt(rig, 'g1');
  const follows = (number: number) => ({ follows: { segmentId: log.segmentId, number } });
  const [first = 0] = await logged(log, passing(11, 'in', NOON - 30_000, hot(1, 'fever-first')));
  const again = { ...passing(11, 'in', NOON - 20_000, hot(2, 'fever-again')), ...follows(first) };
  const [second = 0] = await logged(log, again as Parameters<typeof logged>[1]);
  const third = { ...passing(11, 'in', NOON - 10_000, hot(2, 'fever-again')), ...follows(second) };
  await logged(log, third as Parameters<typeof logged>[1]);
  const instruments = [instrument(1), instrument(2)];
  expect(await preview({ instruments })).toMatchObject({ entries: 1, changedInAll: 0 });
});

test('of a day without entries says so, and a day that is none is refused', async () => {
  expect(await preview({}, { day: '2022-01-01' })).toMatchObject({ entries: 0, changed: [] });
  const body = { policy: RULES, day: '2022-02-30' };
  expect((await street.send('POST', '/api/policies/preview', body)).status).toBe(400);
});
