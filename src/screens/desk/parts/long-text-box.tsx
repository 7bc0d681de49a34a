import type { RefObject } from 'preact';
import { useId } from 'preact/hooks';
import { say } from '../../../words/i18n.ts';
import controls from './controls.module.css';
import css from './long-text-box.module.css';
import { numberWords } from './number-words.ts';

interface LongTextBoxProps {
  label: string;
  value: string;
  maxLength: number;
  /** How high it is; absent: it fills its place. */
  rows?: number;
  input?: RefObject<HTMLTextAreaElement | null>;
  onChange: (value: string) => void;
}

/** Several lines, and how much more may be written. */
export function LongTextBox({ label, value, maxLength, rows, input, onChange }: LongTextBoxProps) {
  const id = useId();
  const isFilling = rows === undefined;
  return (
    <div class={`${controls.field} ${isFilling ? css.filling : ''}`}>
      <label for={id}>{label}</label>
      <textarea
        ref={input ?? null}
        id={id}
        class={css.text}
        {...(rows !== undefined && { rows })}
        maxLength={maxLength}
        autocomplete="off"
        spellcheck={false}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <span>{say('notices.left', { count: numberWords(maxLength - value.length) })}</span>
    </div>
  );
}
