import { randomBytes } from 'node:crypto';
import {
  hasRoster,
  isWithin,
  mayMerge,
  mayStandUnder,
  type Place,
  type PlaceKind,
} from '../../domain/place.ts';
import type { PlaceChange, PlaceRefusal } from '../../protocol/places.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { PlacedDevice } from '../store/devices.ts';
import { streetOf } from '../store/places.ts';
import type { StoreParts } from '../store/store.ts';
import { issueCard } from './issue-card.ts';
import { mergePeople } from './merge-people.ts';
import { rosterPlaceOf } from './roster-place.ts';

type PlaceOutcome =
  | { readonly ok: true; readonly places: readonly Place[] }
  | { readonly ok: false; readonly why: 'not-found' }
  | { readonly ok: false; readonly why: PlaceRefusal; readonly name: string };

/** Leaves the transaction: nothing has changed. */
class NoChange extends Error {
  readonly outcome: Extract<PlaceOutcome, { ok: false }>;

  constructor(outcome: Extract<PlaceOutcome, { ok: false }>) {
    super(outcome.why);
    this.outcome = outcome;
  }
}

const refuse = (why: PlaceRefusal, { name }: Pick<Place, 'name'>): never => {
  throw new NoChange({ ok: false, why, name });
};

/** One change, all or nothing, by a device within whose scope everything lies that is named. */
export async function changePlace(
  change: PlaceChange,
  device: PlacedDevice,
  {
    store,
    keys,
    now,
  }: {
    readonly store: { transaction: <T>(work: (inside: StoreParts) => Promise<T>) => Promise<T> };
    readonly keys: KeyStore;
    readonly now: number;
  },
): Promise<PlaceOutcome> {
  try {
    const places = await store.transaction(async (inside) => {
      const before = await placesBelow(device, inside);
      await new PlaceChanger(inside, keys, device, now).apply(change);
      const after = await placesBelow(device, inside);
      const known = new Map(before.map((place) => [place.id, JSON.stringify(place)]));
      return after.filter((place) => known.get(place.id) !== JSON.stringify(place));
    });
    return { ok: true, places };
  } catch (error) {
    if (error instanceof NoChange) return error.outcome;
    throw error;
  }
}

const placesBelow = (device: PlacedDevice, { places }: StoreParts): Promise<Place[]> =>
  places.within(device.place.path);

class PlaceChanger {
  readonly #inside: StoreParts;
  readonly #keys: KeyStore;
  readonly #device: PlacedDevice;
  readonly #now: number;

  constructor(inside: StoreParts, keys: KeyStore, device: PlacedDevice, now: number) {
    this.#inside = inside;
    this.#keys = keys;
    this.#device = device;
    this.#now = now;
  }

  async apply(change: PlaceChange): Promise<void> {
    const { places } = this.#inside;
    if (change.kind === 'add') {
      return this.#add(await this.#find(change.parentId), change.placeKind, change.name);
    }
    const place = await this.#find(change.placeId);
    this.#refuseOwn(place, change.kind);
    switch (change.kind) {
      case 'rename':
        if (place.closedAt !== null) refuse('place-closed', place);
        await this.#refuseTaken(place.parentId, change.name, place.id);
        return places.rename(place, change.name);
      case 'move':
        return this.#move(place, await this.#find(change.parentId));
      case 'merge':
        return this.#merge(place, await this.#find(change.intoId));
      case 'close':
        await this.#inside.invitations.endWithin(place.path, this.#now);
        return places.close(place, this.#now);
      case 'reopen':
        return this.#reopen(place);
      default:
        throw new Error(`unknown change ${change satisfies never}`);
    }
  }

  async #find(id: string): Promise<Place> {
    const place = await this.#inside.places.find(id);
    if (!place || !isWithin(place, this.#device.place.path)) {
      throw new NoChange({ ok: false, why: 'not-found' });
    }
    return place;
  }

  /** What a device's scope hangs on is not its own to change; the street's administrator may name the street. */
  #refuseOwn(place: Place, kind: PlaceChange['kind']): void {
    if (place.id !== this.#device.place.id) return;
    const named = kind === 'rename' && place.parentId === null;
    if (!named || this.#device.role !== 'administrator') refuse('own-place', place);
  }

  async #refuseTaken(parentId: string | null, name: string, but: string | null): Promise<void> {
    const siblings = (await placesBelow(this.#device, this.#inside)).filter(
      (one) => one.parentId === parentId && one.closedAt === null && one.id !== but,
    );
    const taken = siblings.find((one) => one.name === name);
    if (taken) refuse('name-taken', taken);
  }

  #refuseUnder(parent: Place, kind: PlaceKind): void {
    if (parent.closedAt !== null) refuse('parent-closed', parent);
    if (!mayStandUnder(kind, parent.kind)) refuse('kind-under-parent', parent);
  }

  async #add(parent: Place, kind: PlaceKind, name: string): Promise<void> {
    this.#refuseUnder(parent, kind);
    await this.#refuseTaken(parent.id, name, null);
    const id = randomBytes(6).toString('hex');
    await this.#inside.places.add({ id, parentId: parent.id, kind, name, madeAt: this.#now });
    if (kind === 'gate') await issueCard(this.#inside, this.#keys, id);
  }

  async #move(place: Place, parent: Place): Promise<void> {
    if (place.closedAt !== null) refuse('place-closed', place);
    if (isWithin(parent, place.path)) refuse('into-itself', place);
    this.#refuseUnder(parent, place.kind);
    await this.#refuseTaken(parent.id, place.name, place.id);
    await this.#inside.places.move(place, parent);
    await this.#attachGates(await this.#find(place.id));
  }

  async #merge(place: Place, into: Place): Promise<void> {
    const { places, devices, invitations, rosters } = this.#inside;
    if (place.id === into.id || isWithin(into, place.path)) refuse('into-itself', place);
    if (!mayMerge(place.kind, into.kind)) refuse('kinds-differ', into);
    if (place.closedAt !== null) refuse('place-closed', place);
    if (into.closedAt !== null) refuse('place-closed', into);
    if (hasRoster(place.kind) && !hasRoster(into.kind)) {
      const { generation } = await rosters.generation(place.id);
      if (generation > 0) refuse('kinds-differ', into);
    }
    await invitations.endWithin(place.path, this.#now);
    const below = (await places.within(place.path)).filter((one) => one.parentId === place.id);
    for (const child of below) {
      this.#refuseUnder(into, child.kind);
      if (child.closedAt === null) await this.#refuseTaken(into.id, child.name, child.id);
      await places.move(child, into);
    }
    await mergePeople(rosters, place, into, this.#now);
    await devices.moveAll(streetOf(place.path), place.id, into.id);
    await places.mergeInto(place, into, this.#now);
    await this.#attachGates(into);
  }

  async #reopen(place: Place): Promise<void> {
    if (place.closedAt === null) return;
    const parent = place.parentId === null ? null : await this.#inside.places.find(place.parentId);
    if (parent && parent.closedAt !== null) refuse('parent-closed', parent);
    await this.#refuseTaken(place.parentId, place.name, place.id);
    await this.#inside.places.reopen(place);
  }

  /** Each gate works with the roster of the place that it now stands at. */
  async #attachGates({ path }: Place): Promise<void> {
    const { gates, places } = this.#inside;
    for (const gate of await gates.within(path)) {
      const place = await places.find(gate.id);
      const compound = place && (await rosterPlaceOf(place, places));
      if (compound && compound.id !== gate.compoundId) await gates.attach(gate.id, compound.id);
    }
  }
}
