import type { HouseholdColour } from '../../domain/reason.ts';
import { HOUSEHOLD_COLOURS } from '../../domain/reason.ts';
import type { RosterField } from '../../protocol/imports.ts';
import type { Household, Resident } from '../store/roster-row.ts';
import type { RosterRow } from './read-row.ts';

export interface FieldChange {
  readonly field: RosterField;
  readonly from: string;
  readonly to: string;
}

interface AddedPerson {
  readonly row: RosterRow;
  /** Who lived in the street before and gets their number back. */
  readonly returning: Resident | null;
}

interface ChangedPerson {
  readonly row: RosterRow;
  readonly resident: Resident;
  readonly changes: readonly FieldChange[];
}

export interface ComparedPeople {
  readonly added: readonly AddedPerson[];
  readonly changed: readonly ChangedPerson[];
  readonly unchanged: number;
  readonly movedOut: readonly Resident[];
  /** By label: what the file says of its rooms. */
  readonly colours: ReadonlyMap<string, HouseholdColour>;
}

export interface ComparedCompound {
  readonly compoundId: string | null;
  readonly rows: readonly RosterRow[];
  /** Of the compound, those who are gone too. */
  readonly households: readonly Household[];
  readonly residents: readonly Resident[];
  /** Whom rows of the whole file name by their ID numbers, wherever they live or lived. */
  readonly claimed: ReadonlyMap<RosterRow, Resident>;
  readonly claimedNumbers: ReadonlySet<number>;
  /** Who is not in the file and yet stays. */
  readonly stays: (resident: Resident, label: string) => boolean;
  /** Of rooms of other compounds, by household id. */
  readonly labelElsewhere: (resident: Resident) => string;
}

const GRAVITY = new Map(HOUSEHOLD_COLOURS.map((colour, gravity) => [colour, gravity]));

const graver = (one: HouseholdColour, other: HouseholdColour): HouseholdColour =>
  (GRAVITY.get(one) ?? 0) >= (GRAVITY.get(other) ?? 0) ? one : other;

/** Rows and people who are still to be brought together. */
class Unmatched {
  readonly rows: Set<RosterRow>;
  readonly residents: Set<Resident>;
  readonly matches = new Map<RosterRow, Resident>();

  constructor(rows: Iterable<RosterRow>, residents: Iterable<Resident>) {
    this.rows = new Set(rows);
    this.residents = new Set(residents);
  }

  match(row: RosterRow, resident: Resident): void {
    this.matches.set(row, resident);
    this.rows.delete(row);
    this.residents.delete(resident);
  }

  /** Null: has no such key. Two people with different ID numbers are never one. */
  matchBy(
    rowKey: (row: RosterRow) => string | null,
    residentKey: (resident: Resident) => string | null,
    onlyWhenUnique = false,
  ): void {
    if (this.residents.size === 0 || this.rows.size === 0) return;
    const residents = grouped(this.residents, residentKey);
    for (const [key, rows] of grouped(this.rows, rowKey)) {
      const candidates = residents.get(key) ?? [];
      if (onlyWhenUnique && (rows.length !== 1 || candidates.length !== 1)) continue;
      for (const row of rows) {
        const resident = candidates.find(
          (one) => this.residents.has(one) && mayBeOne(row.idNumber, one.idNumber),
        );
        if (resident) this.match(row, resident);
      }
    }
  }
}

const mayBeOne = (one: string, other: string): boolean =>
  one === '' || other === '' || one === other;

function grouped<T>(all: Iterable<T>, keyOf: (one: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

/** What a file means for the people of one compound. Rows that name nobody by ID number find theirs by name. */
export function comparePeople(compound: ComparedCompound): ComparedPeople {
  const { rows, claimed, claimedNumbers } = compound;
  const labels = new Map(compound.households.map(({ id, label }) => [id, label]));
  const labelOf = (resident: Resident): string =>
    resident.compoundId === compound.compoundId
      ? (labels.get(resident.householdId) ?? '')
      : compound.labelElsewhere(resident);
  const free = compound.residents.filter(({ rosterNumber }) => !claimedNumbers.has(rosterNumber));
  const unclaimed = rows.filter((row) => !claimed.has(row));
  const inRoom = [
    (row: RosterRow) => JSON.stringify([row.label, row.name]),
    (one: Resident) => JSON.stringify([labelOf(one), one.name]),
  ] as const;
  const byPhone = [
    (row: RosterRow) => (row.phone === '' ? null : JSON.stringify([row.phone, row.name])),
    (one: Resident) => (one.phone === '' ? null : JSON.stringify([one.phone, one.name])),
  ] as const;
  const present = new Unmatched(
    unclaimed,
    free.filter((one) => !one.gone),
  );
  present.matchBy(...inRoom);
  present.matchBy(...byPhone);
  present.matchBy(
    (row) => row.name,
    (one) => one.name,
    true,
  );
  const before = new Unmatched(
    present.rows,
    free.filter((one) => one.gone),
  );
  before.matchBy(...inRoom);
  before.matchBy(...byPhone);

  const colours = new Map<string, HouseholdColour>();
  for (const { label, colour } of rows) {
    if (colour) colours.set(label, graver(colour, colours.get(label) ?? colour));
  }
  const colourOf = new Map<string, HouseholdColour>();
  for (const { label, colour, gone } of compound.households) {
    if (!gone || !colourOf.has(label)) colourOf.set(label, colour);
  }
  const added: AddedPerson[] = [];
  const changed: ChangedPerson[] = [];
  let unchanged = 0;
  for (const row of rows) {
    const resident = claimed.get(row) ?? present.matches.get(row) ?? before.matches.get(row);
    if (!resident || resident.gone) {
      added.push({ row, returning: resident ?? null });
      continue;
    }
    const moved = resident.compoundId !== compound.compoundId;
    const changes = changesOf(row, resident, labelOf(resident), moved);
    const was = colourOf.get(row.label);
    const is = colours.get(row.label);
    if (was && is && was !== is && !moved) changes.push({ field: 'colour', from: was, to: is });
    if (changes.length === 0) unchanged += 1;
    else changed.push({ row, resident, changes });
  }
  const movedOut = [...present.residents].filter((one) => !compound.stays(one, labelOf(one)));
  return { added, changed, unchanged, movedOut, colours };
}

/** What the file leaves empty stays as it is known. */
function changesOf(row: RosterRow, one: Resident, label: string, moved: boolean): FieldChange[] {
  const changes: FieldChange[] = [];
  const compare = (field: RosterField, from: string, to: string): void => {
    if (to !== '' && to !== from) changes.push({ field, from, to });
  };
  compare('name', one.name, row.name);
  if (moved) changes.push({ field: 'room', from: label, to: row.label });
  else compare('room', label, row.label);
  compare('id-number', one.idNumber, row.idNumber);
  compare('phone', one.phone, row.phone);
  compare('relation', one.relation, row.relation);
  compare('moved-in-on', one.movedInOn, row.movedInOn);
  compare('remark', one.remark, row.remark);
  return changes;
}
