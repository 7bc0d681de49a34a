import { encode } from 'cborg';
import { HOUSEHOLD_COLOURS } from '../domain/reason.ts';
import { isUint32 } from './column-reader.ts';
import { packNumbers, packTexts, storedText } from './columns.ts';
import { roomOrder } from './room-order.ts';
import type { Roster, RosterSource } from './roster.ts';
import { NO_PASS, openPart, ROSTER_FORMAT } from './roster-part.ts';
import { rosterOver } from './roster-view.ts';

export type {
  FindHit,
  Roster,
  RosterHousehold,
  RosterPerson,
  RosterSource,
  RosterSourceHousehold,
  RosterSourceResident,
} from './roster.ts';

const sortedRows = (values: readonly number[], keep: (value: number) => boolean): number[] =>
  [...values.keys()]
    .filter((row) => keep(values[row] as number))
    .sort((a, b) => (values[a] as number) - (values[b] as number));

/** Throws RangeError when numbers are out of range, doubled, or name a household that is not there. */
export function buildRoster(source: RosterSource): Uint8Array<ArrayBuffer> {
  const households = source.households
    .map((household) => ({ ...household, label: storedText(household.label).toUpperCase() }))
    .sort(roomOrder);
  const rowOfHousehold = new Map(households.map((household, row) => [household.id, row]));
  if (rowOfHousehold.size !== households.length) throw new RangeError('a household id is doubled');
  const rowOf = (householdId: number): number => {
    const row = rowOfHousehold.get(householdId);
    if (row === undefined) throw new RangeError('a resident is of no household');
    return row;
  };
  const residents = [...source.residents].sort(
    (a, b) => rowOf(a.householdId) - rowOf(b.householdId),
  );
  const rosterNumbers = residents.map((resident) => resident.rosterNumber);
  const passNumbers = residents.map((resident) => resident.passNumber ?? NO_PASS);
  const householdIds = households.map((household) => household.id);
  const householdPasses = households.map((household) => household.passNumber ?? NO_PASS);
  if (![rosterNumbers, passNumbers, householdIds, householdPasses].flat().every(isUint32)) {
    throw new RangeError('a number is not a uint32');
  }
  if ([...residents, ...households].some((holder) => holder.passNumber === NO_PASS)) {
    throw new RangeError('the greatest uint32 is no pass number');
  }
  const hasPass = (value: number): boolean => value !== NO_PASS;
  const byPass = sortedRows(passNumbers, hasPass);
  const byHouseholdPass = sortedRows(householdPasses, hasPass);
  const passes = [...passNumbers, ...householdPasses].filter(hasPass);
  if (new Set(rosterNumbers).size !== residents.length || new Set(passes).size !== passes.length) {
    throw new RangeError('a roster or pass number is doubled');
  }
  return encode([
    ROSTER_FORMAT,
    source.generation,
    source.compoundId,
    source.compoundName,
    households.length,
    packNumbers(householdIds),
    packTexts(households.map((household) => household.label)),
    Uint8Array.from(households, (household) => HOUSEHOLD_COLOURS.indexOf(household.colour)),
    packNumbers(householdPasses),
    packNumbers(byHouseholdPass),
    residents.length,
    packNumbers(rosterNumbers),
    packNumbers(residents.map((resident) => rowOf(resident.householdId))),
    packTexts(residents.map((resident) => resident.name)),
    packTexts(residents.map((resident) => resident.initials.join(',').toUpperCase())),
    packTexts(residents.map((resident) => resident.phoneTail)),
    packTexts(residents.map((resident) => resident.relation)),
    packNumbers(passNumbers),
    packNumbers(sortedRows(rosterNumbers, () => true)),
    packNumbers(byPass),
  ]) as Uint8Array<ArrayBuffer>;
}

/** Throws RosterDamaged for anything that buildRoster did not make. */
export const openRoster = (bytes: Uint8Array): Roster => rosterOver(openPart(bytes), null);
