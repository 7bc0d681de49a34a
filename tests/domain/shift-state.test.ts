import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome, RecordId } from '../../src/domain/entry.ts';
import type { EntryFacts, GateRecord } from '../../src/domain/gate-record.ts';
import { dueAt, firstOutcome, hadFever } from '../../src/domain/parking.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { REASON_CODES } from '../../src/domain/reason.ts';
import { type IdentifiedRecord, recordKey, shiftState } from '../../src/domain/shift-state.ts';

const SEGMENT = 'ab'.repeat(16);
const id = (number: number): RecordId => ({ segmentId: SEGMENT, number });
const facts = (change: Partial<EntryFacts> = {}): EntryFacts => ({
  subject: { kind: 'resident', rosterNumber: 1 },
  direction: 'out',
  identification: 'scanned',
  reading: { temperatureTenths: 365, site: 'forehead' },
  mask: true,
  verdict: 'pass',
  outcome: 'passed',
  reasons: [],
  shown: [],
  ...change,
});
const entry = (change: Partial<EntryFacts> = {}, follows: RecordId | null = null): GateRecord => ({
  kind: 'entry',
  at: 1000,
  follows,
  ...facts(change),
});
const undo = (number: number): GateRecord => ({ kind: 'undo', at: 2000, target: id(number) });
const decision = (number: number, outcome: Outcome): GateRecord => ({
  kind: 'decision',
  at: 2000,
  target: id(number),
  outcome,
  by: '',
  note: '查',
});
const logOf = (...records: GateRecord[]): IdentifiedRecord[] =>
  records.map((record, index) => ({ id: id(index + 1), record }));
const standing = (...records: GateRecord[]) =>
  shiftState(logOf(...records)).entries.map((one) => [one.id.number, one.facts.outcome]);

const fever = entry({ verdict: 'check', outcome: 'parked', reasons: ['fever-first'] });
const again = (follows: number) =>
  entry({ verdict: 'stop', outcome: 'held', reasons: ['fever-again'] }, id(follows));

describe('the state of a shift', () => {
  it('has an entry stand for the one that it continues', () => {
    expect(standing(fever, again(1))).toEqual([[2, 'held']]);
  });

  it('brings the continued entry back, as it was, when what continued it is undone', () => {
    expect(standing(fever, again(1), undo(2))).toEqual([[1, 'parked']]);
    expect(standing(fever, again(1), decision(2, 'turned-back'), undo(2))).toEqual([[1, 'parked']]);
  });

  it('keeps the first reading continued by the third when the second is undone', () => {
    expect(standing(fever, again(1), again(2), undo(2))).toEqual([[3, 'held']]);
    expect(standing(fever, again(1), again(2), undo(3))).toEqual([[2, 'held']]);
  });

  it('follows undo of a decision, of a correction and of an undo', () => {
    expect(standing(fever, decision(1, 'passed'))).toEqual([[1, 'passed']]);
    expect(standing(fever, decision(1, 'passed'), undo(2))).toEqual([[1, 'parked']]);
    const correction: GateRecord = { kind: 'correction', at: 1, target: id(1), ...facts() };
    expect(standing(fever, correction)).toEqual([[1, 'passed']]);
    expect(standing(fever, correction, undo(2))).toEqual([[1, 'parked']]);
    expect(standing(fever, undo(1))).toEqual([]);
    expect(standing(fever, undo(1), undo(2))).toEqual([[1, 'parked']]);
  });

  it('cannot have its frame undone', () => {
    const start: GateRecord = {
      kind: 'shift-start',
      at: 5000,
      onDuty: ['王秀英'],
      policyVersion: 3,
      appVersion: '1',
    };
    const close: GateRecord = { kind: 'shift-close', at: 9000, recordCount: 4 };
    const state = shiftState(logOf(start, close, undo(1), undo(2)));
    expect(state).toMatchObject({ startedAt: 5000, closedAt: 9000, onDuty: ['王秀英'] });
  });

  it('ignores what names a record that is not there, or one that comes later', () => {
    expect(standing(entry({}, id(2)), entry({}, id(99)), undo(77), decision(88, 'held'))).toEqual([
      [1, 'passed'],
      [2, 'passed'],
    ]);
  });
});

