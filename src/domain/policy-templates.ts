import { DEFAULT_POLICY, type Policy } from './policy.ts';

/** The usual regimes that a street begins from; each is changed in forms before it is made. */
export const POLICY_TEMPLATES = [
  'open',
  'registered',
  'one-in-two-days',
  'staggered',
  'sealed',
  'traffic',
] as const;
export type PolicyTemplate = (typeof POLICY_TEMPLATES)[number];

type Rules = Omit<Policy, 'version' | 'effectiveFrom' | 'timeZone'>;

/** The street's own under any regime: how it measures, its papers and colours, what its phones and visitors' codes do. */
const {
  version: _version,
  effectiveFrom: _from,
  timeZone: _zone,
  feverThresholdTenths: _fever,
  lowThresholdTenths: _low,
  firstSite: _first,
  secondSite: _second,
  secondReadingWaitMs: _wait,
  warmUpWaitMs: _warmUp,
  instruments: _instruments,
  documents: _documents,
  colourMeanings: _colours,
  lockAfterHiddenMs: _lock,
  visitorCodeDays: _codeDays,
  ...USUAL
} = DEFAULT_POLICY;
type Regime = typeof USUAL;
const ANY_HOME = { compoundIds: [], buildings: [], units: [], parity: 'any' } as const;
const MORNING = { fromMinute: 6 * 60, toMinute: 12 * 60 };
const AFTERNOON = { fromMinute: 12 * 60, toMinute: 20 * 60 };

const registered: Regime = {
  ...USUAL,
  purposes: { out: { isAsked: false, allowed: null }, in: { isAsked: false, allowed: null } },
  codesRequired: 'visitors',
  visitors: 'pass',
  hostConfirmation: true,
};

const TEMPLATES: Readonly<Record<PolicyTemplate, Regime>> = {
  open: { ...USUAL, maskRequired: false, antiPassback: false, colours: {} },
  registered,
  'one-in-two-days': {
    ...registered,
    visitors: 'stop',
    quota: {
      persons: 1,
      periodDays: 2,
      maxOutMinutes: 120,
      countedPurposes: ['shopping', 'other'],
      overstayCostsExit: true,
      returneeVoidDays: 14,
    },
    purposes: { out: { isAsked: true, allowed: null }, in: { isAsked: false, allowed: null } },
    goodsSlip: false,
    override: 'leader',
  },
  staggered: {
    ...registered,
    hours: [
      { directions: ['out'], homes: { ...ANY_HOME, parity: 'odd' }, windows: [MORNING] },
      { directions: ['out'], homes: { ...ANY_HOME, parity: 'even' }, windows: [AFTERNOON] },
    ],
  },
  sealed: {
    ...registered,
    visitors: 'stop',
    codesRequired: 'everybody',
    purposes: {
      out: { isAsked: true, allowed: ['medical'] },
      in: { isAsked: false, allowed: null },
    },
    override: 'leader',
  },
  traffic: {
    ...USUAL,
    antiPassback: false,
    codesRequired: 'everybody',
    purposes: { out: { isAsked: true, allowed: null }, in: { isAsked: true, allowed: null } },
    vehicles: { isAsked: true, localPrefixes: [], notLocal: 'check', everyoneMeasured: true },
    override: 'leader',
  },
};

/** All rules of a regime, with what is the street's own under any. */
export function templateRules(name: PolicyTemplate, current: Policy): Rules {
  const { version: _, effectiveFrom: __, timeZone: ___, ...rules } = current;
  return { ...rules, ...TEMPLATES[name] };
}
