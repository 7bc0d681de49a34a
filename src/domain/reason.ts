import type { CodeColour, Direction, Purpose } from './entry.ts';

export const HOUSEHOLD_COLOURS = ['green', 'blue', 'yellow', 'orange', 'red'] as const;
export type HouseholdColour = (typeof HOUSEHOLD_COLOURS)[number];

/**
 * Why the judge said what it said, with the data that its sentence needs. Codes are kept for ever:
 * records name them by their place in REASON_CODES, so new ones go to the end.
 */
export type Reason =
  | {
      readonly code: 'fever-first';
      readonly temperatureTenths: number;
      readonly thresholdTenths: number;
    }
  | {
      readonly code: 'fever-again';
      readonly temperatureTenths: number;
      readonly thresholdTenths: number;
    }
  | {
      readonly code: 'reading-low';
      readonly temperatureTenths: number;
      readonly thresholdTenths: number;
    }
  | { readonly code: 'mask-missing' }
  | { readonly code: 'colour'; readonly colour: HouseholdColour; readonly direction: Direction }
  | { readonly code: 'pass-expired'; readonly validUntil: number }
  | { readonly code: 'pass-not-yet'; readonly validFrom: number }
  | { readonly code: 'pass-revoked' }
  | { readonly code: 'pass-forged' }
  | { readonly code: 'pass-foreign' }
  | { readonly code: 'not-on-roster' }
  | { readonly code: 'health-code'; readonly colour: Exclude<CodeColour, 'green'> }
  | { readonly code: 'travel-card-starred' }
  /** `since`: when this gate let the person through that way; null when that was taken back meanwhile. */
  | { readonly code: 'already-out' | 'already-in'; readonly since: number | null }
  /** Home isolation; days are the street's, 'YYYY-MM-DD', themselves included. */
  | { readonly code: 'isolated'; readonly until: string }
  | { readonly code: 'denied' }
  /** The household's pass lets nobody out: by the desk, or because somebody returned from elsewhere. */
  | { readonly code: 'pass-void'; readonly until: string }
  | { readonly code: 'returnee'; readonly until: string }
  /** So many of the household went out in so many natural days; the first day on which somebody may again. */
  | {
      readonly code: 'quota-used';
      readonly persons: number;
      readonly periodDays: number;
      readonly nextOn: string;
    }
  /** Came back later than allowed, by so much. */
  | { readonly code: 'overstayed'; readonly minutes: number }
  /** The exit that overstaying cost; the first day on which somebody may again. */
  | { readonly code: 'overstay-cost'; readonly nextOn: string }
  /** Minutes of the street's day of the next window; null: none today. */
  | {
      readonly code: 'outside-hours';
      readonly opensAt: number | null;
      readonly closesAt: number | null;
    }
  | { readonly code: 'purpose-missing' }
  | { readonly code: 'purpose-not-allowed'; readonly purpose: Purpose }
  | { readonly code: 'codes-missing' }
  | { readonly code: 'codes-old'; readonly shownOn: string }
  | { readonly code: 'vehicle-missing' }
  | { readonly code: 'not-local'; readonly plate: string }
  | { readonly code: 'vehicle-not-measured'; readonly people: number; readonly measured: number }
  | { readonly code: 'visitors-closed' }
  | { readonly code: 'host-unconfirmed' }
  | { readonly code: 'slip-missing' }
  /** The paper lifts the rule so many times a day, and did. */
  | { readonly code: 'document-used-up'; readonly documentId: number; readonly perDay: number }
  /** A second reading is taken with another instrument. */
  | { readonly code: 'same-instrument' }
  /** What other gates let through is not known since (epoch ms; null: never heard). Weakens a verdict, changes none. */
  | { readonly code: 'stale'; readonly heardAt: number | null }
  /** A rule would have stopped or held; this paper lifted it. */
  | { readonly code: 'lifted'; readonly documentId: number };

export type ReasonCode = Reason['code'];

export const REASON_CODES = [
  'fever-first',
  'fever-again',
  'reading-low',
  'mask-missing',
  'colour',
  'pass-expired',
  'pass-not-yet',
  'pass-revoked',
  'pass-forged',
  'pass-foreign',
  'not-on-roster',
  'health-code',
  'travel-card-starred',
  'already-out',
  'already-in',
  'isolated',
  'denied',
  'pass-void',
  'returnee',
  'quota-used',
  'overstayed',
  'overstay-cost',
  'outside-hours',
  'purpose-missing',
  'purpose-not-allowed',
  'codes-missing',
  'codes-old',
  'vehicle-missing',
  'not-local',
  'vehicle-not-measured',
  'visitors-closed',
  'host-unconfirmed',
  'slip-missing',
  'document-used-up',
  'same-instrument',
  'stale',
  'lifted',
] as const satisfies readonly ReasonCode[];
