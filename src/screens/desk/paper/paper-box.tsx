import type { RefObject } from 'preact';
import { useId } from 'preact/hooks';
import { BoxProblem } from '../parts/box-problem.tsx';
import controls from '../parts/controls.module.css';

interface PaperBoxProps {
  label: string;
  value: string;
  maxLength: number;
  hint?: string;
  isNumeric?: boolean;
  isDay?: boolean;
  /** The first and the last day that a date may be. */
  days?: readonly [string, string];
  /** What is wrong with it, in words, beside it. */
  problem?: string | null;
  input?: RefObject<HTMLInputElement | null>;
  onChange: (value: string) => void;
  onLeave?: () => void;
  onEnter: () => void;
}

/** Browsers remember what stands in named forms: this one has no name, no form and no completion. */
export function PaperBox(props: PaperBoxProps) {
  const { label, value, maxLength, hint, isNumeric = false, isDay = false, days, input } = props;
  const { problem = null, onChange, onLeave, onEnter } = props;
  const id = useId();
  return (
    <div class={controls.field}>
      <label for={id}>{label}</label>
      <span class={controls.box}>
        <input
          ref={input ?? null}
          id={id}
          // The types know one kind of input at a time.
          type={(isDay ? 'date' : 'text') as 'text'}
          {...(days && { min: days[0], max: days[1] })}
          inputMode={isNumeric ? 'decimal' : 'text'}
          autocomplete="off"
          spellcheck={false}
          placeholder={hint ?? ''}
          maxLength={maxLength}
          value={value}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-problem`}
          onFocus={(event) => !isDay && event.currentTarget.select()}
          onInput={(event) => onChange(event.currentTarget.value)}
          onBlur={() => onLeave?.()}
          onKeyDown={(event) => {
            // While a word is being composed, Enter chooses its characters.
            if (event.key === 'Enter' && !event.isComposing) onEnter();
          }}
        />
      </span>
      <BoxProblem id={`${id}-problem`} problem={problem} />
    </div>
  );
}
