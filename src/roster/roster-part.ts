import { HOUSEHOLD_COLOURS, type HouseholdColour } from '../domain/reason.ts';
import { ColumnReader } from './column-reader.ts';
import { openNumbers, TextColumn } from './columns.ts';
import { Finder } from './finder.ts';
import type { RosterHousehold, RosterPerson, RosterSource } from './roster.ts';
import { RosterDamaged } from './roster-damaged.ts';

export const ROSTER_FORMAT = 'kadian roster 2';
export const NO_PASS = 0xffffffff;

/** One roster file, opened: whoever is in it by row. Households stand in the order of their rooms, residents by household. */
export interface RosterPart {
  readonly generation: number;
  readonly compoundId: string;
  readonly compoundName: string;
  /** Number of residents. */
  readonly size: number;
  readonly householdCount: number;
  readonly finder: Finder;
  rowOfRosterNumber(rosterNumber: number): number | null;
  rowOfPassNumber(passNumber: number): number | null;
  householdRow(id: number): number | null;
  householdRowOfPass(passNumber: number): number | null;
  /** By the row of a resident. */
  householdRowOf(row: number): number;
  person(row: number): RosterPerson;
  householdAt(row: number): RosterHousehold;
  membersOf(householdRow: number): RosterPerson[];
  /** What the file was built from, as far as it keeps it. */
  source(): RosterSource;
}

/** Throws RosterDamaged for anything that buildRoster did not make. */
export function openPart(bytes: Uint8Array): RosterPart {
  const read = new ColumnReader(bytes);
  if (read.text() !== ROSTER_FORMAT) throw new RosterDamaged('not a roster of this format');
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

  const passOrNull = (number: number): number | null => (number === NO_PASS ? null : number);
  const person = (row: number): RosterPerson => {
    const household = householdRows[row] as number;
    return {
      rosterNumber: rosterNumbers[row] as number,
      passNumber: passOrNull(passNumbers[row] as number),
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
  return {
    generation,
    compoundId,
    compoundName,
    size,
    householdCount,
    finder: new Finder({
      labels,
      names: nameColumn,
      nameBytes: names,
      initials,
      tails,
      householdRows,
    }),
    rowOfRosterNumber: (number) => findRow(byRoster, rosterNumbers, number),
    rowOfPassNumber: (number) => findRow(byPass, passNumbers, number),
    householdRow: (id) => rowOfHousehold.get(id) ?? null,
    householdRowOfPass: (number) => findRow(byHouseholdPass, householdPasses, number),
    householdRowOf: (row) => householdRows[row] as number,
    person,
    householdAt,
    membersOf,
    source: () => {
      const readings = new TextColumn(initials, size);
      return {
        generation,
        compoundId,
        compoundName,
        households: Array.from(householdIds, (id, row) => ({
          id,
          building: '',
          unit: '',
          room: '',
          label: labels.text(row),
          colour: householdAt(row).colour,
          passNumber: passOrNull(householdPasses[row] as number),
        })),
        residents: Array.from(rosterNumbers, (_, row) => {
          const { room: _room, ...kept } = person(row);
          return { ...kept, initials: readings.text(row).split(',').filter(Boolean) };
        }),
      };
    },
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
