import { beforeAll, expect, test } from 'vitest';
import { DEFAULT_POLICY, type ExitQuota } from '../../src/domain/policy.ts';
import { POLICY_TEMPLATES, templateRules } from '../../src/domain/policy-templates.ts';
import {
  RULE_TOPICS,
  type Rules,
  ruleSentences,
} from '../../src/screens/desk/rules/rule-sentences.ts';
import { type Locale, loadWords } from '../../src/words/i18n.ts';

const { version: _version, effectiveFrom: _from, timeZone: _zone, ...USUAL } = DEFAULT_POLICY;
const QUOTA: ExitQuota = {
  persons: 1,
  periodDays: 2,
  maxOutMinutes: 120,
  countedPurposes: [],
  overstayCostsExit: false,
  returneeVoidDays: 0,
};
const HOMES = { compoundIds: [], buildings: [], units: [], parity: 'any' } as const;
const HOURS = {
  directions: ['out'],
  homes: HOMES,
  windows: [{ fromMinute: 360, toMinute: 720 }],
} as const;
const PAPER = { id: 1, name: '铁路证', lifts: ['quota'], directions: ['out'], perDay: 0 } as const;
const GUN = {
  id: 1,
  name: '额温枪',
  site: 'forehead',
  feverThresholdTenths: 373,
  lowThresholdTenths: 340,
} as const;
const ASKED = { isAsked: true, allowed: null } as const;

const hours = (homes: Partial<Rules['hours'][number]['homes']>): Rules['hours'] => [
  { ...HOURS, homes: { ...HOMES, ...homes } },
];

/** Of every field of the rules: values that differ in what somebody at a gate gets to hear, each from each. */
const VALUES: { readonly [K in keyof Rules]: readonly Rules[K][] } = {
  title: ['', '封控期'],
  feverThresholdTenths: [
    USUAL.feverThresholdTenths,
    { forehead: 372, axillary: 372, ear: 372, wrist: 372 },
    { forehead: 372, axillary: 373, ear: 373, wrist: 373 },
    { forehead: 373, axillary: 373, ear: 373, wrist: 372 },
  ],
  lowThresholdTenths: [340, 350],
  firstSite: ['forehead', 'wrist'],
  secondSite: ['axillary', 'ear'],
  secondReadingWaitMs: [300_000, 90_000, 600_000],
  warmUpWaitMs: [300_000, 600_000],
  instruments: [
    [],
    [GUN],
    [{ ...GUN, name: '红外' }],
    [{ ...GUN, site: 'wrist' }],
    [{ ...GUN, feverThresholdTenths: 370 }],
    [{ ...GUN, lowThresholdTenths: 350 }],
  ],
  maskRequired: [true, false],
  colours: [
    {},
    { red: { out: 'stop', in: 'check' } },
    { red: { out: 'check', in: 'check' } },
    { red: { out: 'stop', in: 'pass' } },
    { blue: { out: 'stop', in: 'check' } },
  ],
  repeatWindowMs: [10_000, 60_000],
  lockAfterHiddenMs: [300_000, 60_000],
  visitorCodeDays: [30, 0],
  codesRequired: ['never', 'visitors', 'everybody'],
  codesMaxAgeDays: [0, 2],
  antiPassback: [true, false],
  colourMeanings: [
    {},
    { yellow: { meaning: '十四天内从外地回来', shape: 'triangle' } },
    { yellow: { meaning: '密接', shape: 'triangle' } },
    { yellow: { meaning: '密接', shape: 'circle' } },
  ],
  quota: [
    null,
    QUOTA,
    { ...QUOTA, persons: 0 },
    { ...QUOTA, persons: 2 },
    { ...QUOTA, periodDays: 3 },
    { ...QUOTA, maxOutMinutes: 0 },
    { ...QUOTA, maxOutMinutes: 90 },
    { ...QUOTA, countedPurposes: ['shopping'] },
    { ...QUOTA, overstayCostsExit: true },
    { ...QUOTA, returneeVoidDays: 14 },
  ],
  hours: [
    [],
    [HOURS],
    [{ ...HOURS, directions: ['out', 'in'] }],
    [{ ...HOURS, directions: ['in'] }],
    [{ ...HOURS, windows: [] }],
    [{ ...HOURS, windows: [{ fromMinute: 360, toMinute: 1440 }] }],
    hours({ parity: 'odd' }),
    hours({ parity: 'even' }),
    hours({ buildings: ['3', '5'] }),
    hours({ units: ['2'] }),
    hours({ compoundIds: ['m1'] }),
  ],
  purposes: [
    USUAL.purposes,
    { ...USUAL.purposes, out: ASKED },
    { ...USUAL.purposes, in: ASKED },
    { ...USUAL.purposes, out: { isAsked: true, allowed: ['medical'] } },
    { ...USUAL.purposes, out: { isAsked: true, allowed: [] } },
  ],
  documents: [
    [],
    [PAPER],
    [{ ...PAPER, name: '健康证' }],
    [{ ...PAPER, lifts: ['quota', 'hours'] }],
    [{ ...PAPER, directions: ['in'] }],
    [{ ...PAPER, perDay: 2 }],
  ],
  visitors: ['pass', 'check', 'stop'],
  hostConfirmation: [false, true],
  vehicles: [
    USUAL.vehicles,
    { ...USUAL.vehicles, isAsked: true },
    { ...USUAL.vehicles, localPrefixes: ['鄂J'] },
    { ...USUAL.vehicles, notLocal: 'stop' },
    { ...USUAL.vehicles, everyoneMeasured: true },
  ],
  goodsSlip: [false, true],
  override: ['nobody', 'leader', 'anybody'],
  clicker: [[], [{ fromMinute: 420, toMinute: 540 }]],
  staleAfterMs: [3_600_000, 1_800_000],
};

