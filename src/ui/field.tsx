import { useEffect, useId, useRef } from 'preact/hooks';
import css from './field.module.css';

export interface FieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  /** The field was left. */
  onBlur?: (() => void) | undefined;
  /** A sentence about what looks odd; it warns, the form decides whether it stops anyone. */
  problem?: string | undefined;
  /** A quiet sentence while there is no problem. */
  hint?: string | undefined;
  inputMode?: 'text' | 'numeric' | 'tel' | 'decimal' | undefined;
  /** Big, widely spaced, in capitals: what is typed from a card, where case does not count. */
  isCardText?: boolean;
  isFocused?: boolean;
  maxLength?: number | undefined;
  /** The keyboard's own key at the end of a form. */
  onEnter?: (() => void) | undefined;
}

/** The attribute autofocus works only while a page loads; a ref that stays the same is called once. */
const focus = (input: HTMLInputElement | null): void => input?.focus();

/** Not the one that takes a word from an input method. */
export const isEnter = ({
  key,
  isComposing,
}: Pick<KeyboardEvent, 'key' | 'isComposing'>): boolean => key === 'Enter' && !isComposing;

/** No name, no autocomplete, no native form: what is typed must not reach the browser's own files. */
export function Field(props: FieldProps) {
  const { label, value, onInput, problem, hint, inputMode, isFocused } = props;
  const { isCardText, onEnter } = props;
  const id = useId();
  const note = problem ?? hint;
  const noteLine = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // While somebody types here: the buttons at the foot must not cover the line.
    const isHere = document.activeElement?.id === id;
    if (problem && isHere) noteLine.current?.scrollIntoView({ block: 'nearest' });
  }, [problem, id]);
  return (
    <div class={css.field}>
      <label for={id}>{label}</label>
      <input
        id={id}
        class={`${css.input} ${isCardText ? css.cardText : ''}`}
        type="text"
        autocomplete="off"
        autocapitalize="off"
        autocorrect="off"
        spellcheck={false}
        inputMode={inputMode}
        enterkeyhint={onEnter && 'done'}
        maxLength={props.maxLength ?? 200}
        ref={isFocused ? focus : null}
        value={value}
        aria-invalid={problem ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        onInput={(event) => onInput(event.currentTarget.value)}
        onBlur={props.onBlur}
        onKeyDown={(event) => onEnter && isEnter(event) && onEnter()}
      />
      <p
        ref={noteLine}
        id={`${id}-note`}
        class={problem ? css.problem : css.hint}
        aria-live="polite"
      >
        {note}
      </p>
    </div>
  );
}