const anyTarget = fc.integer({ min: 1, max: 14 });
const anyRecord: fc.Arbitrary<GateRecord> = fc.oneof(
  fc
    .tuple(fc.option(anyTarget), fc.constantFrom<Outcome>('passed', 'parked', 'held'))
    .map(([follows, outcome]) => entry({ outcome }, follows === null ? null : id(follows))),
  anyTarget.map(undo),
  anyTarget.map((target) => decision(target, 'turned-back')),
  anyTarget.map(
    (target): GateRecord => ({ kind: 'correction', at: 1, target: id(target), ...facts() }),
  ),
  fc.constant<GateRecord>({ kind: 'handover-note', at: 1, text: '记' }),
);

describe('for every log', () => {
  const anyLog = fc.array(anyRecord, { maxLength: 14 }).map((records) => logOf(...records));

  it('every entry stands, or is undone, or is continued by one that stands', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const { entries } = shiftState(log);
        const seen = new Set<string>();
        for (const one of entries) {
          for (let at: typeof one | null = one; at; at = at.continued) seen.add(recordKey(at.id));
        }
        const targets = log.flatMap(({ record }) =>
          record.kind === 'undo' ? [recordKey(record.target)] : [],
        );
        for (const { id: own, record } of log) {
          if (record.kind !== 'entry') continue;
          expect(seen.has(recordKey(own)) || targets.includes(recordKey(own))).toBe(true);
        }
      }),
    );
  });

  it('undoing and undoing that changes nothing but the count', () => {
    fc.assert(
      fc.property(anyLog, anyTarget, (log, target) => {
        const next = log.length + 1;
        const twice = [
          ...log,
          { id: id(next), record: undo(Math.min(target, log.length)) },
          { id: id(next + 1), record: undo(next) },
        ];
        const { recordCount: _before, ...before } = shiftState(log);
        const { recordCount: _after, ...after } = shiftState(twice);
        const names = (log: readonly IdentifiedRecord[]) =>
          log.some(({ record }) => 'target' in record && record.target.number > log.length);
        fc.pre(!names(log));
        expect(after).toEqual(before);
      }),
    );
  });
});

describe('parking', () => {
  it('is due after the wait of its reason, and counts up without one', () => {
    const at = (reasons: EntryFacts['reasons']) =>
      dueAt({ at: 1000, facts: facts({ reasons }) }, DEFAULT_POLICY);
    expect(at(['fever-first'])).toBe(1000 + DEFAULT_POLICY.secondReadingWaitMs);
    expect(at(['reading-low'])).toBe(1000 + DEFAULT_POLICY.warmUpWaitMs);
    expect(at([])).toBeNull();
    expect(at(REASON_CODES.filter((code) => !/fever-first|low/.test(code)))).toBeNull();
  });

  it('remembers a fever through a cold reading in between', () => {
    const cold = entry({ outcome: 'parked', verdict: 'check', reasons: ['reading-low'] }, id(1));
    const [last] = shiftState(logOf(fever, cold)).entries;
    if (!last) throw new Error('nobody stands');
    expect(hadFever(last)).toBe(true);
    const [alone] = shiftState(logOf(cold)).entries;
    if (!alone) throw new Error('nobody stands');
    expect(hadFever(alone)).toBe(false);
  });

  it('holds a second fever, parks a first one and every check, turns back a stop', () => {
    const tenths = { temperatureTenths: 380, thresholdTenths: 373 };
    const first = { code: 'fever-first', ...tenths } as const;
    const second = { code: 'fever-again', ...tenths } as const;
    const colour = { code: 'colour', colour: 'red', direction: 'out' } as const;
    expect(firstOutcome({ verdict: 'stop', reasons: [colour, second] })).toBe('held');
    expect(firstOutcome({ verdict: 'stop', reasons: [colour, first] })).toBe('parked');
    expect(firstOutcome({ verdict: 'stop', reasons: [colour] })).toBe('turned-back');
    expect(firstOutcome({ verdict: 'check', reasons: [{ code: 'mask-missing' }] })).toBe('parked');
    expect(firstOutcome({ verdict: 'pass', reasons: [] })).toBe('passed');
  });
});
