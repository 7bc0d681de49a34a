import { expect, test } from 'vitest';
import type { EntryFacts } from '../../src/domain/gate-record.ts';
import type { StandingEntry } from '../../src/domain/shift-state.ts';
import { waitKind } from '../../src/screens/gate/wait-kind.ts';

const waiting = (facts: Partial<EntryFacts>): StandingEntry => ({
  id: { segmentId: '0'.repeat(32), number: 1 },
  at: 0,
  follows: null,
  corrected: false,
  continued: null,
  decisionNote: null,
  decidedBy: '',
  steps: [],
  facts: {
    subject: { kind: 'pass', passNumber: 7 },
    direction: 'out',
    identification: 'scanned',
    reading: { temperatureTenths: 376, site: 'forehead' },
    mask: true,
    verdict: 'check',
    outcome: 'parked',
    reasons: [],
    shown: [],
    ...facts,
  },
});

test('somebody who was not measured waits for the first reading', () => {
  expect(waitKind(waiting({ reading: null }))).toBe('first-reading');
});

test('a first fever waits for the second reading, also when the mask is missing too', () => {
  expect(waitKind(waiting({ reasons: ['fever-first', 'mask-missing'] }))).toBe('second-reading');
});

test('a reading too low waits to warm up', () => {
  expect(waitKind(waiting({ reasons: ['reading-low'] }))).toBe('warm-up');
});

test('any other check waits for a decision', () => {
  expect(waitKind(waiting({ reasons: ['colour', 'mask-missing'] }))).toBe('decision');
});

test('a second fever is held, whatever else there is', () => {
  expect(waitKind(waiting({ outcome: 'held', reasons: ['fever-again'] }))).toBe('held');
  expect(waitKind(waiting({ outcome: 'held', reading: null }))).toBe('held');
});
