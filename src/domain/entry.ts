/** Out to the street, in to the homes. */
export type Direction = 'out' | 'in';
export type Verdict = 'pass' | 'check' | 'stop';

/** What was done with the person in the end. `parked` and `held` are open: something has to follow. */
export const OUTCOMES = ['passed', 'parked', 'turned-back', 'held'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const MEASURING_SITES = ['forehead', 'axillary', 'ear', 'wrist'] as const;
export type MeasuringSite = (typeof MEASURING_SITES)[number];

export interface Reading {
  /** Tenths of a degree Celsius: 365 is 36.5 °C. */
  readonly temperatureTenths: number;
  readonly site: MeasuringSite;
}

/** How the person was identified at the gate. */
export const IDENTIFICATIONS = ['scanned', 'found', 'typed', 'form'] as const;
export type Identification = (typeof IDENTIFICATIONS)[number];

/** The columns of the street's paper register that a visitor fills. Empty text means not given. */
export interface Visitor {
  readonly name: string;
  readonly idNumber: string;
  readonly address: string;
  readonly phone: string;
  readonly purpose: string;
  readonly householdVisited: string;
  readonly plate: string;
  readonly remark: string;
}

export const EMPTY_VISITOR: Visitor = {
  name: '',
  idNumber: '',
  address: '',
  phone: '',
  purpose: '',
  householdVisited: '',
  plate: '',
  remark: '',
};

/** Whom an entry is about. `pass` is a pass whose holder the phone cannot name: no card, or not in its roster. */
export type Subject =
  | { readonly kind: 'resident'; readonly rosterNumber: number }
  | { readonly kind: 'pass'; readonly passNumber: number }
  | { readonly kind: 'visitor'; readonly visitor: Visitor };

export const CODE_COLOURS = ['green', 'yellow', 'red'] as const;
export type CodeColour = (typeof CODE_COLOURS)[number];

/** What somebody goes out or comes in for. For ever: records name one by its place, new ones go to the end. */
export const PURPOSES = [
  'shopping',
  'medical',
  'work',
  'school',
  'duty',
  'delivery',
  'visit',
  'returning',
  'sampling',
  'other',
] as const;
export type Purpose = (typeof PURPOSES)[number];

/**
 * What the person showed or told, as the volunteer tapped it in. At most SHOWN_LIMIT to an entry, each kind once.
 * `shownOn`: the street's day that the code itself displays, 'YYYY-MM-DD'.
 */
export type Shown =
  | { readonly kind: 'health-code'; readonly colour: CodeColour; readonly shownOn: string }
  /** `isStarred`: has been in a city with a district of higher risk. */
  | { readonly kind: 'travel-card'; readonly isStarred: boolean; readonly shownOn: string }
  /** A visitor's code as it was scanned; part of it only the server can open. */
  | { readonly kind: 'visitor-form'; readonly code: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'purpose'; readonly purpose: Purpose }
  /** A paper that lifts rules: one of the policy's documents, by its id. */
  | { readonly kind: 'document'; readonly documentId: number }
  /** `people`: in the vehicle, the driver too. */
  | { readonly kind: 'vehicle'; readonly plate: string; readonly people: number }
  /** The household that was asked about a visitor, as said, and whether it knows of them. */
  | { readonly kind: 'host'; readonly household: string; readonly isConfirmed: boolean }
  /** Goods are carried out; with the slip that names them or without. */
  | { readonly kind: 'goods'; readonly hasSlip: boolean }
  /** A family or a car: the same number for all who came together, the second (since 1970) in which the first was begun. */
  | { readonly kind: 'together'; readonly group: number }
  /** What the reading was taken with: one of the policy's instruments, by its id. */
  | { readonly kind: 'instrument'; readonly instrumentId: number };

/** For ever: records name a kind by its place, and keep what was shown in this order. */
export const SHOWN_KINDS = [
  'health-code',
  'travel-card',
  'visitor-form',
  'purpose',
  'document',
  'vehicle',
  'host',
  'goods',
  'together',
  'instrument',
] as const satisfies readonly Shown['kind'][];
export const SHOWN_LIMIT = SHOWN_KINDS.length;
export const PLATE_LIMIT = 16;
export const HOST_LIMIT = 40;
/** Of a group, or in a vehicle. */
export const TOGETHER_LIMIT = 60;

/** Identity of a record everywhere: the segment's id (32 hex digits) and its number in it, from 1. */
export interface RecordId {
  readonly segmentId: string;
  readonly number: number;
}
