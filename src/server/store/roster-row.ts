import { HOUSEHOLD_COLOURS, type HouseholdColour } from '../../domain/reason.ts';
import type { Row } from './database.ts';
import { flagIn, numberIn, numberOrNull, textIn, wordsIn } from './row.ts';

export interface Household {
  readonly id: number;
  readonly compoundId: string;
  readonly building: string;
  readonly unit: string;
  readonly room: string;
  /** As said and printed: 3-1-502. */
  readonly label: string;
  readonly colour: HouseholdColour;
  /** No longer in the latest roster; kept for the history. */
  readonly gone: boolean;
}

export interface Resident {
  readonly rosterNumber: number;
  readonly compoundId: string;
  readonly householdId: number;
  readonly name: string;
  /** All readings, upper case. */
  readonly initials: readonly string[];
  readonly phoneTail: string;
  readonly relation: string;
  /** GB 11643; empty when not known, as the next three. */
  readonly idNumber: string;
  readonly phone: string;
  /** 'YYYY-MM-DD'. */
  readonly movedInOn: string;
  readonly remark: string;
  readonly gone: boolean;
}

/** A resident's or a whole household's: exactly one of the two is not null. */
export interface PassRow {
  readonly passNumber: number;
  readonly rosterNumber: number | null;
  readonly householdId: number | null;
  readonly validFrom: number;
  readonly validUntil: number;
  readonly revokedAt: number | null;
}

export const HOUSEHOLD_COLUMNS = [
  'street_id',
  'id',
  'compound_id',
  'building',
  'unit',
  'room',
  'label',
  'colour',
  'gone',
] as const;

export const RESIDENT_COLUMNS = [
  'street_id',
  'roster_number',
  'compound_id',
  'household_id',
  'name',
  'initials',
  'phone_tail',
  'relation',
  'id_number',
  'phone',
  'moved_in_on',
  'remark',
  'gone',
] as const;

export const PASS_COLUMNS = [
  'street_id',
  'pass_number',
  'roster_number',
  'household_id',
  'valid_from',
  'valid_until',
  'revoked_at',
] as const;

export const householdToRow = (streetId: string, household: Household): Row => ({
  street_id: streetId,
  id: household.id,
  compound_id: household.compoundId,
  building: household.building,
  unit: household.unit,
  room: household.room,
  label: household.label,
  colour: household.colour,
  gone: Number(household.gone),
});

export const householdFromRow = (row: Row): Household => ({
  id: numberIn(row, 'id'),
  compoundId: textIn(row, 'compound_id'),
  building: textIn(row, 'building'),
  unit: textIn(row, 'unit'),
  room: textIn(row, 'room'),
  label: textIn(row, 'label'),
  colour: HOUSEHOLD_COLOURS.find((colour) => colour === row.colour) ?? 'green',
  gone: flagIn(row, 'gone'),
});

export const residentToRow = (streetId: string, resident: Resident): Row => ({
  street_id: streetId,
  roster_number: resident.rosterNumber,
  compound_id: resident.compoundId,
  household_id: resident.householdId,
  name: resident.name,
  initials: resident.initials.join(' '),
  phone_tail: resident.phoneTail,
  relation: resident.relation,
  id_number: resident.idNumber,
  phone: resident.phone,
  moved_in_on: resident.movedInOn,
  remark: resident.remark,
  gone: Number(resident.gone),
});

export const residentFromRow = (row: Row): Resident => ({
  rosterNumber: numberIn(row, 'roster_number'),
  compoundId: textIn(row, 'compound_id'),
  householdId: numberIn(row, 'household_id'),
  name: textIn(row, 'name'),
  initials: wordsIn(row, 'initials'),
  phoneTail: textIn(row, 'phone_tail'),
  relation: textIn(row, 'relation'),
  idNumber: textIn(row, 'id_number'),
  phone: textIn(row, 'phone'),
  movedInOn: textIn(row, 'moved_in_on'),
  remark: textIn(row, 'remark'),
  gone: flagIn(row, 'gone'),
});

export const passToRow = (streetId: string, pass: PassRow): Row => ({
  street_id: streetId,
  pass_number: pass.passNumber,
  roster_number: pass.rosterNumber,
  household_id: pass.householdId,
  valid_from: pass.validFrom,
  valid_until: pass.validUntil,
  revoked_at: pass.revokedAt,
});

export const passFromRow = (row: Row): PassRow => ({
  passNumber: numberIn(row, 'pass_number'),
  rosterNumber: numberOrNull(row, 'roster_number'),
  householdId: numberOrNull(row, 'household_id'),
  validFrom: numberIn(row, 'valid_from'),
  validUntil: numberIn(row, 'valid_until'),
  revokedAt: numberOrNull(row, 'revoked_at'),
});
