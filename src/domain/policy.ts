import type { Direction, MeasuringSite, Verdict } from './entry.ts';
import type { HouseholdColour } from './reason.ts';

export const CODES_REQUIRED = ['never', 'visitors', 'everybody'] as const;
export type CodesRequired = (typeof CODES_REQUIRED)[number];

/** The street's rules as data: made at the desk, signed, pulled by phones. Records name the version that judged. */
export interface Policy {
  readonly version: number;
  /** Epoch milliseconds. */
  readonly effectiveFrom: number;
  /** Inclusive: a reading at the threshold is fever. */
  readonly feverThresholdTenths: Readonly<Record<MeasuringSite, number>>;
  /** Below this a reading is an error or a cold instrument. */
  readonly lowThresholdTenths: number;
  /** The instrument at hand for everybody, and the one for second readings. */
  readonly firstSite: MeasuringSite;
  readonly secondSite: MeasuringSite;
  readonly secondReadingWaitMs: number;
  readonly warmUpWaitMs: number;
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
  /** Somebody who goes out twice without coming in, or the other way round, is looked at. */
  readonly antiPassback: boolean;
  /** IANA name of the street's zone. */
  readonly timeZone: string;
}

export const DEFAULT_POLICY: Policy = {
  version: 1,
  effectiveFrom: 0,
  feverThresholdTenths: { forehead: 373, axillary: 373, ear: 373, wrist: 373 },
  lowThresholdTenths: 340,
  firstSite: 'forehead',
  secondSite: 'axillary',
  secondReadingWaitMs: 5 * 60_000,
  warmUpWaitMs: 5 * 60_000,
  maskRequired: true,
  colours: { red: { out: 'stop', in: 'check' }, orange: { out: 'check', in: 'pass' } },
  repeatWindowMs: 10_000,
  lockAfterHiddenMs: 5 * 60_000,
  visitorCodeDays: 30,
  codesRequired: 'never',
  antiPassback: true,
  timeZone: 'Asia/Shanghai',
};
