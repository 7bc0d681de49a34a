import { expect, test } from 'vitest';
import { askedFirst } from '../../src/domain/asked.ts';
import type { Shown } from '../../src/domain/entry.ts';
import { DEFAULT_POLICY, type Policy } from '../../src/domain/policy.ts';

const strict: Policy = {
  ...DEFAULT_POLICY,
  codesRequired: 'everybody',
  purposes: {
    out: { isAsked: true, allowed: null },
    in: { isAsked: false, allowed: ['returning'] },
  },
  vehicles: { ...DEFAULT_POLICY.vehicles, isAsked: true },
  hostConfirmation: true,
  documents: [
    { id: 7, name: '铁路工作证', lifts: ['codes', 'purpose'], directions: ['out'], perDay: 0 },
  ],
};
const paper: Shown = { kind: 'document', documentId: 7 };

test('usual rules ask nothing of anybody', () => {
  for (const kind of ['resident', 'pass', 'visitor'] as const) {
    expect(askedFirst(kind, 'in', [], DEFAULT_POLICY)).toEqual([]);
  }
});

test('all that the rules want is asked, in one order, and a host only of visitors on their way in', () => {
  expect(askedFirst('visitor', 'in', [], strict)).toEqual(['codes', 'purpose', 'vehicle', 'host']);
  expect(askedFirst('visitor', 'out', [], strict)).toEqual(['codes', 'purpose', 'vehicle']);
  expect(askedFirst('resident', 'in', [], strict)).toEqual(['codes', 'purpose', 'vehicle']);
});

test('what is known already is not asked again', () => {
  const shown: Shown[] = [
    { kind: 'health-code', colour: 'green', shownOn: '2022-04-03' },
    { kind: 'purpose', purpose: 'visit' },
    { kind: 'vehicle', plate: '鄂J12345', people: 1 },
    { kind: 'host', household: '3-1-502', isConfirmed: false },
  ];
  expect(askedFirst('visitor', 'in', shown, strict)).toEqual(['codes']);
  const card: Shown = { kind: 'travel-card', isStarred: false, shownOn: '2022-04-03' };
  expect(askedFirst('visitor', 'in', [...shown, card], strict)).toEqual([]);
});

test('what a paper lifts is not asked, whether it is shown or the desk has seen it, but only that way', () => {
  expect(askedFirst('resident', 'out', [paper], strict)).toEqual(['vehicle']);
  expect(askedFirst('resident', 'out', [], strict, [7])).toEqual(['vehicle']);
  expect(askedFirst('resident', 'in', [paper], strict)).toEqual(['codes', 'purpose', 'vehicle']);
});
