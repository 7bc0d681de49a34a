import type { ComponentChildren } from 'preact';
import css from './segmented.module.css';

export interface SegmentedProps<Value extends string> {
  label: string;
  options: readonly { value: Value; label: ComponentChildren }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** The desk's choice of one of a few. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { label, options, value, onChange } = props;
  return (
    <fieldset class={css.field}>
      <legend>{label}</legend>
      <div class={css.line}>
        {options.map((option) => (
          <button
            key={option.value}
            type="button"
            aria-pressed={option.value === value}
            onClick={() => onChange(option.value)}
          >
            {option.label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
