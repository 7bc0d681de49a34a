import fc from 'fast-check';
import { expect, test } from 'vitest';
import { streetCalendar } from '../../../src/domain/street-calendar.ts';
import { streetDay, streetMoment } from '../../../src/domain/street-time.ts';
import { ZONES } from './any-rules.ts';

const SHANGHAI = 'Asia/Shanghai';
const BERLIN = 'Europe/Berlin';
const DAY_MS = 24 * 3_600_000;
const at = (day: string, hour: number, minute: number, zone: string): number =>
  streetMoment(day, hour, minute, zone) as number;

test('a day begins at midnight and not before', () => {
  const calendar = streetCalendar(at('2022-03-20', 9, 0, SHANGHAI), SHANGHAI);
  expect(calendar.today).toBe('2022-03-20');
  const midnight = at('2022-03-20', 0, 0, SHANGHAI);
  expect([midnight, midnight - 1].map((one) => calendar.daysAgo(one))).toEqual([0, 1]);
  expect(calendar.daysAgo(at('2022-03-21', 0, 0, SHANGHAI))).toBe(-1);
});

test('months and years end where they end', () => {
  const march = streetCalendar(at('2020-03-01', 0, 0, SHANGHAI), SHANGHAI);
  expect([-1, 0, 1, 31].map((days) => march.dayAhead(days))).toEqual([
    '2020-02-29',
    '2020-03-01',
    '2020-03-02',
    '2020-04-01',
  ]);
  expect(streetCalendar(at('2021-12-31', 23, 59, SHANGHAI), SHANGHAI).dayAhead(1)).toBe(
    '2022-01-01',
  );
  expect(march.daysAgo(at('2020-02-28', 23, 59, SHANGHAI))).toBe(2);
});

test('days of 23 and of 25 hours are days', () => {
  const spring = streetCalendar(at('2022-03-28', 12, 0, BERLIN), BERLIN);
  expect(spring.dayStart(0) - spring.dayStart(1)).toBe(23 * 3_600_000);
  expect(spring.daysAgo(at('2022-03-27', 0, 0, BERLIN))).toBe(1);
  expect(spring.daysAgo(at('2022-03-26', 23, 59, BERLIN))).toBe(2);
  const autumn = streetCalendar(at('2022-10-31', 0, 0, BERLIN), BERLIN);
  expect(autumn.dayStart(0) - autumn.dayStart(1)).toBe(25 * 3_600_000);
  expect(autumn.daysAgo(at('2022-10-30', 23, 59, BERLIN))).toBe(1);
  expect(autumn.daysAgo(at('2022-10-30', 0, 0, BERLIN))).toBe(1);
});

test('the kept calendar is never that of another day or zone', () => {
  const moments = fc.array(
    fc.tuple(
      fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2020, 0, 4) }),
      fc.constantFrom(...ZONES),
    ),
    { minLength: 2, maxLength: 8 },
  );
  fc.assert(
    fc.property(moments, (all) => {
      for (const [moment, zone] of all) {
        expect(streetCalendar(moment, zone).today).toBe(streetDay(moment, zone));
      }
    }),
  );
});

test('how many days ago agrees with the names of the days, in any zone', () => {
  const moment = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2023, 0, 1) });
  fc.assert(
    fc.property(
      moment,
      fc.integer({ min: -40 * DAY_MS, max: 40 * DAY_MS }),
      fc.constantFrom(...ZONES),
      (now, away, zone) => {
        const calendar = streetCalendar(now, zone);
        const day = calendar.dayAhead(-calendar.daysAgo(now + away));
        expect(day).toBe(streetDay(now + away, zone));
      },
    ),
  );
});

test('a clock that is far off the calendar has a day all the same', () => {
  for (const odd of [-1e15, 0, 9e15, Number.MAX_SAFE_INTEGER * 1_000]) {
    const calendar = streetCalendar(odd, BERLIN);
    expect(calendar.today).toMatch(/^\d{4}-\d\d-\d\d$/);
    for (const other of [-1e15, 0, Date.UTC(2022, 0, 1), 9e15]) {
      expect(Number.isSafeInteger(calendar.daysAgo(other))).toBe(true);
    }
  }
});
