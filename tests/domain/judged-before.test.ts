import { describe, expect, test } from 'vitest';
import { documentUses } from '../../src/domain/document-uses.ts';
import { feverBefore } from '../../src/domain/fever-before.ts';
import { shiftState } from '../../src/domain/shift-state.ts';
import { handedOn } from '../../src/domain/shown.ts';
import { measuredTogether } from '../../src/domain/together.ts';
import { FEVER, facts, GateLog } from './gate-log.ts';

describe('uses of a paper', () => {
  test('are those passings that it lifted something for', () => {
    const log = new GateLog();
    const paper = { shown: [{ kind: 'document' as const, documentId: 4 }] };
    log.entry({ ...paper, reasons: ['lifted'] });
    log.entry(paper);
    log.entry({ ...paper, reasons: ['lifted', 'mask-missing'], outcome: 'turned-back' });
    const held = log.entry({ reasons: ['lifted'] });
    const { entries } = shiftState(log.records);
    expect(documentUses(entries, [9], null)).toEqual({ 4: 1, 9: 1 });
    expect(documentUses(entries, [9], held)).toEqual({ 4: 1 });
  });
});

describe('who came together', () => {
  test('counts those who are measured, and one person once', () => {
    const log = new GateLog();
    const shown = [{ kind: 'together' as const, group: 7 }];
    const first = log.entry({ shown });
    log.entry({ shown, reading: null, verdict: 'check', outcome: 'parked' });
    log.entry({ shown: [{ kind: 'together', group: 8 }] });
    log.entry();
    const { entries } = shiftState(log.records);
    expect(measuredTogether(entries, shown, [])).toBe(2);
    expect(measuredTogether(entries, shown, [first])).toBe(1);
    expect(measuredTogether(entries, [], [])).toBe(1);
  });
});

describe('the fever before', () => {
  const shown = [{ kind: 'instrument' as const, instrumentId: 2 }];
  const first = facts({ ...FEVER, shown });

  test('is the last high reading, with what took it', () => {
    expect(feverBefore([facts({ reading: null }), first])).toEqual({
      site: 'forehead',
      instrumentId: 2,
    });
    expect(feverBefore([facts(), facts({ reasons: ['mask-missing'] })])).toBeNull();
  });

  test('that two instruments agreed on is none that the third reading could be taken with again', () => {
    const again = facts({ ...FEVER, reasons: ['fever-again'], shown });
    expect(feverBefore([again, first])?.instrumentId).toBeNull();
  });

  test('leaves its instrument behind when somebody is measured again', () => {
    expect(handedOn(first)).toEqual([]);
    expect(handedOn({ ...first, reading: null })).toEqual(shown);
  });
});
