import type { JudgedSubject } from '../../domain/judge.ts';
import type { Mark } from '../../domain/mark.ts';
import { type Markable, marksAbout } from '../../domain/marks-about.ts';
import type { EntryToJudge } from '../store/judging.ts';
import type { Household, Resident } from '../store/roster-row.ts';
import type { Store } from '../store/store.ts';

type Whom = Pick<EntryToJudge, 'isVisitor' | 'visitor' | 'rosterNumber' | 'householdId' | 'shown'>;

/** All marks of a street, so that each person is compared with a few of them. */
export class MarkIndex {
  readonly #byResident = new Map<number, Mark[]>();
  readonly #byHousehold = new Map<number, Mark[]>();
  readonly #byText: Mark[] = [];

  constructor(marks: readonly Mark[]) {
    for (const mark of marks) {
      const { subject } = mark;
      if (subject.kind === 'resident') add(this.#byResident, subject.rosterNumber, mark);
      else if (subject.kind === 'household') add(this.#byHousehold, subject.householdId, mark);
      else this.#byText.push(mark);
    }
  }

  about(who: Markable): readonly Mark[] {
    const { rosterNumber, householdId, plates, idNumber } = who;
    const candidates = [
      ...(rosterNumber === null ? [] : (this.#byResident.get(rosterNumber) ?? [])),
      ...(householdId === null ? [] : (this.#byHousehold.get(householdId) ?? [])),
      ...(plates.length === 0 && idNumber === '' ? [] : this.#byText),
    ];
    return marksAbout(candidates, who);
  }
}

function add(index: Map<number, Mark[]>, number: number, mark: Mark): void {
  const list = index.get(number);
  if (list) list.push(mark);
  else index.set(number, [mark]);
}

const NOBODY: Pick<JudgedSubject, 'colour' | 'home'> = { colour: null, home: null };

/** Whom entries are about, by the roster and by what the desk has marked. */
export class KnownPeople {
  readonly #residents: ReadonlyMap<number, Resident>;
  readonly #households: ReadonlyMap<number, Household>;
  readonly #marks: MarkIndex;

  private constructor(
    residents: readonly Resident[],
    households: readonly Household[],
    marks: MarkIndex,
  ) {
    this.#residents = new Map(residents.map((one) => [one.rosterNumber, one]));
    this.#households = new Map(households.map((one) => [one.id, one]));
    this.#marks = marks;
  }

  static async of(
    streetId: string,
    entries: readonly Pick<Whom, 'rosterNumber' | 'householdId'>[],
    marks: MarkIndex,
    { rosters }: Pick<Store, 'rosters'>,
  ): Promise<KnownPeople> {
    const distinct = (numbers: readonly (number | null)[]): number[] => [
      ...new Set(numbers.filter((one) => one !== null)),
    ];
    const residents = await rosters.residents(
      streetId,
      distinct(entries.map(({ rosterNumber }) => rosterNumber)),
    );
    const households = await rosters.households(
      streetId,
      distinct(entries.map(({ householdId }) => householdId)),
    );
    return new KnownPeople(residents, households, marks);
  }

  subject({ isVisitor, visitor, rosterNumber, householdId, shown }: Whom): JudgedSubject {
    const vehicle = shown.find((one) => one.kind === 'vehicle');
    const resident = rosterNumber === null ? undefined : this.#residents.get(rosterNumber);
    const household = householdId === null ? undefined : this.#households.get(householdId);
    const marks = this.#marks.about({
      rosterNumber,
      householdId,
      plates: [vehicle?.plate ?? '', visitor?.plate ?? ''].filter(Boolean),
      idNumber: visitor?.idNumber ?? resident?.idNumber ?? '',
    });
    if (isVisitor) return { ...NOBODY, onRoster: 'none', rosterNumber: null, marks };
    const isThere = rosterNumber === null ? household?.gone === false : resident?.gone === false;
    if (!household || !isThere) return { ...NOBODY, onRoster: 'absent', rosterNumber, marks };
    const { colour, compoundId, building, unit } = household;
    const home = { compoundId, building, unit };
    return { colour, home, onRoster: 'listed', rosterNumber, marks };
  }
}
