import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { buildRoster } from '../../roster/roster-file.ts';
import type { Household, PassRow, Resident } from '../store/roster-row.ts';
import type { CompoundPeople } from '../store/rosters.ts';
import type { RosterGeneration } from '../store/write-roster.ts';

const pack = promisify(deflate);
const unpack = promisify(inflate);

interface GenerationSource {
  readonly compoundId: string;
  readonly compoundName: string;
  readonly generation: number;
  readonly builtAt: number;
  readonly importId: string | null;
  /** Those present only. */
  readonly households: readonly Household[];
  readonly residents: readonly Resident[];
  /** In force; of each holder the one that is valid longest is on the roster. */
  readonly passes: readonly PassRow[];
}

/** The pass that a roster names a holder by. */
function longestValid(
  passes: readonly PassRow[],
  holderOf: (pass: PassRow) => number | null,
): Map<number, PassRow> {
  const longest = new Map<number, PassRow>();
  for (const pass of passes) {
    const holder = holderOf(pass);
    if (holder === null) continue;
    const known = longest.get(holder);
    const longer = !known || pass.validUntil > known.validUntil;
    const later = known?.validUntil === pass.validUntil && pass.passNumber > known.passNumber;
    if (longer || later) longest.set(holder, pass);
  }
  return longest;
}

/** @throws RangeError when the roster does not hold together. */
export async function rosterGeneration(source: GenerationSource): Promise<RosterGeneration> {
  const { compoundId, compoundName, generation, builtAt, importId } = source;
  const ofResident = longestValid(source.passes, (pass) => pass.rosterNumber);
  const ofHousehold = longestValid(source.passes, (pass) => pass.householdId);
  const file = buildRoster({
    generation,
    compoundId,
    compoundName,
    households: source.households.map((household) => ({
      ...household,
      passNumber: ofHousehold.get(household.id)?.passNumber ?? null,
    })),
    residents: source.residents.map((resident) => ({
      ...resident,
      passNumber: ofResident.get(resident.rosterNumber)?.passNumber ?? null,
    })),
  });
  const people = await packPeople(source);
  return { compoundId, generation, builtAt, importId, file, people };
}

/** JSON, deflated. */
async function packPeople({
  households,
  residents,
}: Pick<GenerationSource, 'households' | 'residents'>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = await pack(JSON.stringify({ households, residents }), { level: 3 });
  return new Uint8Array(packed);
}

export async function unpackPeople(packed: Uint8Array): Promise<CompoundPeople> {
  return JSON.parse((await unpack(packed)).toString()) as CompoundPeople;
}
