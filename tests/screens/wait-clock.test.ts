import { expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { ReasonCode } from '../../src/domain/reason.ts';
import { waitClock } from '../../src/screens/gate/wait-clock.ts';

const AT = Date.parse('2022-03-28T09:00:00+08:00');
const MINUTE = 60_000;

const clock = (reasons: readonly ReasonCode[], waitedMs: number, outcome = 'parked' as const) =>
  waitClock(
    {
      at: AT,
      facts: {
        subject: { kind: 'pass', passNumber: 7 },
        direction: 'out',
        identification: 'scanned',
        reading: { temperatureTenths: 365, site: 'forehead' },
        mask: false,
        verdict: 'check',
        outcome,
        reasons,
        shown: [],
      },
    },
    DEFAULT_POLICY,
    AT + waitedMs,
  );

test('a check without fever counts up from the start and is never due', () => {
  expect(clock(['mask-missing'], 0)).toEqual({ kind: 'since', ms: 0 });
  expect(clock(['colour'], 90 * MINUTE)).toEqual({ kind: 'since', ms: 90 * MINUTE });
});

test('somebody whose reading is still to come counts up', () => {
  expect(clock([], 3 * MINUTE)).toEqual({ kind: 'since', ms: 3 * MINUTE });
});

test('a first fever counts down to its second reading and is due at that moment', () => {
  const wait = DEFAULT_POLICY.secondReadingWaitMs;
  expect(clock(['fever-first'], wait - 1)).toEqual({ kind: 'left', ms: 1 });
  expect(clock(['fever-first'], wait)).toEqual({ kind: 'due', ms: 0 });
  expect(clock(['fever-first'], wait + MINUTE)).toEqual({ kind: 'due', ms: MINUTE });
});

test('a reading too low counts down to the next one', () => {
  const wait = DEFAULT_POLICY.warmUpWaitMs;
  expect(clock(['reading-low', 'mask-missing'], 0)).toEqual({ kind: 'left', ms: wait });
});

test('a clock that was set back shows no wait longer than the rule’s, and none below nothing', () => {
  const wait = DEFAULT_POLICY.secondReadingWaitMs;
  expect(clock(['fever-first'], -3 * 24 * 60 * MINUTE)).toEqual({ kind: 'left', ms: wait });
  expect(clock(['colour'], -90 * MINUTE)).toEqual({ kind: 'since', ms: 0 });
});
