import type { Direction, MeasuringSite, Purpose, Verdict } from './entry.ts';
import type { HouseholdColour } from './reason.ts';

export const CODES_REQUIRED = ['never', 'visitors', 'everybody'] as const;
export type CodesRequired = (typeof CODES_REQUIRED)[number];

/** Shapes that stand for a household's colour wherever colour alone would have to be seen. */
export const COLOUR_SHAPES = ['circle', 'square', 'triangle', 'diamond', 'octagon'] as const;
export type ColourShape = (typeof COLOUR_SHAPES)[number];

export interface ColourMeaning {
  /** In the street's own words, at most 40 UTF-16 units: 'came back from elsewhere within 14 days'. */
  readonly meaning: string;
  readonly shape: ColourShape;
}

/** One kind of thermometer that the street's gates use. Ids are never used again in a street. */
export interface Instrument {
  readonly id: number;
  readonly name: string;
  readonly site: MeasuringSite;
  /** Inclusive. */
  readonly feverThresholdTenths: number;
  readonly lowThresholdTenths: number;
}

/** Minutes of the street's day, 0 to 1,440: from … until before. */
export interface ClockWindow {
  readonly fromMinute: number;
  readonly toMinute: number;
}

export const PARITIES = ['any', 'odd', 'even'] as const;

/** Homes that a rule is for. An empty list names all; parity is that of the building's number. */
export interface HomeSelector {
  readonly compoundIds: readonly string[];
  readonly buildings: readonly string[];
  readonly units: readonly string[];
  readonly parity: (typeof PARITIES)[number];
}

/** Whoever is named by at least one of these for a direction goes only in the windows of those that name them. */
export interface HoursRule {
  readonly directions: readonly Direction[];
  readonly homes: HomeSelector;
  readonly windows: readonly ClockWindow[];
}

/** How often a household may go out. */
export interface ExitQuota {
  /** Exits of any person, counted over `periodDays` natural days of the street, today included. */
  readonly persons: number;
  readonly periodDays: number;
  /** How long one may stay out; 0: no limit. */
  readonly maxOutMinutes: number;
  /** Purposes whose exits count; empty: every exit does. */
  readonly countedPurposes: readonly Purpose[];
  /** Whoever stayed out too long costs the household its next exit. */
  readonly overstayCostsExit: boolean;
  /** After somebody came in with the purpose `returning`, nobody of the household goes out for so many days; 0: no rule. */
  readonly returneeVoidDays: number;
}

/** Rules that a paper can lift. Fever, isolation, the deny list and forged passes are never lifted. */
export const LIFTABLE_RULES = [
  'quota',
  'hours',
  'purpose',
  'colour',
  'codes',
  'vehicle',
  'visitors',
] as const;
export type LiftableRule = (typeof LIFTABLE_RULES)[number];

/** A paper or certificate that lifts rules. Ids are never used again in a street. */
export interface DocumentKind {
  readonly id: number;
  /** As volunteers call it, at most 40 UTF-16 units. */
  readonly name: string;
  readonly lifts: readonly LiftableRule[];
  readonly directions: readonly Direction[];
  /** How many passings a day it is good for, of one household or visitor; 0: any number. */
  readonly perDay: number;
}

export interface PurposeRule {
  /** Nobody goes that way without saying what for. */
  readonly isAsked: boolean;
  /** Only for these; null: for any. */
  readonly allowed: readonly Purpose[] | null;
}

export interface VehicleRule {
  /** The gate is on a road: every passing is of a vehicle. */
  readonly isAsked: boolean;
  /** How local plates begin, '鄂J'; empty: every plate is local. */
  readonly localPrefixes: readonly string[];
  readonly notLocal: Verdict;
  readonly everyoneMeasured: boolean;
}

export const OVERRIDES = ['nobody', 'leader', 'anybody'] as const;
/** Who may let pass, with a reason in words, whom the rules stop. The leader is who is named first on duty. */
export type Override = (typeof OVERRIDES)[number];

