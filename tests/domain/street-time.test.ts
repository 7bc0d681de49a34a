import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  streetClock,
  streetClockSeconds,
  streetDay,
  streetDayStart,
  streetDaysEnd,
  streetMoment,
  streetTime,
} from '../../src/domain/street-time.ts';

const SHANGHAI = 'Asia/Shanghai';

test("a gate's day is the street's day, not Greenwich's", () => {
  const lateEvening = Date.UTC(2026, 2, 27, 16, 0, 5);
  expect(streetDay(lateEvening, SHANGHAI)).toBe('2026-03-28');
  expect(streetDay(lateEvening - 6_000, SHANGHAI)).toBe('2026-03-27');
  expect(streetClock(lateEvening, SHANGHAI)).toBe('00:00');
  expect(streetClockSeconds(lateEvening, SHANGHAI)).toBe('00:00:05');
  expect(streetTime(lateEvening, SHANGHAI).weekday).toBe(6);
  expect(streetDayStart(lateEvening, SHANGHAI)).toBe(Date.UTC(2026, 2, 27, 16));
});

test('a day that the calendar lacks has no moments', () => {
  expect(streetMoment('2026-02-30', 8, 0, SHANGHAI)).toBeNull();
  expect(streetMoment('28.3.2026', 8, 0, SHANGHAI)).toBeNull();
  expect(streetMoment('2026-03-28', 14, 7, SHANGHAI)).toBe(Date.UTC(2026, 2, 28, 6, 7));
});

test('a moment made from a day and a clock time reads as that day and time in every zone', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: Date.UTC(2040, 0, 1) }),
      fc.constantFrom(SHANGHAI, 'Asia/Taipei', 'Asia/Urumqi', 'UTC', 'Asia/Kathmandu'),
      (at, zone) => {
        const { hour, minute } = streetTime(at, zone);
        const made = streetMoment(streetDay(at, zone), hour, minute, zone);
        expect(streetDay(made as number, zone)).toBe(streetDay(at, zone));
        expect(streetClock(made as number, zone)).toBe(streetClock(at, zone));
      },
    ),
  );
});

test('the day starts at its first moment, also where clocks change', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: Date.UTC(2040, 0, 1) }),
      fc.constantFrom(SHANGHAI, 'Europe/Berlin', 'America/New_York'),
      (at, zone) => {
        const start = streetDayStart(at, zone);
        expect(start).toBeLessThanOrEqual(at);
        expect(streetDay(start, zone)).toBe(streetDay(at, zone));
        expect(streetDay(start - 1, zone)).not.toBe(streetDay(at, zone));
      },
    ),
  );
});

test('a day whose midnight the clocks leave out begins after the gap, east and west of Greenwich', () => {
  for (const [day, zone] of [
    ['2018-11-04', 'America/Sao_Paulo'],
    ['2022-03-27', 'Asia/Beirut'],
  ] as const) {
    const start = streetMoment(day, 0, 0, zone) as number;
    expect([streetDay(start, zone), streetClock(start, zone)]).toEqual([day, '01:00']);
    expect(streetDay(start - 1, zone)).not.toBe(day);
    expect(streetDaysEnd(start, 1, zone) - start).toBe(23 * 3_600_000);
  }
});

test('days are counted with today as the first, and end at midnight whatever the clocks do between', () => {
  const noon = Date.UTC(2026, 10, 22, 4);
  expect(streetDaysEnd(noon, 1, SHANGHAI)).toBe(Date.parse('2026-11-23T00:00:00+08:00'));
  expect(streetDaysEnd(noon, 7, SHANGHAI)).toBe(Date.parse('2026-11-29T00:00:00+08:00'));
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000_000_000_000 }),
      fc.integer({ min: 1, max: 365 }),
      (at, days) => {
        const end = streetDaysEnd(at, days, 'Europe/Berlin');
        const [first, last] = [at, end - 1].map((one) =>
          Date.parse(streetDay(one, 'Europe/Berlin')),
        );
        expect(Number(last) - Number(first)).toBe((days - 1) * 86_400_000);
        expect(streetClock(end, 'Europe/Berlin')).toBe('00:00');
      },
    ),
    { numRuns: 300 },
  );
});
