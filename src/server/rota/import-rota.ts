import { randomBytes } from 'node:crypto';
import { personKey, type Turn, type Volunteer } from '../../domain/rota.ts';
import type { RotaImport } from '../../protocol/rota.ts';
import type { PlacedDevice } from '../store/devices.ts';
import type { Store } from '../store/store.ts';
import { gatesKept, type RotaOutcome, turnKey } from './change-rota.ts';

type ImportedRow = RotaImport['rows'][number];

const newId = (): string => randomBytes(16).toString('hex');
const digits = (phone: string): string => phone.normalize('NFKC').replaceAll(/\D/g, '');

/**
 * Who is meant: by phone, else by name and unit. Rows without either mean the only one of that name; one who was known by
 * name alone is whoever comes with a unit first. A number is never enough without the name: many share their unit's.
 */
function meantBy(
  row: ImportedRow,
  namesakes: readonly Volunteer[],
  standsThere: (volunteerId: string) => boolean,
): Volunteer | null {
  const phone = digits(row.phone);
  if (phone !== '') {
    const byPhone = namesakes.find((one) => digits(one.phone) === phone);
    if (byPhone) return byPhone;
  }
  const rivals = namesakes.filter((one) => phone === '' || digits(one.phone) === '');
  const sameUnit = rivals.find((one) => one.unit.trim() === row.unit.trim());
  if (sameUnit) return sameUnit;
  if (row.unit.trim() !== '') return rivals.find((one) => one.unit === '') ?? null;
  if (rivals.length <= 1) return rivals[0] ?? null;
  return rivals.find(({ id }) => standsThere(id)) ?? null;
}

/** Puts rows of a spreadsheet into force. The same rows again change nothing; a turn that was swapped since stays so. */
export function importRota(
  device: PlacedDevice,
  { rows }: RotaImport,
  store: Store,
  now: number,
): Promise<RotaOutcome> {
  const { streetId, name: by } = device;
  return store.transaction(async (inside): Promise<RotaOutcome> => {
    const { open } = await gatesKept(device, inside);
    if (rows.some(({ gateId }) => !open.has(gateId))) return { ok: false, why: 'not-found' };
    const everybody = await inside.volunteers.all(streetId);
    const people = new Map<string, Volunteer[]>();
    const keep = (one: Volunteer): void => {
      const key = personKey(one.name);
      people.set(key, [...(people.get(key) ?? []).filter(({ id }) => id !== one.id), one]);
    };
    for (const one of everybody) keep(one);
    const turns = new Map<string, Turn>();
    const there = await inside.turns.startingAt(
      streetId,
      rows.map(({ startsAt }) => startsAt),
    );
    for (const turn of there) {
      if (turn.insteadOf !== null) turns.set(turnKey(turn, turn.insteadOf), turn);
    }
    for (const turn of there) turns.set(turnKey(turn, turn.volunteerId), turn);
    const saved = new Map<string, Volunteer>();
    const fresh = new Map<string, Turn>();
    const moved = new Map<string, Turn>();
    for (const row of rows) {
      const namesakes = people.get(personKey(row.name)) ?? [];
      const meant = meantBy(row, namesakes, (id) => turns.has(turnKey(row, id)));
      const person: Volunteer = {
        id: meant?.id ?? newId(),
        name: meant?.name ?? row.name.trim(),
        phone: row.phone.trim() || (meant?.phone ?? ''),
        unit: row.unit.trim() || (meant?.unit ?? ''),
        isGone: false,
      };
      keep(person);
      saved.set(person.id, person);
      const key = turnKey(row, person.id);
      const turn = turns.get(key);
      if (!turn) {
        const { gateId, startsAt, endsAt } = row;
        const made = { gateId, startsAt, endsAt, volunteerId: person.id, insteadOf: null };
        fresh.set(key, { id: newId(), ...made });
        turns.set(key, fresh.get(key) as Turn);
      } else if (turn.endsAt !== row.endsAt) {
        const other = { ...turn, endsAt: row.endsAt };
        turns.set(key, other);
        if (fresh.has(key)) fresh.set(key, other);
        else moved.set(turn.id, other);
      }
    }
    const keeper = { streetId, by, now };
    for (const turn of moved.values()) await inside.turns.change(turn, keeper);
    const others = await inside.volunteers.save(streetId, [...saved.values()], now);
    return {
      ok: true,
      changed: others + moved.size + (await inside.turns.add([...fresh.values()], keeper)),
    };
  });
}
