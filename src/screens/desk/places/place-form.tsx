import type { ComponentChildren } from 'preact';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import css from './place-form.module.css';
import type { PlaceChanging } from './use-place-change.ts';

interface PlaceFormProps {
  title: string;
  /** What will happen, in a sentence. */
  sentence?: string | null;
  changing: PlaceChanging;
  /** On the filled button. */
  act: string;
  /** Null: something is still to be chosen. */
  onAct: (() => void) | null;
  onLeave: () => void;
  /** Of the other button: nothing is lost by it. */
  leave?: string;
  children?: ComponentChildren;
}

/** One change of one place: what it needs, what will happen, the act. */
export function PlaceForm(props: PlaceFormProps) {
  const { title, sentence, changing, act, onAct, onLeave, leave, children } = props;
  const { isBusy, failure } = changing;
  return (
    <section class={css.form} aria-label={title}>
      <h3>{title}</h3>
      {children}
      {sentence && <p class={css.sentence}>{sentence}</p>}
      {failure && <FailureNote why={failure.why} sentence={failure.sentence} />}
      <div class={css.acts}>
        {onAct && (
          <DeskButton isMain isBusy={isBusy} onClick={onAct}>
            {act}
          </DeskButton>
        )}
        <DeskButton isStill onClick={onLeave}>
          {leave ?? say('act.cancel')}
        </DeskButton>
      </div>
    </section>
  );
}
