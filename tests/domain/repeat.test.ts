import { expect, it } from 'vitest';
import type { Direction, Outcome, Subject } from '../../src/domain/entry.ts';
import { repeatOf } from '../../src/domain/repeat.ts';
import type { StandingEntry } from '../../src/domain/shift-state.ts';

const policy = { repeatWindowMs: 10_000 };
const person: Subject = { kind: 'resident', rosterNumber: 1 };
const pass: Subject = { kind: 'pass', passNumber: 101 };
const NOON = 1_650_000_000_000;

function stood(
  number: number,
  at: number,
  direction: Direction,
  outcome: Outcome = 'passed',
  subject = person,
): StandingEntry {
  const facts = {
    subject,
    direction,
    identification: 'scanned',
    reading: null,
    mask: true,
    verdict: 'pass',
    outcome,
    reasons: [],
    shown: [],
  } as const;
  const id = { segmentId: 'ab'.repeat(16), number };
  return {
    id,
    at,
    facts,
    follows: null,
    continued: null,
    corrected: false,
    decisionNote: null,
    decidedBy: '',
    steps: [],
  };
}

const kinds = (entries: StandingEntry[], direction: Direction | null, at: number) =>
  repeatOf([person, pass], direction, entries, at, policy).kind;

it('is just now up to the end of the window, in the same direction only', () => {
  const entries = [stood(1, NOON, 'out')];
  expect(kinds(entries, 'out', NOON)).toBe('just-now');
  expect(kinds(entries, 'out', NOON + 10_000)).toBe('just-now');
  expect(kinds(entries, 'out', NOON + 10_001)).toBe('new');
  expect(kinds(entries, 'in', NOON + 1000)).toBe('new');
  expect(kinds(entries, null, NOON + 1000)).toBe('new');
});

it('looks at the last passing: out, in and out again within the window is three', () => {
  const entries = [stood(1, NOON, 'out'), stood(2, NOON + 3000, 'in')];
  expect(kinds(entries, 'out', NOON + 6000)).toBe('new');
  expect(kinds(entries, 'in', NOON + 6000)).toBe('just-now');
});

it('opens an open entry in either direction, however old', () => {
  const entries = [stood(1, NOON, 'out', 'parked')];
  for (const direction of ['in', 'out', null] as const) {
    expect(kinds(entries, direction, NOON + 3_600_000)).toBe('open');
    expect(kinds(entries, direction, NOON - 3_600_000)).toBe('open');
  }
});

it('does not take everybody for a repeat after the clock was set back', () => {
  expect(kinds([stood(1, NOON, 'out')], 'out', NOON - 60_000)).toBe('new');
});

it('knows a person by the pass that was written before the card came', () => {
  expect(kinds([stood(1, NOON, 'out', 'held', pass)], 'out', NOON)).toBe('open');
  const stranger: Subject = { kind: 'pass', passNumber: 102 };
  expect(kinds([stood(1, NOON, 'out', 'held', stranger)], 'out', NOON)).toBe('new');
});