const nameOf = (placeId: string): string => (placeId === 'm1' ? '梧桐里小区' : placeId);
const all = (rules: Rules): string =>
  RULE_TOPICS.flatMap((topic) => ruleSentences(rules, nameOf)[topic]).join('\n');
const tell = async (locale: Locale): Promise<void> => {
  await loadWords(locale, 'phone');
  await loadWords(locale, 'desk');
};

beforeAll(() => tell('zh-CN'));

test.each(['zh-CN', 'zh-TW', 'en'] as const)(
  'whatever differs between two sets of rules is read in a sentence (%s)',
  async (locale) => {
    await tell(locale);
    for (const field of Object.keys(VALUES) as (keyof Rules)[]) {
      const readings = VALUES[field].map((value) => all({ ...USUAL, [field]: value } as Rules));
      expect(new Set(readings).size, field).toBe(readings.length);
      for (const reading of readings) expect(reading).not.toMatch(/\{|\brules?\.[a-z]/);
    }
    await tell('zh-CN');
  },
);

test('one person in two days is read as a neighbour would say it', () => {
  const { title: _title, ...rules } = templateRules('one-in-two-days', DEFAULT_POLICY);
  const said = ruleSentences({ ...rules, title: '' }, nameOf);
  expect(said.quota).toEqual([
    '一户两天内出 1 人次',
    '每次不超过 2 小时',
    '算次数的只有：采购、其他',
    '超时才回，下一次就停掉',
    '户里有人从外地回来，全户 14 天不出门',
  ]);
  expect(said.visitors[0]).toBe('不接待来访');
  expect(said.measuring[0]).toBe('体温到 37.3 ℃ 就算发热');
});

test('staggered hours name the buildings and the minutes', () => {
  expect(ruleSentences(templateRules('staggered', DEFAULT_POLICY), nameOf).hours).toEqual([
    '单号楼出门：06:00 到 12:00',
    '双号楼出门：12:00 到 20:00',
    '没写到的楼不限时段',
  ]);
});

test('every template is read whole, topic by topic', () => {
  for (const name of POLICY_TEMPLATES) {
    const said = ruleSentences(templateRules(name, DEFAULT_POLICY), nameOf);
    for (const topic of RULE_TOPICS)
      expect(said[topic].length, `${name} ${topic}`).toBeGreaterThan(0);
  }
});
