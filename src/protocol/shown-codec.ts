import * as v from 'valibot';
import {
  CODE_COLOURS,
  HOST_LIMIT,
  PLATE_LIMIT,
  PURPOSES,
  SHOWN_KINDS,
  SHOWN_LIMIT,
  type Shown,
  TOGETHER_LIMIT,
} from '../domain/entry.ts';
import { bytes, text, uint, uint32 } from './shapes.ts';

const DAY_MS = 86_400_000;
/** Days since 1970; enough for two centuries, and for nothing that a date cannot hold. */
const day = uint(0xffff);
const kindNumber = (kind: Shown['kind']): number => SHOWN_KINDS.indexOf(kind);
const MAX_FORM_BYTES = 1280;

const itemSchema = v.union([
  v.strictTuple([v.literal(kindNumber('health-code')), uint(CODE_COLOURS.length - 1), day]),
  v.strictTuple([v.literal(kindNumber('travel-card')), uint(1), day]),
  v.strictTuple([v.literal(kindNumber('visitor-form')), bytes(1, MAX_FORM_BYTES)]),
  v.strictTuple([v.literal(kindNumber('purpose')), uint(PURPOSES.length - 1)]),
  v.strictTuple([v.literal(kindNumber('document')), uint32]),
  v.strictTuple([v.literal(kindNumber('vehicle')), text(PLATE_LIMIT), uint(TOGETHER_LIMIT)]),
  v.strictTuple([v.literal(kindNumber('host')), text(HOST_LIMIT), uint(1)]),
  v.strictTuple([v.literal(kindNumber('goods')), uint(1)]),
  v.strictTuple([v.literal(kindNumber('together')), uint32]),
  v.strictTuple([v.literal(kindNumber('instrument')), uint32]),
]);

/** Never empty, of each kind one, in the order of the kinds: there is one way to write it. */
export const shownSchema = v.pipe(
  v.array(itemSchema),
  v.minLength(1),
  v.maxLength(SHOWN_LIMIT),
  v.check((items) => items.every(([kind], place) => kind > (items[place - 1]?.[0] ?? -1))),
);

export type ShownItems = v.InferOutput<typeof shownSchema>;

const dayNumber = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY_MS;
const dayText = (number: number): string =>
  new Date(number * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);

export function itemOfShown(shown: Shown): readonly unknown[] {
  const kind = kindNumber(shown.kind);
  switch (shown.kind) {
    case 'health-code':
      return [kind, CODE_COLOURS.indexOf(shown.colour), dayNumber(shown.shownOn)];
    case 'travel-card':
      return [kind, shown.isStarred ? 1 : 0, dayNumber(shown.shownOn)];
    case 'visitor-form':
      return [kind, shown.code];
    case 'purpose':
      return [kind, PURPOSES.indexOf(shown.purpose)];
    case 'document':
      return [kind, shown.documentId];
    case 'vehicle':
      return [kind, shown.plate, shown.people];
    case 'host':
      return [kind, shown.household, shown.isConfirmed ? 1 : 0];
    case 'goods':
      return [kind, shown.hasSlip ? 1 : 0];
    case 'together':
      return [kind, shown.group];
    case 'instrument':
      return [kind, shown.instrumentId];
    default:
      throw new Error(`unknown thing shown ${(shown satisfies never as Shown).kind}`);
  }
}

export const shownOfItems = (items: ShownItems): Shown[] => items.map(shownOfItem);

function shownOfItem(item: ShownItems[number]): Shown {
  const kind = SHOWN_KINDS[item[0]];
  const [, first, second] = item as readonly unknown[];
  switch (kind) {
    case 'health-code':
      return {
        kind,
        colour: CODE_COLOURS[first as number] ?? 'red',
        shownOn: dayText(second as number),
      };
    case 'travel-card':
      return { kind, isStarred: first === 1, shownOn: dayText(second as number) };
    case 'visitor-form':
      return { kind, code: first as Uint8Array<ArrayBuffer> };
    case 'purpose':
      return { kind, purpose: PURPOSES[first as number] ?? 'other' };
    case 'document':
      return { kind, documentId: first as number };
    case 'vehicle':
      return { kind, plate: first as string, people: second as number };
    case 'host':
      return { kind, household: first as string, isConfirmed: second === 1 };
    case 'goods':
      return { kind, hasSlip: first === 1 };
    case 'together':
      return { kind, group: first as number };
    case 'instrument':
      return { kind, instrumentId: first as number };
    default:
      throw new Error(`unknown thing shown ${kind satisfies undefined}`);
  }
}
