import type { StandardsItem } from '../domain/gate-day.ts';
import { type MessageId, say } from '../words/i18n.ts';

const USUAL: readonly MessageId[] = [
  'standards.item-1',
  'standards.item-2',
  'standards.item-3',
  'standards.item-4',
  'standards.item-5',
  'standards.item-6',
  'standards.item-7',
  'standards.item-8',
  'standards.item-9',
];

/** What an item is called: in the street's own words, or as one of the usual ones. */
export function standardsTitle({ id, title }: StandardsItem): string {
  const usual = USUAL[id - 1];
  return title || (usual ? say(usual) : String(id));
}
