import { RosterDamaged } from '../../roster/roster-damaged.ts';
import { rosterDelta } from '../../roster/roster-delta.ts';
import type { Rosters } from '../store/rosters.ts';

type Delta = Promise<Uint8Array<ArrayBuffer> | null>;

/** Deltas that are kept for the next phones, and all of their bytes together. */
const KEPT = 64;
const KEPT_BYTES = 8 * 1024 * 1024;

/** What phones need that have an earlier roster. Made once for all of them. */
export class RosterDeltas {
  readonly #rosters: Pick<Rosters, 'fileOf'>;
  readonly #made = new Map<string, { readonly delta: Delta; bytes: number }>();

  constructor(rosters: Pick<Rosters, 'fileOf'>) {
    this.#rosters = rosters;
  }

  /** Null: the earlier one is not kept any more, or the delta is not smaller than half of the file. */
  of(
    compoundId: string,
    from: number,
    latest: { readonly generation: number; readonly file: Uint8Array },
  ): Delta {
    const key = `${compoundId} ${from} ${latest.generation}`;
    const known = this.#made.get(key);
    if (known) return known.delta;
    const made = { delta: this.#make(compoundId, from, latest.file), bytes: 0 };
    this.#made.set(key, made);
    made.delta.then(
      (delta) => {
        made.bytes = delta?.length ?? 0;
        this.#forgetOldest();
      },
      () => this.#made.delete(key),
    );
    return made.delta;
  }

  async #make(compoundId: string, from: number, file: Uint8Array): Delta {
    const earlier = await this.#rosters.fileOf(compoundId, from);
    if (!earlier) return null;
    try {
      const delta = rosterDelta(earlier, file);
      return delta && delta.length < file.length / 2 ? delta : null;
    } catch (error) {
      // Of a format before this one: phones that have it fetch the whole.
      if (error instanceof RosterDamaged) return null;
      throw error;
    }
  }

  #forgetOldest(): void {
    let bytes = [...this.#made.values()].reduce((sum, one) => sum + one.bytes, 0);
    for (const [key, made] of this.#made) {
      if (this.#made.size <= KEPT && bytes <= KEPT_BYTES) return;
      bytes -= made.bytes;
      this.#made.delete(key);
    }
  }
}
