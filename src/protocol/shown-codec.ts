import * as v from 'valibot';
import { CODE_COLOURS, SHOWN_KINDS, SHOWN_LIMIT, type Shown } from '../domain/entry.ts';
import { bytes, uint } from './shapes.ts';

const DAY_MS = 86_400_000;
/** Days since 1970; enough for two centuries, and for nothing that a date cannot hold. */
const day = uint(0xffff);
const kindNumber = (kind: Shown['kind']): number => SHOWN_KINDS.indexOf(kind);
const MAX_FORM_BYTES = 1280;

const itemSchema = v.union([
  v.strictTuple([v.literal(kindNumber('health-code')), uint(CODE_COLOURS.length - 1), day]),
  v.strictTuple([v.literal(kindNumber('travel-card')), uint(1), day]),
  v.strictTuple([v.literal(kindNumber('visitor-form')), bytes(1, MAX_FORM_BYTES)]),
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
    default:
      throw new Error(`unknown thing shown ${(shown satisfies never as Shown).kind}`);
  }
}

export const shownOfItems = (items: ShownItems): Shown[] =>
  items.map((item): Shown => {
    if (item.length === 2) return { kind: 'visitor-form', code: item[1] };
    const [kind, value, number] = item;
    const shownOn = dayText(number);
    const colour = CODE_COLOURS[value];
    return kind === kindNumber('health-code') && colour
      ? { kind: 'health-code', colour, shownOn }
      : { kind: 'travel-card', isStarred: value === 1, shownOn };
  });
