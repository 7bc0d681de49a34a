import { randomBytes } from 'node:crypto';
import type { Place, PlaceKind } from '../../domain/place.ts';
import { PLACE_KINDS } from '../../domain/place.ts';
import { type Database, insertRows, type Row } from './database.ts';
import { numberOrNull, textIn, textOrNull } from './row.ts';

interface NewPlace {
  /** Lowercase letters, digits and hyphens; made up when absent. */
  readonly id?: string;
  readonly parentId: string | null;
  readonly kind: PlaceKind;
  readonly name: string;
  /** Epoch ms of the server's clock; absent: it was always there. */
  readonly madeAt?: number;
}

export interface Places {
  /** @throws when the parent is unknown, or the id is malformed or taken. */
  add(place: NewPlace): Promise<Place>;
  find(id: string): Promise<Place | null>;
  /** The place at the path and everything below it, parents first. */
  within(scopePath: string): Promise<Place[]>;
  all(): Promise<Place[]>;
  rename(place: Place, name: string): Promise<void>;
  /** Under another parent, with all that is below it: their paths begin otherwise. */
  move(place: Place, parent: Place): Promise<void>;
  /** With all that is below it; what was closed before keeps its time. */
  close(place: Place, now: number): Promise<void>;
  /** It alone: what is below stays closed. */
  reopen(place: Place): Promise<void>;
  /** Closes it for good in favour of the other; what is below must have been moved before. */
  mergeInto(place: Place, into: Place, now: number): Promise<void>;
}

export const PLACE_COLUMNS = [
  'street_id',
  'id',
  'parent_id',
  'kind',
  'name',
  'path',
  'closed_at',
  'merged_into',
  'made_at',
] as const;

/** Everything of a street is kept together under the first id of its paths. */
export const streetOf = (path: string): string => path.slice(0, path.indexOf('/'));

/** `madeAt`: epoch ms; null: it was always there. */
export const placeToRow = (place: Place, madeAt: number | null): Row => ({
  street_id: streetOf(place.path),
  id: place.id,
  parent_id: place.parentId,
  kind: place.kind,
  name: place.name,
  path: place.path,
  closed_at: place.closedAt,
  merged_into: place.mergedInto,
  made_at: madeAt,
});

export const placeFromRow = (row: Row): Place => ({
  id: textIn(row, 'id'),
  parentId: textOrNull(row, 'parent_id'),
  kind: PLACE_KINDS.find((kind) => kind === row.kind) ?? 'gate',
  name: textIn(row, 'name'),
  path: textIn(row, 'path'),
  closedAt: numberOrNull(row, 'closed_at'),
  mergedInto: textOrNull(row, 'merged_into'),
});

const WITHIN = 'street_id = ? AND substr(path, 1, ?) = ?';
const withinValues = (path: string) => [streetOf(path), path.length, path] as const;

export function openPlaces(database: Database): Places {
  const find = async (id: string): Promise<Place | null> => {
    const [row] = await database.all('SELECT * FROM places WHERE id = ?', [id]);
    return row ? placeFromRow(row) : null;
  };
  return {
    find,
    async add({ id = randomBytes(6).toString('hex'), parentId, kind, name, madeAt }) {
      if (!/^[a-z0-9-]{1,40}$/.test(id)) throw new Error(`not an id of a place: ${id}`);
      const parent = parentId === null ? null : await find(parentId);
      if (parentId !== null && !parent) throw new Error(`no place ${parentId}`);
      if (await find(id)) throw new Error(`the place ${id} exists`);
      const path = `${parent?.path ?? ''}${id}/`;
      const place: Place = { id, parentId, kind, name, path, closedAt: null, mergedInto: null };
      const row = placeToRow(place, madeAt ?? null);
      await insertRows(database, 'places', PLACE_COLUMNS, [row], '');
      return place;
    },
    async within(scopePath) {
      const rows = await database.all(
        `SELECT * FROM places WHERE ${WITHIN} ORDER BY path`,
        withinValues(scopePath),
      );
      return rows.map(placeFromRow);
    },
    async rename({ path, id }, name) {
      await database.run('UPDATE places SET name = ? WHERE street_id = ? AND id = ?', [
        name,
        streetOf(path),
        id,
      ]);
    },
    async move({ id, path }, parent) {
      const streetId = streetOf(path);
      await database.run(`UPDATE places SET path = ? || substr(path, ?) WHERE ${WITHIN}`, [
        `${parent.path}${id}/`,
        path.length + 1,
        ...withinValues(path),
      ]);
      await database.run('UPDATE places SET parent_id = ? WHERE street_id = ? AND id = ?', [
        parent.id,
        streetId,
        id,
      ]);
    },
    async close({ path }, now) {
      await database.run(`UPDATE places SET closed_at = COALESCE(closed_at, ?) WHERE ${WITHIN}`, [
        now,
        ...withinValues(path),
      ]);
    },
    async reopen({ path, id }) {
      await database.run(
        'UPDATE places SET closed_at = NULL, merged_into = NULL WHERE street_id = ? AND id = ?',
        [streetOf(path), id],
      );
    },
    async mergeInto({ path, id }, into, now) {
      await database.run(
        'UPDATE places SET closed_at = ?, merged_into = ? WHERE street_id = ? AND id = ?',
        [now, into.id, streetOf(path), id],
      );
    },
    async all() {
      return (await database.all('SELECT * FROM places ORDER BY path')).map(placeFromRow);
    },
  };
}