/** The street's rules as data: made at the desk, signed, pulled by phones. Records name the version that judged. */
export interface Policy {
  readonly version: number;
  /** Epoch milliseconds. */
  readonly effectiveFrom: number;
  /** What the street calls these rules; empty: the usual ones. */
  readonly title: string;
  /** Inclusive: a reading at the threshold is fever. */
  readonly feverThresholdTenths: Readonly<Record<MeasuringSite, number>>;
  /** Below this a reading is an error or a cold instrument. */
  readonly lowThresholdTenths: number;
  /** The instrument at hand for everybody, and the one for second readings. */
  readonly firstSite: MeasuringSite;
  readonly secondSite: MeasuringSite;
  readonly secondReadingWaitMs: number;
  readonly warmUpWaitMs: number;
  /** Empty: only the measuring site is told, with the thresholds above. */
  readonly instruments: readonly Instrument[];
  readonly maskRequired: boolean;
  /** What a household colour does by itself, per direction; a colour that is absent passes. */
  readonly colours: Readonly<
    Partial<Record<HouseholdColour, Readonly<Record<Direction, Verdict>>>>
  >;
  /** The same code again while its entry is open, or within this after it in the same direction, adds nothing. */
  readonly repeatWindowMs: number;
  readonly lockAfterHiddenMs: number;
  /** How long a visitor may keep their code on their own phone, in days; 0: not at all. */
  readonly visitorCodeDays: number;
  /** Of whom health code and travel card must be seen before anybody is let through. */
  readonly codesRequired: CodesRequired;
  /** How many days old a code may be; 0: of today. */
  readonly codesMaxAgeDays: number;
  /** Somebody who goes out twice without coming in, or the other way round, is looked at. */
  readonly antiPassback: boolean;
  readonly colourMeanings: Readonly<Partial<Record<HouseholdColour, ColourMeaning>>>;
  readonly quota: ExitQuota | null;
  readonly hours: readonly HoursRule[];
  readonly purposes: Readonly<Record<Direction, PurposeRule>>;
  readonly documents: readonly DocumentKind[];
  /** What visitors get by themselves, coming in. */
  readonly visitors: Verdict;
  /** Somebody of the household must have been asked before a visitor comes in. */
  readonly hostConfirmation: boolean;
  readonly vehicles: VehicleRule;
  /** Goods go out only with a slip. */
  readonly goodsSlip: boolean;
  readonly override: Override;
  /** When people may be counted by a clicker instead of being registered one by one. */
  readonly clicker: readonly ClockWindow[];
  /** Knowledge of other gates that is older than this is said to be. */
  readonly staleAfterMs: number;
  /** IANA name of the street's zone. */
  readonly timeZone: string;
}

export const DEFAULT_POLICY: Policy = {
  version: 1,
  effectiveFrom: 0,
  title: '',
  feverThresholdTenths: { forehead: 373, axillary: 373, ear: 373, wrist: 373 },
  lowThresholdTenths: 340,
  firstSite: 'forehead',
  secondSite: 'axillary',
  secondReadingWaitMs: 5 * 60_000,
  warmUpWaitMs: 5 * 60_000,
  instruments: [],
  maskRequired: true,
  colours: { red: { out: 'stop', in: 'check' }, orange: { out: 'check', in: 'pass' } },
  repeatWindowMs: 10_000,
  lockAfterHiddenMs: 5 * 60_000,
  visitorCodeDays: 30,
  codesRequired: 'never',
  codesMaxAgeDays: 0,
  antiPassback: true,
  colourMeanings: {},
  quota: null,
  hours: [],
  purposes: {
    out: { isAsked: false, allowed: null },
    in: { isAsked: false, allowed: null },
  },
  documents: [],
  visitors: 'pass',
  hostConfirmation: false,
  vehicles: { isAsked: false, localPrefixes: [], notLocal: 'check', everyoneMeasured: false },
  goodsSlip: false,
  override: 'anybody',
  clicker: [],
  staleAfterMs: 60 * 60_000,
  timeZone: 'Asia/Shanghai',
};
