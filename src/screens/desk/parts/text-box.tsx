import type { RefObject } from 'preact';
import { useId } from 'preact/hooks';
import css from './controls.module.css';

interface TextBoxProps {
  label: string;
  value: string;
  maxLength: number;
  hint?: string;
  input?: RefObject<HTMLInputElement | null>;
  onChange: (value: string) => void;
  /** The Enter key: what the button behind it would do. */
  onEnter?: () => void;
}

/** Browsers remember what stands in named forms: this one has no name, no form and no completion. */
export function TextBox({ label, value, maxLength, hint, input, onChange, onEnter }: TextBoxProps) {
  const id = useId();
  return (
    <div class={css.field}>
      <label for={id}>{label}</label>
      <span class={css.box}>
        <input
          ref={input ?? null}
          id={id}
          type="text"
          autocomplete="off"
          spellcheck={false}
          placeholder={hint}
          maxLength={maxLength}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
          onKeyDown={(event) => {
            // While a word is being composed, Enter chooses its characters.
            if (event.key === 'Enter' && !event.isComposing) onEnter?.();
          }}
        />
      </span>
    </div>
  );
}
