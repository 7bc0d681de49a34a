import { encode } from 'cborg';
import { HOUSEHOLD_COLOURS, type HouseholdColour } from '../domain/reason.ts';
import { ColumnReader, isUint32 } from './column-reader.ts';
import { openNumbers, packNumbers, packTexts, TextColumn } from './columns.ts';
import { Finder } from './finder.ts';
import type { Roster, RosterHousehold, RosterPerson, RosterSource } from './roster.ts';
import { RosterDamaged } from './roster-damaged.ts';

export type {
  FindHit,
  Roster,
  RosterHousehold,
  RosterPerson,
  RosterSource,
  RosterSourceHousehold,
  RosterSourceResident,
} from './roster.ts';

const FORMAT = 'kadian roster 2';
const NO_PASS = 0xffffffff;

const roomOrder = new Intl.Collator('zh-CN', { numeric: true });

const sortedRows = (values: readonly number[], keep: (value: number) => boolean): number[] =>
  [...values.keys()]
    .filter((row) => keep(values[row] as number))
    .sort((a, b) => (values[a] as number) - (values[b] as number));

/** Throws RangeError when numbers are out of range, doubled, or name a household that is not there. */
export function buildRoster(source: RosterSource): Uint8Array<ArrayBuffer> {
  const households = [...source.households].sort((a, b) => roomOrder.compare(a.label, b.label));
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
    FORMAT,
    source.generation,
    source.compoundId,
    source.compoundName,
    households.length,
    packNumbers(householdIds),
    packTexts(households.map((household) => household.label.toUpperCase())),
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
export function openRoster(bytes: Uint8Array): Roster {
  const read = new ColumnReader(bytes);
  if (read.text() !== FORMAT) throw new RosterDamaged('not a roster of this format');
  const generation = read.integer();
  const compoundId = read.text();
  const compoundName = read.text();
  const householdCount = read.integer();
  const householdIds = openNumbers(read.bytes(), householdCount);
  const labels = new TextColumn(read.bytes(), householdCount);
  const colours = read.bytes();
  const householdPasses = openNumbers(read.bytes(), householdCount);
  const byHouseholdPass = openIndex(read.bytes());
  const size = read.integer();
  const rosterNumbers = openNumbers(read.bytes(), size);
  const householdRows = openNumbers(read.bytes(), size);
  const names = read.bytes();
  const nameColumn = new TextColumn(names, size);
  const initials = read.bytes();
  const tails = new TextColumn(read.bytes(), size);
  const relations = new TextColumn(read.bytes(), size);
  const passNumbers = openNumbers(read.bytes(), size);
  const byRoster = openNumbers(read.bytes(), size);
  const byPass = openIndex(read.bytes());
  read.end();

  if (colours.length !== householdCount || colours.some((c) => c >= HOUSEHOLD_COLOURS.length)) {
    throw new RosterDamaged('a colour is unknown');
  }
  requireAscending(byRoster, rosterNumbers);
  requireAscending(byPass, passNumbers);
  requireAscending(byHouseholdPass, householdPasses);
  const rowOfHousehold = new Map<number, number>();
  for (const [row, id] of householdIds.entries()) rowOfHousehold.set(id, row);
  const firstOf = firstRows(householdRows, householdCount);
  if (rowOfHousehold.size !== householdCount) throw new RosterDamaged('a household is doubled');

  const person = (row: number): RosterPerson => {
    const household = householdRows[row] as number;
    const passNumber = passNumbers[row] as number;
    return {
      rosterNumber: rosterNumbers[row] as number,
      passNumber: passNumber === NO_PASS ? null : passNumber,
      name: nameColumn.text(row),
      phoneTail: tails.text(row),
      relation: relations.text(row),
      householdId: householdIds[household] as number,
      room: labels.text(household),
    };
  };
  const membersOf = (household: number): RosterPerson[] => {
    const people: RosterPerson[] = [];
    const end = firstOf[household + 1] as number;
    for (let row = firstOf[household] as number; row < end; row++) people.push(person(row));
    return people;
  };
  const householdAt = (row: number): RosterHousehold => ({
    id: householdIds[row] as number,
    room: labels.text(row),
    colour: HOUSEHOLD_COLOURS[colours[row] as number] as HouseholdColour,
    size: (firstOf[row + 1] as number) - (firstOf[row] as number),
  });
  const finder = new Finder({
    labels,
    names,
    initials,
    tails,
    householdRows,
    householdAt,
    membersOf,
    person,
  });
  return {
    generation,
    compoundId,
    compoundName,
    size,
    byRosterNumber: (rosterNumber) => {
      const row = findRow(byRoster, rosterNumbers, rosterNumber);
      return row === null ? null : person(row);
    },
    byPassNumber: (passNumber) => {
      const row = findRow(byPass, passNumbers, passNumber);
      return row === null ? null : person(row);
    },
    household: (id) => {
      const row = rowOfHousehold.get(id);
      return row === undefined ? null : householdAt(row);
    },
    householdByPassNumber: (passNumber) => {
      const row = findRow(byHouseholdPass, householdPasses, passNumber);
      return row === null ? null : householdAt(row);
    },
    members: (householdId) => {
      const row = rowOfHousehold.get(householdId);
      return row === undefined ? [] : membersOf(row);
    },
    find: (query, limit) => finder.find(query, limit),
  };
}

/** As many rows as have such a number. */
const openIndex = (bytes: Uint8Array): Uint32Array =>
  openNumbers(bytes, Math.floor(bytes.length / 4));

function findRow(index: Uint32Array, column: Uint32Array, wanted: number): number | null {
  let low = 0;
  let high = index.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const row = index[middle] as number;
    const value = column[row] as number;
    if (value === wanted) return row;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}

/** The index must name existing rows, each value greater than the one before. */
function requireAscending(index: Uint32Array, column: Uint32Array): void {
  let before = -1;
  for (const row of index) {
    const value = column[row];
    if (value === undefined || value <= before) throw new RosterDamaged('an index is out of order');
    before = value;
  }
}

/** First resident of each household and one more at the end; residents stand by household. */
function firstRows(householdRows: Uint32Array, householdCount: number): Uint32Array {
  const first = new Uint32Array(householdCount + 1);
  let before = 0;
  for (const household of householdRows) {
    if (household < before || household >= householdCount) {
      throw new RosterDamaged('a resident is of no household');
    }
    before = household;
    first[household + 1] = (first[household + 1] as number) + 1;
  }
  for (let row = 0; row < householdCount; row++) {
    first[row + 1] = (first[row + 1] as number) + (first[row] as number);
  }
  return first;
}
