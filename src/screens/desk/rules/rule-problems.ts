import { type ClockWindow, LIFTABLE_RULES } from '../../../domain/policy.ts';
import { HOUSEHOLD_COLOURS } from '../../../domain/reason.ts';
import { parsePolicyMake } from '../../../protocol/policies.ts';
import { sent, tidy, USUAL_SHAPES } from './rule-draft.ts';
import type { Rules, RuleTopic } from './rule-sentences.ts';

export const RULE_PROBLEMS = [
  'figure-missing',
  'fever-range',
  'low-above-fever',
  'same-site',
  'wait-long',
  'instrument-unnamed',
  'quota-range',
  'directions-missing',
  'windows-missing',
  'window-turned',
  'names-long',
  'shapes-same',
  'codes-age',
  'document-unnamed',
  'document-twice',
  'document-lifts-nothing',
  'document-per-day',
  'visitor-days',
  'prefix-long',
  'times-range',
  'too-many',
  'other',
] as const;

export interface RuleProblem {
  readonly topic: RuleTopic;
  readonly what: (typeof RULE_PROBLEMS)[number];
}

const MINUTE_MS = 60_000;
const isWithin = (value: number, low: number, high: number): boolean =>
  Number.isSafeInteger(value) && value >= low && value <= high;

/** What a server would refuse, and what nobody can mean, before it is sent. Empty: it can be sent. */
export function ruleProblems(rules: Rules): RuleProblem[] {
  const problems = [
    ...measuringProblems(rules),
    ...quotaProblems(rules),
    ...hoursProblems(rules),
    ...colourProblems(rules),
    ...documentProblems(rules),
    ...otherProblems(rules),
  ];
  const unique = problems.filter(
    ({ topic, what }, place) =>
      problems.findIndex((one) => one.topic === topic && one.what === what) === place,
  );
  if (unique.length > 0) return unique;
  const made = parsePolicyMake({ basedOn: 0, effectiveFrom: null, policy: sent(rules) });
  return made.ok ? [] : [{ topic: 'other', what: 'other' }];
}

type Found = RuleProblem['what'] | false;
const of = (topic: RuleTopic, found: readonly Found[]): RuleProblem[] =>
  found.filter((what) => what !== false).map((what) => ({ topic, what }));

function measuringProblems(rules: Rules): RuleProblem[] {
  const { feverThresholdTenths, lowThresholdTenths, instruments } = rules;
  const pairs = [
    ...Object.values(feverThresholdTenths).map((fever) => [fever, lowThresholdTenths] as const),
    ...instruments.map((one) => [one.feverThresholdTenths, one.lowThresholdTenths] as const),
  ];
  const isTemperature = (tenths: number): boolean => isWithin(tenths, 300, 450);
  return of('measuring', [
    pairs.flat().some((tenths) => !isTemperature(tenths)) && 'fever-range',
    pairs.some(([fever, low]) => low >= fever) && 'low-above-fever',
    rules.firstSite === rules.secondSite && instruments.length < 2 && 'same-site',
    [rules.secondReadingWaitMs, rules.warmUpWaitMs].some(
      (waitMs) => !isWithin(waitMs, 0, 60 * MINUTE_MS),
    ) && 'wait-long',
    instruments.some(({ name }) => name.trim() === '') && 'instrument-unnamed',
    instruments.length > 20 && 'too-many',
  ]);
}

function quotaProblems({ quota }: Rules): RuleProblem[] {
  if (!quota) return [];
  const { persons, periodDays, maxOutMinutes, returneeVoidDays } = quota;
  const isFine =
    isWithin(persons, 0, 20) &&
    isWithin(periodDays, 1, 31) &&
    isWithin(maxOutMinutes, 0, 7 * 1_440) &&
    isWithin(returneeVoidDays, 0, 31);
  return of('quota', [!isFine && 'quota-range']);
}

const windowFound = (windows: readonly ClockWindow[]): Found[] => [
  windows.some(({ fromMinute, toMinute }) => Number.isNaN(fromMinute + toMinute)) &&
    'figure-missing',
  windows.some(({ fromMinute, toMinute }) => fromMinute >= toMinute) && 'window-turned',
  windows.length > 12 && 'too-many',
];

function hoursProblems({ hours }: Rules): RuleProblem[] {
  return of('hours', [
    ...hours.flatMap(({ directions, homes, windows }): Found[] => [
      directions.length === 0 && 'directions-missing',
      windows.length === 0 && 'windows-missing',
      [...homes.buildings, ...homes.units].some((name) => name.length > 20) && 'names-long',
      (homes.buildings.length > 200 || homes.units.length > 50) && 'too-many',
      ...windowFound(windows),
    ]),
    hours.length > 50 && 'too-many',
  ]);
}

function colourProblems(rules: Rules): RuleProblem[] {
  const { colourMeanings } = tidy(rules);
  const shapes = HOUSEHOLD_COLOURS.map(
    (colour) => colourMeanings[colour]?.shape ?? USUAL_SHAPES[colour],
  );
  return of('colours', [new Set(shapes).size < shapes.length && 'shapes-same']);
}

function documentProblems({ documents }: Rules): RuleProblem[] {
  const names = documents.map(({ name }) => name.trim());
  return of('documents', [
    names.includes('') && 'document-unnamed',
    new Set(names).size < names.length && 'document-twice',
    documents.some(({ lifts }) => !LIFTABLE_RULES.some((rule) => lifts.includes(rule))) &&
      'document-lifts-nothing',
    documents.some(({ directions }) => directions.length === 0) && 'directions-missing',
    documents.some(({ perDay }) => !isWithin(perDay, 0, 100)) && 'document-per-day',
    documents.length > 40 && 'too-many',
  ]);
}

function otherProblems(rules: Rules): RuleProblem[] {
  const { localPrefixes } = rules.vehicles;
  return [
    ...of('codes', [!isWithin(rules.codesMaxAgeDays, 0, 30) && 'codes-age']),
    ...of('visitors', [!isWithin(rules.visitorCodeDays, 0, 366) && 'visitor-days']),
    ...of('vehicles', [
      localPrefixes.some((prefix) => prefix.length > 8) && 'prefix-long',
      localPrefixes.length > 40 && 'too-many',
    ]),
    ...of('other', [
      ...windowFound(rules.clicker),
      !(
        isWithin(rules.staleAfterMs, MINUTE_MS, 7 * 24 * 60 * MINUTE_MS) &&
        isWithin(rules.repeatWindowMs, 0, 10 * MINUTE_MS) &&
        isWithin(rules.lockAfterHiddenMs, 30_000, 60 * MINUTE_MS)
      ) && 'times-range',
    ]),
  ];
}
