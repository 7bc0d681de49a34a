import { MEASURING_SITES } from '../../../domain/entry.ts';
import type {
  ClockWindow,
  DocumentKind,
  HomeSelector,
  HoursRule,
  Policy,
  PurposeRule,
} from '../../../domain/policy.ts';
import { HOUSEHOLD_COLOURS, type HouseholdColour } from '../../../domain/reason.ts';
import { say } from '../../../words/i18n.ts';
import { writeClock, writeTenths } from '../parts/figures.ts';

/** In the order in which a neighbour would ask. */
export const RULE_TOPICS = [
  'measuring',
  'quota',
  'hours',
  'purposes',
  'colours',
  'codes',
  'documents',
  'visitors',
  'vehicles',
  'other',
] as const;
export type RuleTopic = (typeof RULE_TOPICS)[number];

/** Rules without what the server gives them. */
export type Rules = Omit<Policy, 'version' | 'effectiveFrom' | 'timeZone'>;
type NameOf = (placeId: string) => string;

const MINUTE_MS = 60_000;

/** Whole rules as a neighbour would say them. `nameOf` names compounds; what it does not know stays out. */
export const ruleSentences = (rules: Rules, nameOf: NameOf): Record<RuleTopic, string[]> => ({
  measuring: measuringSentences(rules),
  quota: quotaSentences(rules),
  hours: hoursSentences(rules, nameOf),
  purposes: [purposeSentence('out', rules.purposes.out), purposeSentence('in', rules.purposes.in)],
  colours: colourSentences(rules),
  codes: codeSentences(rules),
  documents: documentSentences(rules),
  visitors: visitorSentences(rules),
  vehicles: vehicleSentences(rules),
  other: otherSentences(rules),
});

const listed = (words: readonly string[]): string => words.join(say('rule.and'));

/** '2 小时', '5 分钟', '90 秒': whole, whatever the unit. */
function lasting(ms: number): string {
  if (ms > 0 && ms % (60 * MINUTE_MS) === 0)
    return say('age.hours', { count: ms / MINUTE_MS / 60 });
  if (ms % MINUTE_MS === 0) return say('age.minutes', { count: ms / MINUTE_MS });
  return say('age.seconds', { count: ms / 1000 });
}

export const windowWords = ({ fromMinute, toMinute }: ClockWindow): string =>
  say('rule.window', { from: writeClock(fromMinute), to: writeClock(toMinute) });

function measuringSentences(rules: Rules): string[] {
  const { feverThresholdTenths: fever, lowThresholdTenths, firstSite, secondSite } = rules;
  const isSame = new Set(Object.values(fever)).size === 1;
  return [
    isSame
      ? say('rule.fever', { degrees: writeTenths(fever.forehead) })
      : say('rule.fever-by-site', {
          list: listed(
            MEASURING_SITES.map((site) =>
              say('rule.fever-at', {
                site: say(`site.${site}`),
                degrees: writeTenths(fever[site]),
              }),
            ),
          ),
        }),
    say('rule.second-reading', {
      first: say(`site.${firstSite}`),
      second: say(`site.${secondSite}`),
      wait: lasting(rules.secondReadingWaitMs),
    }),
    say('rule.low', {
      degrees: writeTenths(lowThresholdTenths),
      wait: lasting(rules.warmUpWaitMs),
    }),
    ...rules.instruments.map(({ name, site, feverThresholdTenths, lowThresholdTenths: low }) =>
      say('rule.instrument', {
        name,
        site: say(`site.${site}`),
        fever: writeTenths(feverThresholdTenths),
        low: writeTenths(low),
      }),
    ),
  ];
}

function quotaSentences({ quota }: Rules): string[] {
  if (!quota) return [say('rule.quota-none')];
  const { persons, periodDays, maxOutMinutes, countedPurposes, returneeVoidDays } = quota;
  return [
    persons === 0
      ? say('rule.quota-nobody', { days: periodDays })
      : say('rule.quota', { days: periodDays, persons }),
    maxOutMinutes === 0
      ? say('rule.quota-any-time')
      : say('rule.quota-time', { time: lasting(maxOutMinutes * MINUTE_MS) }),
    countedPurposes.length === 0
      ? say('rule.quota-counts-all')
      : say('rule.quota-counts', {
          purposes: listed(countedPurposes.map((one) => say(`purpose.${one}`))),
        }),
    say(quota.overstayCostsExit ? 'rule.overstay-costs' : 'rule.overstay-free'),
    ...(returneeVoidDays > 0 ? [say('rule.returnee', { days: returneeVoidDays })] : []),
  ];
}

