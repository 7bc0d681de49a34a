import { plainName } from '../roster-import/place-plan.ts';
import type { PlacedGate } from '../store/gates.ts';

export type KnownGate = Pick<PlacedGate, 'id' | 'name' | 'compoundName'>;
export type GateFound =
  | { readonly ok: true; readonly gateId: string }
  | { readonly ok: false; readonly why: 'gate-unknown' | 'gate-not-unique' };

/** Words that say what a gate is, not which. */
const KIND = /(?:疫情)?(?:卡点|卡口|门岗|监测点|检查点|测温点|值守点|执勤点|点位|出入口|卡點|崗)$/;
const joined = (name: string): string =>
  plainName(name).replaceAll(/[-—–_/\\·、,.()（）【】[\]]/g, '');
const bare = (name: string): string => joined(name).replace(KIND, '') || joined(name);

/** Gates by what tables call them. Of none, or of several, it is never guessed which is meant. */
export class GateFinder {
  readonly #gates: readonly KnownGate[];
  readonly #found = new Map<string, GateFound>();

  /** `gates`: those that may be meant. */
  constructor(gates: readonly KnownGate[]) {
    this.#gates = gates;
  }

  find(compound: string, gate: string): GateFound {
    const key = JSON.stringify([compound, gate]);
    const known = this.#found.get(key);
    if (known) return known;
    const found = this.#find(compound, gate);
    this.#found.set(key, found);
    return found;
  }

  #find(compound: string, gate: string): GateFound {
    const within =
      compound === ''
        ? this.#gates
        : this.#gates.filter(({ compoundName }) => joined(compoundName) === joined(compound));
    if (gate === '') return oneOf(within);
    for (const plain of [joined, bare]) {
      const wanted = plain(gate);
      for (const candidates of [
        within.filter(({ name }) => plain(name) === wanted),
        within.filter(({ name, compoundName }) => plain(`${compoundName}${name}`) === wanted),
      ]) {
        if (candidates.length > 0) return oneOf(candidates);
      }
    }
    // 'The compound' stands for its gate where it has only one.
    return oneOf(within.filter(({ compoundName }) => joined(compoundName) === bare(gate)));
  }
}

function oneOf([only, another]: readonly KnownGate[]): GateFound {
  if (!only) return { ok: false, why: 'gate-unknown' };
  return another ? { ok: false, why: 'gate-not-unique' } : { ok: true, gateId: only.id };
}
