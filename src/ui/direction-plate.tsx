import { say } from '../words/i18n.ts';
import css from './direction-plate.module.css';

export type Direction = 'out' | 'in';

/** A pointer as on a station board: the street is left, home is right. */
export function DirectionPlate({ direction }: { direction: Direction }) {
  return <span class={`${css.plate} ${css[direction]}`}>{say(`direction.${direction}`)}</span>;
}
