import type { Turn } from '../../domain/rota.ts';
import type { RotaChange } from '../../protocol/rota.ts';
import type { PlacedDevice } from '../store/devices.ts';
import type { Store, StoreParts } from '../store/store.ts';

export type RotaOutcome =
  | { readonly ok: true; readonly changed: number }
  | { readonly ok: false; readonly why: 'not-found' | 'not-allowed' };

const changed = (count: number): RotaOutcome => ({ ok: true, changed: count });
const NOT_FOUND: RotaOutcome = { ok: false, why: 'not-found' };
const NOT_ALLOWED: RotaOutcome = { ok: false, why: 'not-allowed' };

/** Ids of the gates that this device keeps the rota of. */
export async function gatesKept(
  { place }: Pick<PlacedDevice, 'place'>,
  inside: Pick<StoreParts, 'gates'>,
): Promise<{ readonly all: ReadonlySet<string>; readonly open: ReadonlySet<string> }> {
  const gates = await inside.gates.within(place.path);
  const open = gates.filter(({ closedAt }) => closedAt === null);
  return { all: new Set(gates.map(({ id }) => id)), open: new Set(open.map(({ id }) => id)) };
}

/** One of these stands at that gate from that moment on. */
export const turnKey = (turn: Pick<Turn, 'gateId' | 'startsAt'>, volunteerId: string): string =>
  `${turn.gateId}/${turn.startsAt}/${volunteerId}`;

/** As asked for by a device of the desk: all of it or nothing. */
export function changeRota(
  device: PlacedDevice,
  change: RotaChange,
  store: Store,
  now: number,
): Promise<RotaOutcome> {
  const keeper = { streetId: device.streetId, by: device.name, now };
  return store.transaction(async (inside): Promise<RotaOutcome> => {
    switch (change.kind) {
      case 'save-volunteer':
        return changed(await inside.volunteers.save(keeper.streetId, [change.volunteer], now));
      case 'add-turns':
        return addTurns(device, change.turns, inside, keeper);
      case 'remove-turns': {
        const { all } = await gatesKept(device, inside);
        const found = await inside.turns.find(keeper.streetId, change.ids);
        // Of what others keep nothing is told, not even that it is there.
        const ours = found.filter(({ gateId }) => all.has(gateId)).map(({ id }) => id);
        return changed(await inside.turns.remove(keeper.streetId, ours));
      }
      case 'give-turn':
        return giveTurn(device, change, inside, keeper);
    }
  });
}

async function addTurns(
  device: PlacedDevice,
  turns: readonly Omit<Turn, 'insteadOf'>[],
  inside: StoreParts,
  keeper: { readonly streetId: string; readonly by: string; readonly now: number },
): Promise<RotaOutcome> {
  const { open } = await gatesKept(device, inside);
  const people = new Map(
    (await inside.volunteers.all(keeper.streetId)).map((one) => [one.id, one]),
  );
  for (const { gateId, volunteerId } of turns) {
    const volunteer = people.get(volunteerId);
    if (!open.has(gateId) || !volunteer) return NOT_FOUND;
    if (volunteer.isGone) return NOT_ALLOWED;
  }
  const there = await inside.turns.startingAt(
    keeper.streetId,
    turns.map(({ startsAt }) => startsAt),
  );
  const taken = new Set(there.map((turn) => turnKey(turn, turn.volunteerId)));
  const fresh: Turn[] = [];
  for (const turn of turns) {
    const key = turnKey(turn, turn.volunteerId);
    if (taken.has(key)) continue;
    taken.add(key);
    fresh.push({ ...turn, insteadOf: null });
  }
  return changed(await inside.turns.add(fresh, keeper));
}

async function giveTurn(
  device: PlacedDevice,
  { id, volunteerId }: { readonly id: string; readonly volunteerId: string },
  inside: StoreParts,
  keeper: { readonly streetId: string; readonly by: string; readonly now: number },
): Promise<RotaOutcome> {
  const [turn] = await inside.turns.find(keeper.streetId, [id]);
  const { all } = await gatesKept(device, inside);
  const volunteer = await inside.volunteers.find(keeper.streetId, volunteerId);
  if (!turn || !all.has(turn.gateId) || !volunteer) return NOT_FOUND;
  if (turn.volunteerId === volunteerId) return changed(0);
  const there = await inside.turns.startingAt(keeper.streetId, [turn.startsAt]);
  const standsThere = there.some(
    (one) => one.gateId === turn.gateId && one.volunteerId === volunteerId,
  );
  if (volunteer.isGone || standsThere) return NOT_ALLOWED;
  // Whoever was planned first, however often it is given on; back with them it was never swapped.
  const first = turn.insteadOf ?? turn.volunteerId;
  const insteadOf = first === volunteerId ? null : first;
  await inside.turns.change({ ...turn, volunteerId, insteadOf }, keeper);
  return changed(1);
}
