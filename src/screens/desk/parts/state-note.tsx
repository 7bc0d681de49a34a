import { say } from '../../../words/i18n.ts';
import type { Section } from '../app/use-section.ts';
import buttons from './controls.module.css';
import css from './state-note.module.css';

interface EmptyNoteProps {
  children: string;
  /** The section where it can be helped. */
  to?: Section;
}

/** One sentence in place of the rows, and the way on. */
export function EmptyNote({ children, to }: EmptyNoteProps) {
  return (
    <>
      <p class={css.note}>{children}</p>
      {to && <SectionLink to={to} />}
    </>
  );
}

export function SectionLink({ to }: { to: Section }) {
  return (
    <p>
      <a class={buttons.button} href={`#${to}`}>
        {say('desk.go-to', { section: say(`desk.section-${to}`) })}
      </a>
    </p>
  );
}

/** Shows itself only when the wait is long enough to be noticed. */
export function LoadingNote() {
  return (
    <p class={`${css.note} ${css.late}`} role="status">
      {say('app.loading')}
    </p>
  );
}
