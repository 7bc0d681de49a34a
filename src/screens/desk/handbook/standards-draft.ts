import { STANDARDS_LIMIT, type StandardsItem, USUAL_STANDARDS } from '../../../domain/gate-day.ts';
import { standardsTitle } from '../../standards-title.ts';

/** An item as it is typed: the words stand there whether the street's own or the usual ones. */
export interface ItemTyped {
  readonly id: number;
  readonly text: string;
}

export const itemsTyped = (items: readonly StandardsItem[]): ItemTyped[] =>
  items.map((item) => ({ id: item.id, text: standardsTitle(item) }));

const usualText = (id: number): string | null =>
  USUAL_STANDARDS.items.some((usual) => usual.id === id) ? standardsTitle({ id, title: '' }) : null;

/** Usual items whose words nobody changed keep none of their own: each phone names them in its language. */
export const itemsOf = (typed: readonly ItemTyped[]): StandardsItem[] =>
  typed.map(({ id, text }) => ({
    id,
    title: text.trim() === usualText(id) ? '' : text.trim(),
  }));

/** Seconds of the clock: an id that a removed item had never comes again, or old answers would mean the new one. */
export const freshItemId = (typed: readonly ItemTyped[], now: number): number =>
  Math.max(Math.floor(now / 1000), ...typed.map(({ id }) => id)) + 1;

export type ItemsProblem = 'none' | 'empty' | 'twice' | 'too-many';

export function itemsProblem(typed: readonly ItemTyped[]): ItemsProblem | null {
  if (typed.length === 0) return 'none';
  if (typed.length > STANDARDS_LIMIT) return 'too-many';
  const texts = typed.map(({ text }) => text.trim());
  if (texts.includes('')) return 'empty';
  return new Set(texts).size < texts.length ? 'twice' : null;
}

/** One step up (-1) or down (1). */
export function moved(typed: readonly ItemTyped[], at: number, by: -1 | 1): ItemTyped[] {
  const next = [...typed];
  const [item] = next.splice(at, 1);
  if (item) next.splice(at + by, 0, item);
  return next;
}
