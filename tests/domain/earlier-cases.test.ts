import { expect, test } from 'vitest';
import { openCaseRecords, stateWithEarlier } from '../../src/domain/earlier-cases.ts';
import { caseSince, isOpenCase } from '../../src/domain/fever-case.ts';
import { EIGHT, FEVER, GateLog, MINUTE } from './gate-log.ts';

/** Two fevers, one of them over, and much that is no fever. */
function earlierShift() {
  const log = new GateLog(1);
  log.entry();
  const over = log.fever(2);
  const open = log.fever(3, EIGHT + MINUTE);
  log.add({
    kind: 'decision',
    at: EIGHT,
    target: over,
    outcome: 'turned-back',
    note: '',
    by: '甲',
  });
  const again = log.entry(
    { ...FEVER, reasons: ['fever-again'], outcome: 'held' },
    EIGHT + 6 * MINUTE,
    open,
  );
  log.add({
    kind: 'case-step',
    at: EIGHT,
    target: again,
    step: 'called',
    by: '甲',
    note: '陈医生',
  });
  log.entry({ verdict: 'check', outcome: 'parked', reasons: ['mask-missing'] });
  return { log, open, again };
}

test('only what open cases are made of comes over, with their clock and what was done', () => {
  const { log, open, again } = earlierShift();
  const over = openCaseRecords(log.records);
  expect(over).toHaveLength(3);
  const { earlier, state } = stateWithEarlier(over, new GateLog(2).records);
  expect(earlier.map(({ id }) => id)).toEqual([again]);
  expect(earlier[0]?.continued?.id).toEqual(open);
  expect(earlier[0] && caseSince(earlier[0])).toBe(EIGHT + MINUTE);
  expect(earlier[0]?.steps.map(({ step, note }) => [step, note])).toEqual([['called', '陈医生']]);
  expect([state.entries, state.recordCount]).toEqual([[], 0]);
});

test('a case whose second reading was taken back is still the one that it was', () => {
  const log = new GateLog(1);
  const first = log.fever(3);
  const second = log.entry({ ...FEVER, outcome: 'held' }, EIGHT + MINUTE, first);
  log.add({ kind: 'undo', at: EIGHT + MINUTE, target: second });
  const third = log.entry({ ...FEVER, outcome: 'held' }, EIGHT + 2 * MINUTE, second);
  const { earlier } = stateWithEarlier(openCaseRecords(log.records), []);
  expect(earlier.map(({ id, continued }) => [id, continued?.id])).toEqual([[third, first]]);
});

test('the present shift decides, goes on with and steps through what came over', () => {
  const { log, again } = earlierShift();
  const over = openCaseRecords(log.records);
  const decided = new GateLog(2);
  decided.add({ kind: 'case-step', at: EIGHT, target: again, step: 'arrived', by: '乙', note: '' });
  expect(stateWithEarlier(over, decided.records).earlier[0]?.steps).toHaveLength(2);
  decided.add({ kind: 'decision', at: EIGHT, target: again, outcome: 'held', note: '', by: '' });
  expect(stateWithEarlier(over, decided.records).earlier.filter(isOpenCase)).toHaveLength(1);
  decided.add({
    kind: 'decision',
    at: EIGHT,
    target: again,
    outcome: 'turned-back',
    note: '',
    by: '乙',
  });
  expect(stateWithEarlier(over, decided.records).earlier.filter(isOpenCase)).toEqual([]);

  const measured = new GateLog(2);
  const fine = measured.entry({}, EIGHT + 60 * MINUTE, again);
  const { earlier, state } = stateWithEarlier(over, measured.records);
  expect(earlier).toEqual([]);
  expect(state.entries.map(({ id, continued }) => [id, continued?.id])).toEqual([[fine, again]]);
});
