/** What the street's process tells the journey once it is ready. */
export interface StreetFacts {
  readonly url: string;
  readonly gateName: string;
  readonly compoundName: string;
  readonly gateCard: string;
  readonly otherGateCard: string;
  readonly phoneInvitation: string;
  readonly secondPhoneInvitation: string;
  readonly deskInvitation: string;
  readonly cast: Readonly<Record<CastName, Resident>>;
  readonly passes: Readonly<Record<'expired' | 'forged' | 'foreign', string>>;
  readonly otherCompound: Resident;
  /** Random parts of names, rooms and phone numbers: none may stand readable on a phone. */
  readonly planted: readonly string[];
}

export interface Resident {
  readonly name: string;
  readonly room: string;
  readonly phoneTail: string;
  readonly initials: readonly string[];
  readonly passText: string;
}

/** The residents who come to the gate in the journey, by the part they play. */
export const CAST_NAMES = [
  'known',
  'feverTwice',
  'feverOnce',
  'byRoom',
  'byInitials',
  'byPhone',
  'waits',
  'unmasked',
  'undone',
  'corrected',
  'interrupted',
  'red',
  'revoked',
  'expired',
] as const;
export type CastName = (typeof CAST_NAMES)[number];

/** The journey holds the street's clock: epoch ms, always a whole second. */
export interface SetClock {
  readonly clock: number;
}
