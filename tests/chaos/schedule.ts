import { type SeededRandom, seededRandom } from '../../src/server/demo/seeded-random.ts';
import type { WriteFault } from './killable-storage.ts';
import type { NetworkFault } from './network.ts';

const DAY_MS = 86_400_000;

/** What one step of the run may be. Weights say how often; only `record` brings a run nearer to its end. */
const DEEDS = {
  record: 50,
  sync: 10,
  'sync-in-trouble': 22,
  'die-at-a-write': 8,
  'disk-full': 4,
  die: 3,
  lock: 3,
  close: 2,
  'lose-connections': 2,
  'turn-clock': 2,
  carry: 4,
  herd: 1.5,
  'deliver-late': 6,
} as const;
export type Deed = keyof typeof DEEDS;
const NAMES = Object.keys(DEEDS) as Deed[];
const WEIGHTS = Object.values(DEEDS);

/** Strikes once, when that share of all records is saved. */
export interface Blow {
  readonly at: number;
  readonly kind:
    | 'kill-server'
    | 'restart-database'
    | 'fail-over'
    | 'next-month'
    | 'rotate-keys'
    | 'revoke';
}

/** Everything that chance decides, from the seed alone. */
export class Schedule {
  readonly random: SeededRandom;
  /** In the order in which they strike. */
  readonly blows: readonly Blow[];

  constructor(seed: number, isPostgres: boolean) {
    this.random = seededRandom(seed);
    this.blows = this.#blows(isPostgres);
  }

  deed(): Deed {
    return NAMES[this.random.weighted(WEIGHTS)] ?? 'record';
  }

  #blows(isPostgres: boolean): Blow[] {
    const blows: Blow[] = [];
    const strike = (kind: Blow['kind'], times: number): void => {
      for (let time = 0; time < times; time += 1) {
        blows.push({ kind, at: 0.05 + 0.9 * this.random.next() });
      }
    };
    strike('kill-server', this.random.between(0, 2));
    strike('rotate-keys', Number(this.random.chance(0.4)));
    strike('next-month', Number(this.random.chance(0.4)));
    strike('revoke', Number(this.random.chance(0.6)));
    strike('restart-database', Number(isPostgres && this.random.chance(0.5)));
    strike('fail-over', isPostgres ? this.random.between(0, 2) : 0);
    return blows.sort((a, b) => a.at - b.at);
  }

  /** A server that dies in the middle of a request costs a second, so it is kept rare. */
  trouble(mayKillServer: boolean): NetworkFault[] {
    const { random } = this;
    return Array.from({ length: random.between(1, 4) }, (): NetworkFault => {
      switch (random.weighted([14, 12, 14, 20, 12, 12, 14, 5, 5, mayKillServer ? 2 : 0])) {
        case 0:
          return { kind: 'cut-before' };
        case 1:
          return { kind: 'cut-in-request' };
        case 2:
          return { kind: 'cut-in-answer' };
        case 3:
          return { kind: 'cut-after' };
        case 4:
          return { kind: 'twice' };
        case 5:
          return { kind: 'late' };
        case 6:
          return { kind: 'answered-between', status: random.pick([403, 413, 429, 502] as const) };
        case 7:
          return { kind: 'phone-dies-before' };
        case 8:
          return { kind: 'phone-dies-after' };
        default:
          return random.chance(0.5)
            ? { kind: 'server-dies', afterMs: random.between(0, 4) }
            : { kind: 'server-dies-after-answer' };
      }
    });
  }

  /** In the way of a phone that joins: it asks as itself only once it is certified. */
  troubleWhenJoining(): NetworkFault[] {
    const kinds = ['cut-before', 'cut-after', 'cut-in-answer'] as const;
    return this.random.chance(0.3) ? [{ kind: this.random.pick(kinds) }] : [];
  }

  writeFault(kind: 'kill' | 'full'): { readonly kind: WriteFault; readonly at: number } {
    if (kind === 'kill') return { kind, at: this.random.between(1, 40) };
    const full = this.random.pick(['disk-full', 'disk-full-at-commit'] as const);
    return { kind: full, at: this.random.between(1, 12) };
  }

  clockOffset(): number {
    const days = this.random.pick([0, 0, -40, -3, -1, 1, 2, 35]);
    return days * DAY_MS + this.random.between(-90, 90) * 1000;
  }

  /** Until somebody else passes. */
  pauseMs(): number {
    return this.random.between(200, 20_000);
  }

  temperature(): number {
    return this.random.chance(0.05) ? this.random.between(373, 389) : this.random.between(358, 369);
  }
}
