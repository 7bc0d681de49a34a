import { phoneTail } from '../../domain/phone-number.ts';
import { breathe } from '../breathe.ts';
import { initialsOf } from '../roster/initials.ts';
import type { NextNumbers } from '../store/next-numbers.ts';
import type { Household, PassRow, Resident } from '../store/roster-row.ts';
import { PASS_VALID_MS } from '../street/pass-validity.ts';
import type { ComparedPeople } from './compare-people.ts';
import type { RosterRow } from './read-row.ts';

/** One compound's people as they will be. */
export class CompoundBuild {
  readonly #compoundId: string;
  readonly #next: { -readonly [key in keyof NextNumbers]: number };
  readonly #residents: Map<number, Resident>;
  readonly #byLabel = new Map<string, Household>();
  readonly #households: Map<number, Household>;
  readonly #changedHouseholds = new Set<number>();
  readonly #changedResidents = new Set<number>();
  readonly #left = new Set<number>();
  readonly arrived: Resident[] = [];

  constructor(
    compoundId: string,
    known: { readonly households: readonly Household[]; readonly residents: readonly Resident[] },
    next: { -readonly [key in keyof NextNumbers]: number },
  ) {
    this.#compoundId = compoundId;
    this.#next = next;
    this.#residents = new Map(known.residents.map((one) => [one.rosterNumber, one]));
    this.#households = new Map(known.households.map((one) => [one.id, one]));
    for (const household of known.households) {
      const other = this.#byLabel.get(household.label);
      if (!other || (other.gone && !household.gone)) this.#byLabel.set(household.label, household);
    }
  }

  get isTouched(): boolean {
    return this.#changedResidents.size + this.#changedHouseholds.size + this.#left.size > 0;
  }

  async take(compound: ComparedPeople | null, leaving: ReadonlySet<number>): Promise<void> {
    for (const number of leaving) {
      this.#residents.delete(number);
      this.#left.add(number);
    }
    let taken = 0;
    for (const { row, returning } of compound?.added ?? []) {
      this.#save(row, returning ?? this.#newcomer());
      if (++taken % 1_000 === 0) await breathe();
    }
    for (const { row, resident } of compound?.changed ?? []) this.#save(row, resident);
    for (const resident of compound?.movedOut ?? []) {
      this.#residents.set(resident.rosterNumber, { ...resident, gone: true });
      this.#changedResidents.add(resident.rosterNumber);
    }
    for (const [label, colour] of compound?.colours ?? []) {
      const household = this.#byLabel.get(label);
      if (household && household.colour !== colour) this.#keep({ ...household, colour });
    }
    this.#closeEmptyHouseholds();
  }

  #newcomer(): Resident {
    return {
      rosterNumber: this.#next.rosterNumber++,
      compoundId: this.#compoundId,
      householdId: -1,
      name: '',
      initials: [],
      phoneTail: '',
      relation: '',
      idNumber: '',
      phone: '',
      movedInOn: '',
      remark: '',
      gone: false,
    };
  }

  #save(row: RosterRow, before: Resident): void {
    const household = this.#householdOf(row);
    const phone = row.phone || before.phone;
    const resident: Resident = {
      rosterNumber: before.rosterNumber,
      compoundId: this.#compoundId,
      householdId: household.id,
      name: row.name,
      initials: row.name === before.name ? before.initials : initialsOf(row.name),
      phoneTail: row.phone === '' ? before.phoneTail : phoneTail(row.phone),
      relation: row.relation || before.relation,
      idNumber: row.idNumber || before.idNumber,
      phone,
      movedInOn: row.movedInOn || before.movedInOn,
      remark: row.remark || before.remark,
      gone: false,
    };
    if (!this.#residents.has(resident.rosterNumber)) this.arrived.push(resident);
    this.#residents.set(resident.rosterNumber, resident);
    this.#changedResidents.add(resident.rosterNumber);
  }

  #householdOf({ building, unit, room, label }: RosterRow): Household {
    const known = this.#byLabel.get(label);
    if (known && !known.gone) return known;
    const fresh: Household = {
      id: known?.id ?? this.#next.householdId++,
      compoundId: this.#compoundId,
      building,
      unit,
      room,
      label,
      colour: 'green',
      gone: false,
    };
    this.#keep(fresh);
    return fresh;
  }

  #keep(household: Household): void {
    this.#households.set(household.id, household);
    this.#byLabel.set(household.label, household);
    this.#changedHouseholds.add(household.id);
  }

  #closeEmptyHouseholds(): void {
    const lived = new Set<number>();
    for (const { gone, householdId } of this.#residents.values()) if (!gone) lived.add(householdId);
    for (const household of this.#households.values()) {
      if (!household.gone && !lived.has(household.id)) this.#keep({ ...household, gone: true });
    }
  }

  present(): { households: Household[]; residents: Resident[] } {
    return {
      households: [...this.#households.values()].filter(({ gone }) => !gone),
      residents: [...this.#residents.values()].filter(({ gone }) => !gone),
    };
  }

  /** For everybody present who has none in force. */
  missingPasses(inForce: readonly PassRow[], now: number): PassRow[] {
    const residents = new Set(inForce.map(({ rosterNumber }) => rosterNumber));
    const households = new Set(inForce.map(({ householdId }) => householdId));
    const give = (rosterNumber: number | null, householdId: number | null): PassRow => ({
      passNumber: this.#next.passNumber++,
      rosterNumber,
      householdId,
      validFrom: now,
      validUntil: now + PASS_VALID_MS,
      revokedAt: null,
    });
    const present = this.present();
    return [
      ...present.residents
        .filter((one) => !residents.has(one.rosterNumber))
        .map((one) => give(one.rosterNumber, null)),
      ...present.households.filter(({ id }) => !households.has(id)).map(({ id }) => give(null, id)),
    ];
  }

  householdsToSave(): Household[] {
    return [...this.#households.values()].filter(({ id }) => this.#changedHouseholds.has(id));
  }

  residentsToSave(): Resident[] {
    return [...this.#residents.values()].filter((one) =>
      this.#changedResidents.has(one.rosterNumber),
    );
  }
}
