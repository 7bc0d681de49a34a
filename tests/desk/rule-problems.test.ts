import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { POLICY_TEMPLATES, templateRules } from '../../src/domain/policy-templates.ts';
import {
  inUnits,
  readClock,
  readTenths,
  writeClock,
} from '../../src/screens/desk/parts/figures.ts';
import { nextId, splitNames, tidy } from '../../src/screens/desk/rules/rule-draft.ts';
import { ruleProblems } from '../../src/screens/desk/rules/rule-problems.ts';
import type { Rules } from '../../src/screens/desk/rules/rule-sentences.ts';

const USUAL: Rules = templateRules('registered', DEFAULT_POLICY);
const what = (part: Partial<Rules>): string[] =>
  ruleProblems({ ...USUAL, ...part }).map((one) => `${one.topic} ${one.what}`);
const HOURS: Rules['hours'][number] = {
  directions: ['out'],
  homes: { compoundIds: [], buildings: [], units: [], parity: 'any' },
  windows: [{ fromMinute: 360, toMinute: 720 }],
};
const PAPER: Rules['documents'][number] = {
  id: 1,
  name: '铁路证',
  lifts: ['quota'],
  directions: ['out'],
  perDay: 0,
};

describe('rules can be sent', () => {
  test.each(POLICY_TEMPLATES)('as the template %s has them', (name) => {
    expect(ruleProblems(templateRules(name, DEFAULT_POLICY))).toEqual([]);
  });
});

describe('before anything is sent it is said that', () => {
  test.each<[string, Partial<Rules>]>([
    ['measuring fever-range', { lowThresholdTenths: Number.NaN }],
    ['measuring low-above-fever', { lowThresholdTenths: 380 }],
    ['measuring same-site', { secondSite: USUAL.firstSite }],
    ['measuring wait-long', { warmUpWaitMs: 61 * 60_000 }],
    ['hours directions-missing', { hours: [{ ...HOURS, directions: [] }] }],
    ['hours windows-missing', { hours: [{ ...HOURS, windows: [] }] }],
    [
      'hours window-turned',
      { hours: [{ ...HOURS, windows: [{ fromMinute: 720, toMinute: 360 }] }] },
    ],
    [
      'hours figure-missing',
      { hours: [{ ...HOURS, windows: [{ fromMinute: Number.NaN, toMinute: 360 }] }] },
    ],
    ['documents document-unnamed', { documents: [{ ...PAPER, name: ' ' }] }],
    ['documents document-twice', { documents: [PAPER, { ...PAPER, id: 2 }] }],
    ['documents document-lifts-nothing', { documents: [{ ...PAPER, lifts: [] }] }],
    ['documents document-per-day', { documents: [{ ...PAPER, perDay: 101 }] }],
    ['colours shapes-same', { colourMeanings: { red: { meaning: '', shape: 'circle' } } }],
    ['codes codes-age', { codesMaxAgeDays: 31 }],
    ['visitors visitor-days', { visitorCodeDays: Number.NaN }],
    ['vehicles prefix-long', { vehicles: { ...USUAL.vehicles, localPrefixes: ['鄂J123456789'] } }],
    ['other window-turned', { clicker: [{ fromMinute: 60, toMinute: 60 }] }],
    ['other times-range', { staleAfterMs: 1000 }],
  ])('%s', (problem, part) => {
    expect(what(part)).toEqual([problem]);
  });

  test('a quota out of range is one', () => {
    const quota = templateRules('one-in-two-days', DEFAULT_POLICY).quota;
    expect(what({ quota: quota && { ...quota, periodDays: 0 } })).toEqual(['quota quota-range']);
  });

  test('what only the server would refuse is one too', () => {
    expect(what({ title: '长'.repeat(41) })).toEqual(['other other']);
  });
});

test('a colour that changes nothing and a name of blanks are not sent', () => {
  const rules = tidy({
    ...USUAL,
    colours: { red: { out: 'pass', in: 'pass' } },
    colourMeanings: { red: { meaning: ' ', shape: 'octagon' } },
    documents: [{ ...PAPER, name: ' 铁路证 ' }],
  });
  expect([rules.colours, rules.colourMeanings, rules.documents[0]?.name]).toEqual([
    {},
    {},
    '铁路证',
  ]);
});

test('the id of a paper of earlier rules is not used again', () => {
  const earlier: Rules = { ...USUAL, documents: [{ ...PAPER, id: 7 }] };
  expect(nextId('documents', USUAL, [earlier])).toBe(8);
});

test('figures are read as people type them', () => {
  expect(['8:30', '0830', '8', '24:00', '25:00', '8:70', 'x'].map(readClock)).toEqual([
    510,
    510,
    480,
    1440,
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
  expect(['37.3', '37', '３７。３', '37.35'].map(readTenths)).toEqual([373, 370, 373, Number.NaN]);
  expect(writeClock(1440)).toBe('24:00');
  const hours = inUnits(60);
  expect([hours.read('1.5'), hours.write(90), hours.read('-1')]).toEqual([90, '1.5', Number.NaN]);
  expect(splitNames('3、5，7栋 7栋')).toEqual(['3', '5', '7栋']);
});
