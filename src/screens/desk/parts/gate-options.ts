import type { Place } from '../../../domain/place.ts';

export interface GateOption {
  readonly id: string;
  readonly name: string;
  readonly compoundId: string;
  readonly compoundName: string;
}

export interface CompoundOption {
  readonly id: string;
  readonly name: string;
  readonly gates: readonly GateOption[];
}

/** The gates within scope, by the compound, village or venue they guard, in the order given. */
export function gateOptions(places: readonly Place[]): CompoundOption[] {
  const byId = new Map(places.map((place) => [place.id, place]));
  const compounds = new Map<string, { id: string; name: string; gates: GateOption[] }>();
  for (const place of places) {
    if (place.kind !== 'gate') continue;
    const compoundId = place.parentId ?? place.id;
    const name = byId.get(compoundId)?.name ?? '';
    const compound = compounds.get(compoundId) ?? { id: compoundId, name, gates: [] };
    compound.gates.push({ id: place.id, name: place.name, compoundId, compoundName: name });
    compounds.set(compoundId, compound);
  }
  return [...compounds.values()];
}
