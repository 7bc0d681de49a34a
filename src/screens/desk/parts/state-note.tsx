import { say } from '../../../words/i18n.ts';
import css from './state-note.module.css';

/** One sentence in place of the rows. */
export function EmptyNote({ children }: { children: string }) {
  return <p class={css.note}>{children}</p>;
}

/** Shows itself only when the wait is long enough to be noticed. */
export function LoadingNote() {
  return (
    <p class={`${css.note} ${css.late}`} role="status">
      {say('app.loading')}
    </p>
  );
}
