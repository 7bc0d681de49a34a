import { expect, test } from 'vitest';
import type { Shown } from '../../src/domain/entry.ts';
import { NO_FIGURES } from '../../src/domain/report-figures.ts';
import { shiftFigures } from '../../src/domain/shift-figures.ts';
import { shiftState } from '../../src/domain/shift-state.ts';
import { EIGHT, FEVER, GateLog, MINUTE, visitor } from './gate-log.ts';

const DAY = '2022-04-03';
const ZONE = 'Asia/Shanghai';
const DAY_MS = 24 * 60 * MINUTE;
const figuresOf = (log: GateLog, day = DAY) => shiftFigures(shiftState(log.records), day, ZONE);

const started = (at = EIGHT): GateLog => {
  const log = new GateLog();
  log.add({ kind: 'shift-start', at, onDuty: [], policyVersion: 1, appVersion: '1' });
  return log;
};

test('a shift counts people, vehicles and what wants a look, and nothing that was taken back', () => {
  const log = started();
  const inVehicle: Shown[] = [
    { kind: 'vehicle', plate: '鄂A12345', people: 2 },
    { kind: 'together', group: 7 },
  ];
  log.entry({ shown: inVehicle });
  log.entry({ shown: inVehicle, identification: 'found' });
  log.entry({ direction: 'in', subject: visitor({ name: '陈' }), identification: 'form' });
  log.entry({ outcome: 'turned-back', verdict: 'stop', reasons: ['mask-missing'] });
  log.entry({ verdict: 'stop', identification: 'typed' });
  const taken = log.entry();
  log.add({ kind: 'undo', at: EIGHT, target: taken });
  log.add({ kind: 'head-count', at: EIGHT, direction: 'in', people: 9 });
  expect(figuresOf(log)).toEqual({
    ...NO_FIGURES,
    out: 3,
    in: 10,
    visitors: 1,
    vehicles: 1,
    'turned-back': 1,
    'no-code': 2,
    'no-mask': 1,
    overrides: 1,
    counted: 9,
  });
});

test('a fever is one fever, cleared by whoever passes after it, but not by one that was taken back', () => {
  const log = started();
  const first = log.fever(1);
  log.entry({}, EIGHT + MINUTE, first);
  const second = log.fever(2);
  const handedOver = { kind: 'case-step', step: 'handed-over', by: '', note: '' } as const;
  log.add({ ...handedOver, at: EIGHT, target: second });
  log.add({ ...handedOver, at: EIGHT + MINUTE, target: second });
  const parked = log.entry({ outcome: 'parked', reading: null });
  const wrong = log.entry({ ...FEVER }, EIGHT, parked);
  log.add({ kind: 'undo', at: EIGHT, target: wrong });
  log.entry({}, EIGHT, wrong);
  expect(figuresOf(log)).toEqual({
    ...NO_FIGURES,
    out: 2,
    fevers: 2,
    'fevers-cleared': 1,
    'handed-over': 1,
  });
});

test('a night’s shift counts each of its days apart', () => {
  const log = started();
  const parked = log.fever(1);
  log.add({ kind: 'head-count', at: EIGHT, direction: 'out', people: 2 });
  log.entry({}, EIGHT + DAY_MS, parked);
  expect(figuresOf(log)).toEqual({ ...NO_FIGURES, out: 2, fevers: 1, counted: 2 });
  // The ledger of a day knows of no fever of the day before.
  expect(figuresOf(log, '2022-04-04')).toEqual({ ...NO_FIGURES, out: 1 });
});
