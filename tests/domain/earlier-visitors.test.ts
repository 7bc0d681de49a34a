import { expect, test } from 'vitest';
import { earlierVisitors } from '../../src/domain/earlier-visitors.ts';
import type { Shown } from '../../src/domain/entry.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { shiftState } from '../../src/domain/shift-state.ts';
import { EIGHT, GateLog, MINUTE, visitor } from './gate-log.ts';

const courier = visitor({ name: '赵强', phone: '13800001111' });
const nurse = visitor({ name: '钱护士', plate: '鄂J12345' });

function seen(log: GateLog, query = '', now = EIGHT + 60 * MINUTE) {
  return earlierVisitors(shiftState(log.records).entries, query, now, DEFAULT_POLICY);
}
const names = (log: GateLog, query?: string) => seen(log, query).map((one) => one.visitor.name);

function morning(): GateLog {
  const log = new GateLog();
  log.entry({ subject: courier, direction: 'in' });
  log.entry({ subject: nurse, direction: 'in' }, EIGHT + MINUTE);
  log.entry();
  log.entry({ subject: courier, direction: 'out' }, EIGHT + 2 * MINUTE);
  return log;
}

test('each visitor comes once, who was here last first, with the way that comes next', () => {
  const log = morning();
  expect(
    seen(log).map(({ visitor: { name }, times, direction }) => [name, times, direction]),
  ).toEqual([
    ['赵强', 2, 'in'],
    ['钱护士', 1, 'out'],
  ]);
});

test('they are found by name, plate and the tail of the phone', () => {
  const log = morning();
  expect(names(log, '强')).toEqual(['赵强']);
  expect(names(log, '１１１１')).toEqual(['赵强']);
  expect(names(log, '鄂j·123')).toEqual(['钱护士']);
  expect(names(log, '孙')).toEqual([]);
});

test('whoever still waits is not offered, and who was turned back comes again the same way', () => {
  const log = morning();
  log.entry({ subject: nurse, direction: 'out', verdict: 'check', outcome: 'parked' });
  expect(names(log)).toEqual(['赵强']);
  log.entry({ subject: courier, direction: 'in', verdict: 'stop', outcome: 'turned-back' });
  expect(seen(log)[0]?.direction).toBe('in');
});

test('what was shown goes along, but neither codes of another day nor what belongs to one passing', () => {
  const lasting: Shown[] = [
    { kind: 'purpose', purpose: 'delivery' },
    { kind: 'document', documentId: 3 },
    { kind: 'vehicle', plate: '鄂J12345', people: 1 },
    { kind: 'host', household: '3-1-502', isConfirmed: true },
  ];
  const code: Shown = { kind: 'health-code', colour: 'green', shownOn: '2022-04-03' };
  const once: Shown[] = [
    { kind: 'goods', hasSlip: true },
    { kind: 'together', group: 1 },
    { kind: 'instrument', instrumentId: 2 },
  ];
  const log = new GateLog();
  log.entry({ subject: courier, direction: 'in', shown: [code, ...lasting, ...once] });
  expect(seen(log)[0]?.shown).toEqual([code, ...lasting]);
  const nextDay = EIGHT + 20 * 60 * MINUTE;
  expect(seen(log, '', nextDay)[0]?.shown).toEqual(lasting);
});
