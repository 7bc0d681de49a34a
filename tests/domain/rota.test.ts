import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  EARLY_MS,
  GRACE_MS,
  minutesWithin,
  offRota,
  oncePerGate,
  type Served,
  type Turn,
  turnSeen,
} from '../../src/domain/rota.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2022, 2, 30, 6);
const END = START + 8 * HOUR;
const turn: Turn = {
  id: 'a'.repeat(32),
  gateId: 'g1',
  volunteerId: 'b'.repeat(32),
  startsAt: START,
  endsAt: END,
  insteadOf: null,
};
const stay = (from: number, until: number | null, name = '王秀英', gateId = 'g1'): Served => ({
  gateId,
  name,
  from,
  until,
});
const seen = (served: readonly Served[], now: number, name = '王秀英') =>
  turnSeen(turn, name, served, now);

test('nobody there: planned, awaited for a quarter of an hour, missing, and absent in the end', () => {
  expect(seen([], START - 1).state).toBe('planned');
  expect(seen([], START).state).toBe('awaited');
  expect(seen([], START + GRACE_MS - 1).state).toBe('awaited');
  expect(seen([], START + GRACE_MS).state).toBe('missing');
  expect(seen([], END - 1).state).toBe('missing');
  expect(seen([], END)).toEqual({ state: 'absent', cameAt: null, servedMinutes: 0 });
});

test('who is there is on, from an hour before; who went early has served', () => {
  const early = stay(START - EARLY_MS / 2, null);
  expect(seen([early], START - 1)).toMatchObject({ state: 'on', cameAt: early.from });
  expect(seen([early], START + HOUR)).toMatchObject({ state: 'on', servedMinutes: 90 });
  const left = stay(START, START + HOUR);
  expect(seen([left], START + 2 * HOUR)).toEqual({
    state: 'served',
    cameAt: START,
    servedMinutes: 60,
  });
});

test('who left before the turn began has not come for it, and stood there unexpected', () => {
  const before = stay(START - EARLY_MS / 2, START - MINUTE);
  expect(seen([before], END).state).toBe('absent');
  expect(offRota([before], [{ ...turn, name: '王秀英' }], END)).toEqual([before]);
});

test('another gate, another name, another day is nobody of this turn', () => {
  for (const other of [
    stay(START, END, '王秀英', 'g2'),
    stay(START, END, '李志强'),
    stay(START + 24 * HOUR, END + 24 * HOUR),
  ]) {
    expect(seen([other], END + 48 * HOUR).state).toBe('absent');
    expect(offRota([other], [{ ...turn, name: '王秀英' }], END)).toEqual([other]);
  }
});

test('a name is the same however it was typed', () => {
  for (const [typed, planned] of [
    ['王 秀英', '王秀英'],
    ['王　秀英', '王秀英'],
    ['Ａｎｎ Lee', 'AnnLee'],
  ] as const) {
    expect(seen([stay(START, null, typed)], START + HOUR, planned).state).toBe('on');
    expect(offRota([stay(START, END, typed)], [{ ...turn, name: planned }], END)).toEqual([]);
  }
});

test('two phones that name the same person at one gate make one stay', () => {
  const both = [stay(START, START + 3 * HOUR), stay(START + HOUR, null, '王 秀英')];
  expect(oncePerGate(both)).toEqual([stay(START, null)]);
  expect(oncePerGate([stay(START, START + HOUR), stay(START + HOUR, END)])).toEqual([
    stay(START, END),
  ]);
  const apart = [stay(START, START + HOUR), stay(START + 2 * HOUR, END)];
  expect(oncePerGate(apart)).toEqual(apart);
});

const anyStay = fc
  .tuple(
    fc.integer({ min: -10 * 60, max: 20 * 60 }),
    fc.option(fc.integer({ min: 0, max: 12 * 60 })),
    fc.constantFrom('王秀英', '王 秀英', '李志强'),
    fc.constantFrom('g1', 'g2'),
  )
  .map(([from, minutes, name, gateId]) => {
    const at = START + from * MINUTE;
    return stay(at, minutes === null ? null : at + minutes * MINUTE, name, gateId);
  });
const anyTime = fc.integer({ min: -60, max: 30 * 60 }).map((m) => START + m * MINUTE);

test('minutes never exceed the time there was, nor those that anybody stood', () => {
  fc.assert(
    fc.property(fc.array(anyStay, { maxLength: 12 }), anyTime, (served, now) => {
      const { servedMinutes } = seen(served, now);
      const until = Math.min(now, END);
      expect(servedMinutes).toBeLessThanOrEqual(Math.max(0, until - (START - EARLY_MS)) / MINUTE);
      // Counted minute by minute.
      const stood = (at: number): boolean =>
        served.some((one) => one.from <= at && (one.until ?? now) > at);
      let minutes = 0;
      for (let at = START; at < until; at += MINUTE) if (stood(at)) minutes += 1;
      expect(minutesWithin(served, START, END, Math.min(now, END))).toBe(minutes);
    }),
  );
});

test('every stay is expected by a turn or is off the rota, and never both', () => {
  fc.assert(
    fc.property(fc.array(anyStay, { maxLength: 12 }), anyTime, (served, now) => {
      const begun = served.filter(({ from }) => from <= now);
      const unexpected = offRota(begun, [{ ...turn, name: '王秀英' }], now);
      const expected = begun.filter((one) => !unexpected.includes(one));
      expect(seen(expected, now).cameAt).toBe(seen(begun, now).cameAt);
      expect(seen(unexpected, now).cameAt).toBeNull();
    }),
  );
});

test('a swap moves the expectation from one to the other', () => {
  fc.assert(
    fc.property(fc.array(anyStay, { maxLength: 8 }), anyTime, (served, now) => {
      const [mine, theirs] = ['王秀英', '李志强'];
      const renamed = served.map((one) => ({
        ...one,
        name: one.name === theirs ? mine : theirs,
      }));
      expect(seen(served, now, theirs)).toEqual(seen(renamed, now, mine));
    }),
  );
});
