import type { PlaceKind } from '../../../domain/place.ts';
import { say } from '../../../words/i18n.ts';
import css from './place-mark.module.css';

/** The kind as one character on its plate; the kind's word stands beside it or is heard. */
export function PlaceMark({ kind, isClosed = false }: { kind: PlaceKind; isClosed?: boolean }) {
  const look = [css.mark, kind === 'gate' ? css.gate : '', isClosed ? css.closed : ''];
  return (
    <span class={look.join(' ')} aria-hidden="true">
      {say(`place-mark.${kind}`)}
    </span>
  );
}
