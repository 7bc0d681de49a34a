import { expect, test } from 'vitest';
import type { Direction, Outcome, Shown, Subject } from '../../src/domain/entry.ts';
import { lastPassing } from '../../src/domain/passing.ts';
import type { StandingEntry } from '../../src/domain/shift-state.ts';
import { lacksCodes, shownTogether } from '../../src/domain/shown.ts';

const zhou: Subject = { kind: 'resident', rosterNumber: 11 };
const hisPass: Subject = { kind: 'pass', passNumber: 1011 };
const went = (
  number: number,
  direction: Direction,
  subject: Subject = zhou,
  outcome: Outcome = 'passed',
): StandingEntry => ({
  id: { segmentId: 'ab'.repeat(16), number },
  at: number * 1000,
  facts: {
    subject,
    direction,
    identification: 'scanned',
    reading: null,
    mask: true,
    verdict: 'pass',
    outcome,
    reasons: [],
    shown: [],
  },
  follows: null,
  continued: null,
  corrected: false,
  decisionNote: null,
  decidedBy: '',
  steps: [],
});

test('the last passing is the latest of any of the person’s names that went through', () => {
  const entries = [
    went(1, 'out', hisPass),
    went(2, 'in', zhou, 'turned-back'),
    went(3, 'in', zhou, 'parked'),
    went(4, 'in', { kind: 'resident', rosterNumber: 12 }),
  ];
  expect(lastPassing([zhou, hisPass], entries, null)).toEqual({ direction: 'out', at: 1000 });
  expect(lastPassing([zhou], entries, null)).toBeNull();
});

test('an entry that is judged anew looks only at what came before it', () => {
  const [out, back, again] = [went(1, 'out'), went(2, 'in'), went(3, 'out')];
  const entries = [out, back, again];
  expect(lastPassing([zhou], entries, back)).toEqual({ direction: 'out', at: 1000 });
  expect(lastPassing([zhou], entries, out)).toBeNull();
  expect(lastPassing([zhou], entries, again)).toEqual({ direction: 'in', at: 2000 });
});

const shownOn = '2022-03-30';
const green: Shown = { kind: 'health-code', colour: 'green', shownOn };
const red: Shown = { kind: 'health-code', colour: 'red', shownOn };
const plain: Shown = { kind: 'travel-card', isStarred: false, shownOn };
const form: Shown = { kind: 'visitor-form', code: new Uint8Array(3) };

test('what was shown is kept together, of each kind the latest', () => {
  expect(shownTogether([form, green], [plain, red])).toEqual([red, plain, form]);
});

test('both codes are wanted of whom the street says', () => {
  const lacks = (
    codesRequired: 'never' | 'visitors' | 'everybody',
    kind: Subject['kind'],
    shown: Shown[] = [],
  ) => lacksCodes(kind, shown, { codesRequired });
  expect(lacks('never', 'visitor')).toBe(false);
  expect(lacks('visitors', 'visitor')).toBe(true);
  expect(lacks('visitors', 'resident')).toBe(false);
  expect(lacks('everybody', 'pass', [green, form])).toBe(true);
  expect(lacks('everybody', 'pass', [red, plain])).toBe(false);
});
