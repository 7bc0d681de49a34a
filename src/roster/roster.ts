import type { HouseholdColour } from '../domain/reason.ts';

export interface FindHit {
  readonly household: RosterHousehold;
  readonly by: 'room' | 'initials' | 'name' | 'phone';
  /** The text that was hit (room label, 'ZGM', name, phone tail) and the range to underline in it. */
  readonly hit: { readonly start: number; readonly end: number; readonly text: string };
  /** All of the household for a room, else those who were hit. */
  readonly people: readonly RosterPerson[];
}

export interface RosterSourceHousehold {
  /** uint32, unique in the roster. */
  readonly id: number;
  readonly building: string;
  readonly unit: string;
  readonly room: string;
  /** As people write it: '3-1-502'. */
  readonly label: string;
  readonly colour: HouseholdColour;
  /** Of the pass that stands for the whole household; no resident has the same. */
  readonly passNumber: number | null;
}

export interface RosterSourceResident {
  /** uint32, the same for ever for one person. */
  readonly rosterNumber: number;
  readonly householdId: number;
  readonly name: string;
  /** Capital letters, all readings of the name's characters: ['ZGM', 'ZHM']. The likeliest first. */
  readonly initials: readonly string[];
  /** The last four digits, or empty. */
  readonly phoneTail: string;
  /** As the register has it, free text: '户主', '租户', '78 岁'. */
  readonly relation: string;
  readonly passNumber: number | null;
}

export interface RosterSource {
  readonly generation: number;
  readonly compoundId: string;
  readonly compoundName: string;
  readonly households: readonly RosterSourceHousehold[];
  readonly residents: readonly RosterSourceResident[];
}

export interface RosterPerson {
  readonly rosterNumber: number;
  readonly passNumber: number | null;
  readonly name: string;
  readonly phoneTail: string;
  readonly relation: string;
  readonly householdId: number;
  /** The household's label. */
  readonly room: string;
}

export interface RosterHousehold {
  readonly id: number;
  /** The label. */
  readonly room: string;
  readonly colour: HouseholdColour;
  readonly size: number;
}

export interface Roster {
  readonly generation: number;
  readonly compoundId: string;
  readonly compoundName: string;
  /** Number of residents. */
  readonly size: number;
  byRosterNumber(rosterNumber: number): RosterPerson | null;
  byPassNumber(passNumber: number): RosterPerson | null;
  household(id: number): RosterHousehold | null;
  householdByPassNumber(passNumber: number): RosterHousehold | null;
  /** In the order of the register; empty for an unknown household. */
  members(householdId: number): RosterPerson[];
  /** At most `limit` hits, rooms before initials and names before phones. */
  find(query: string, limit: number): FindHit[];
}
