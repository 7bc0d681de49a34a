import { expect, test } from 'vitest';
import type { ListedDevice } from '../../src/protocol/devices.ts';
import { invitedPlaces } from '../../src/screens/desk/phones/invited-places.ts';
import { phoneList } from '../../src/screens/desk/phones/phone-list.ts';
import { endWords, troubleLine } from '../../src/screens/desk/phones/phone-words.ts';
import { shiftEnds } from '../../src/screens/desk/phones/shift-ends.ts';
import { loadWords } from '../../src/words/i18n.ts';
import { PLACES } from './scripted-desk.ts';

const ZONE = 'Asia/Shanghai';
const at = (time: string): number => Date.parse(`${time}+08:00`);

test('an evening shift may end at midnight or in the morning, by the street’s clock', () => {
  const ends = shiftEnds(at('2022-03-28T20:00:00'), ZONE);
  expect(Object.fromEntries(ends.map(({ name, until }) => [name, until]))).toEqual({
    'hours-8': at('2022-03-29T04:00:00'),
    'hours-4': at('2022-03-29T00:00:00'),
    'hours-12': at('2022-03-29T08:00:00'),
    midnight: at('2022-03-29T00:00:00'),
    morning: at('2022-03-29T08:00:00'),
  });
});

test('no end is offered that is longer than an invitation may last, or at once', () => {
  const names = (time: string) => shiftEnds(at(time), ZONE).map(({ name }) => name);
  expect(names('2022-03-28T07:00:00')).not.toContain('morning');
  expect(names('2022-03-28T23:45:00')).not.toContain('midnight');
  for (let hour = 0; hour < 24; hour++) {
    const now = at(`2022-03-28T${String(hour).padStart(2, '0')}:20:00`);
    for (const { until } of shiftEnds(now, ZONE)) {
      expect(until - now).toBeGreaterThanOrEqual(30 * 60_000);
      expect(until - now).toBeLessThan(24 * 3_600_000);
    }
  }
});

test('a shift ends today, tomorrow or on another day, by the street’s days', async () => {
  await Promise.all([loadWords('zh-CN', 'phone'), loadWords('zh-CN', 'desk')]);
  const said = (until: string) => endWords(at(until), at('2022-03-28T09:13:00'), ZONE);
  expect(said('2022-03-28T17:13:00')).toBe('今天 17:13');
  expect(said('2022-03-28T23:59:00')).toBe('今天 23:59');
  expect(said('2022-03-29T00:00:00')).toBe('明天 00:00');
  expect(said('2022-03-29T08:00:00')).toBe('明天 08:00');
  expect(said('2022-03-30T00:00:00')).toBe('3月30日 00:00');
  expect(said('2022-03-28T09:00:00')).toBe('3月28日 09:00');
});

test('gates’ phones go to gates and what has gates, all others above them; a closed place takes none', () => {
  const names = (role: 'gate' | 'desk', places = PLACES) =>
    invitedPlaces(places, role).map(({ id }) => id);
  expect(names('gate')).toEqual(['m1', 'g1', 'g2', 'm2', 'g3']);
  expect(names('desk')).toEqual(['s', 'c', 'm1', 'm2']);
  const closed = PLACES.map((place) => (place.id === 'g1' ? { ...place, closedAt: 1 } : place));
  expect(names('gate', closed)).not.toContain('g1');
});

test('who has waited longest is first, and those shut out are last', () => {
  const device = (name: string, more: Partial<ListedDevice>): ListedDevice => ({
    deviceId: '0'.repeat(32),
    name,
    role: 'gate',
    placeId: 'g1',
    placeName: '北门',
    enrolledAt: 0,
    lastSeenAt: null,
    lastSyncAt: null,
    clockSkewMs: null,
    appVersion: '',
    revokedAt: null,
    checkCode: null,
    ...more,
  });
  const { waiting, rest } = phoneList([
    device('out', { revokedAt: 5 }),
    device('late', { checkCode: '0001', enrolledAt: 9 }),
    device('10 号机', {}),
    device('early', { checkCode: '0002', enrolledAt: 3 }),
    device('2 号机', {}),
  ]);
  expect(waiting.map(({ name }) => name)).toEqual(['early', 'late']);
  expect(rest.map(({ name }) => name)).toEqual(['2 号机', '10 号机', 'out']);
});

test('what is wrong with a phone’s logs is one line, each kind once with its count', async () => {
  await Promise.all([loadWords('zh-CN', 'phone'), loadWords('zh-CN', 'desk')]);
  const where = { gateName: '北门', startedAt: 0 };
  const phone = { clockSkewMs: 300_000, checkCode: null, revokedAt: null } as ListedDevice;
  expect(troubleLine(phone)).toBe('');
  expect(
    troubleLine({
      ...phone,
      troubles: [
        { ...where, kind: 'unreadable', records: 3 },
        { ...where, kind: 'lost', records: 10 },
        { ...where, kind: 'lost', records: 2 },
      ],
    }),
  ).toBe('记录要查：少 12 条，读不出 3 条，时钟快 5 分钟');
});
