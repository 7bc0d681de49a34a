import { plainName } from './place-plan.ts';
import type { WrongRoom } from './read-row.ts';

interface WrongLabels {
  /** A row that was not taken could be about anybody there. */
  all: boolean;
  readonly labels: Set<string>;
}

/** Where rows were not taken: whoever is known to live there stays as they are. */
export class WrongRooms {
  readonly #byCompound = new Map<string, WrongLabels>();

  constructor(wrongRooms: readonly WrongRoom[]) {
    for (const { compound, label } of wrongRooms) {
      const key = plainName(compound);
      const known = this.#byCompound.get(key) ?? { all: false, labels: new Set() };
      this.#byCompound.set(key, known);
      if (label === '') known.all = true;
      else known.labels.add(label);
    }
  }

  /** Rows that name no compound could be about any. */
  at(compoundName: string): (label: string) => boolean {
    const wrong = [this.#byCompound.get(plainName(compoundName)), this.#byCompound.get('')];
    return (label) => wrong.some((one) => one && (one.all || one.labels.has(label)));
  }
}
