import { type StateWithEarlier, stateWithEarlier } from '../domain/earlier-cases.ts';
import type { RecordId } from '../domain/entry.ts';
import { isOpenCase } from '../domain/fever-case.ts';
import {
  type IdentifiedRecord,
  recordKey,
  type ShiftState,
  type StandingEntry,
} from '../domain/shift-state.ts';

export interface ReadLog {
  readonly log: readonly IdentifiedRecord[];
  /** Records that are on the phone but cannot be read here. */
  readonly unreadable: number;
}

/** The records of a shift that can be read here, what they come to, and what earlier shifts left open. */
export class ShiftLog {
  #own: IdentifiedRecord[];
  #unreadable: number;
  /** Of earlier shifts: what their open cases are made of. Null: not read. */
  #earlier: readonly IdentifiedRecord[] | null = null;
  #folded: StateWithEarlier;
  #earlierCases: readonly StandingEntry[] = [];

  constructor({ log, unreadable }: ReadLog) {
    this.#own = [...log];
    this.#unreadable = unreadable;
    this.#folded = stateWithEarlier([], this.#own);
  }

  get records(): readonly IdentifiedRecord[] {
    return this.#own;
  }
  get unreadable(): number {
    return this.#unreadable;
  }
  get state(): ShiftState {
    return this.#folded.state;
  }
  get earlierCases(): readonly StandingEntry[] {
    return this.#earlierCases;
  }
  /** False: whether earlier shifts left open cases is not known here. */
  get knowsEarlierCases(): boolean {
    return this.#earlier !== null;
  }

  append(saved: IdentifiedRecord): void {
    this.#own.push(saved);
    this.#fold();
  }

  /** More of it can be read than before. */
  readAnew({ log, unreadable }: ReadLog): void {
    this.#own = [...log];
    this.#unreadable = unreadable;
    this.#fold();
  }

  useEarlier(log: readonly IdentifiedRecord[]): void {
    this.#earlier = log;
    this.#fold();
  }

  forget(): void {
    this.#own = [];
    this.#earlier = null;
    this.#fold();
  }

  /** Of this shift. */
  standing(id: RecordId): StandingEntry | null {
    return entryOf(id, this.state.entries);
  }

  /** Also of earlier shifts, as far as cases came over from them. */
  standingAnywhere(id: RecordId): StandingEntry | null {
    return this.standing(id) ?? entryOf(id, this.#folded.earlier);
  }

  /** A count of this shift that was not taken back. */
  hasHeadCount(id: RecordId): boolean {
    const isIt = (one: RecordId): boolean => recordKey(one) === recordKey(id);
    const taken = this.#own.some(({ record }) => record.kind === 'undo' && isIt(record.target));
    return !taken && this.#own.some((one) => isIt(one.id) && one.record.kind === 'head-count');
  }

  #fold(): void {
    this.#folded = stateWithEarlier(this.#earlier ?? [], this.#own);
    this.#earlierCases = this.#folded.earlier.filter(isOpenCase);
  }
}

const entryOf = (id: RecordId, entries: readonly StandingEntry[]): StandingEntry | null =>
  entries.find((entry) => recordKey(entry.id) === recordKey(id)) ?? null;