function homesWords({ compoundIds, buildings, units, parity }: HomeSelector, nameOf: NameOf) {
  const words = [
    ...(compoundIds.length > 0 ? [listed(compoundIds.map(nameOf))] : []),
    ...(buildings.length > 0 ? [say('rule.buildings', { list: listed(buildings) })] : []),
    ...(units.length > 0 ? [say('rule.units', { list: listed(units) })] : []),
    ...(parity === 'any' ? [] : [say(`rule.parity-${parity}`)]),
  ];
  return words.length > 0 ? words.join(' ') : say('rule.all-homes');
}

const directionsWords = (directions: HoursRule['directions']): string =>
  say('rule.directions', {
    directions: directions.length === 2 ? 'both' : (directions[0] ?? 'none'),
  });

function hoursSentences({ hours }: Rules, nameOf: NameOf): string[] {
  if (hours.length === 0) return [say('rule.hours-none')];
  return [
    ...hours.map(({ directions, homes, windows }) => {
      const about = { homes: homesWords(homes, nameOf), directions: directionsWords(directions) };
      return windows.length === 0
        ? say('rule.hours-never', about)
        : say('rule.hours', { ...about, windows: listed(windows.map(windowWords)) });
    }),
    say('rule.hours-rest'),
  ];
}

function purposeSentence(direction: 'out' | 'in', { isAsked, allowed }: PurposeRule): string {
  if (allowed === null) {
    return say(isAsked ? 'rule.purpose-asked' : 'rule.purpose-free', { direction });
  }
  return allowed.length === 0
    ? say('rule.purpose-none', { direction })
    : say('rule.purpose-only', {
        direction,
        purposes: listed(allowed.map((one) => say(`purpose.${one}`))),
      });
}

function colourSentence(colour: HouseholdColour, { colours, colourMeanings }: Rules): string[] {
  const rule = colours[colour];
  const known = colourMeanings[colour];
  if (!rule && !known) return [];
  const name = say(`hue.${colour}`);
  return [
    say('rule.colour', {
      colour: known
        ? say('rule.colour-shaped', { colour: name, shape: say(`rule.shape-${known.shape}`) })
        : name,
      has: known?.meaning ? 'meaning' : 'none',
      meaning: known?.meaning ?? '',
      out: say(`verdict.${rule?.out ?? 'pass'}-short`),
      in: say(`verdict.${rule?.in ?? 'pass'}-short`),
    }),
  ];
}

function colourSentences(rules: Rules): string[] {
  const sentences = HOUSEHOLD_COLOURS.flatMap((colour) => colourSentence(colour, rules));
  return sentences.length > 0 ? sentences : [say('rule.colours-none')];
}

const codeSentences = ({ codesRequired, codesMaxAgeDays }: Rules): string[] => [
  say(`rule.codes-${codesRequired}`),
  ...(codesRequired === 'never' && codesMaxAgeDays === 0
    ? []
    : [say('rule.codes-age', { days: codesMaxAgeDays })]),
];

const documentSentence = ({ name, lifts, directions, perDay }: DocumentKind): string =>
  say('rule.document', {
    name,
    directions: directionsWords(directions),
    lifts: listed(lifts.map((rule) => say(`rule.lifts-${rule}`))),
    perDay,
  });

const documentSentences = ({ documents }: Rules): string[] =>
  documents.length === 0 ? [say('rule.documents-none')] : documents.map(documentSentence);

const visitorSentences = ({ visitors, hostConfirmation, visitorCodeDays }: Rules): string[] => [
  say(`rule.visitors-${visitors}`),
  say(hostConfirmation ? 'rule.host-asked' : 'rule.host-free'),
  say('rule.visitor-code', { days: visitorCodeDays }),
];

function vehicleSentences({ vehicles }: Rules): string[] {
  const { isAsked, localPrefixes, notLocal, everyoneMeasured } = vehicles;
  const verdict = say(`verdict.${notLocal}-short`);
  return [
    say(isAsked ? 'rule.vehicles-only' : 'rule.vehicles-free'),
    localPrefixes.length === 0
      ? say('rule.plates-unnamed', { verdict })
      : say('rule.plates', { prefixes: listed(localPrefixes), verdict }),
    say(everyoneMeasured ? 'rule.vehicle-everyone' : 'rule.vehicle-anyone'),
  ];
}

const otherSentences = (rules: Rules): string[] => [
  ...(rules.title === '' ? [] : [say('rule.title', { title: rules.title })]),
  say(rules.maskRequired ? 'rule.mask' : 'rule.mask-free'),
  say(rules.goodsSlip ? 'rule.slip' : 'rule.slip-free'),
  say(`rule.override-${rules.override}`),
  rules.clicker.length === 0
    ? say('rule.clicker-none')
    : say('rule.clicker', { windows: listed(rules.clicker.map(windowWords)) }),
  say(rules.antiPassback ? 'rule.passback' : 'rule.passback-free'),
  say('rule.stale', { time: lasting(rules.staleAfterMs) }),
  say('rule.repeat', { time: lasting(rules.repeatWindowMs) }),
  say('rule.lock', { time: lasting(rules.lockAfterHiddenMs) }),
];
