import type { CodeColour, Direction } from './entry.ts';

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
  | { readonly code: 'already-out' | 'already-in'; readonly since: number | null };

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
] as const satisfies readonly ReasonCode[];
