import css from './chips.module.css';

export interface ChipsProps<Value extends string> {
  label: string;
  /** The label is heard only. */
  isLabelHidden?: boolean;
  options: readonly { value: Value; label: string }[];
  value: Value | null;
  onChange: (value: Value) => void;
}

/** One of a few, all in sight. */
export function Chips<Value extends string>(props: ChipsProps<Value>) {
  const { label, isLabelHidden, options, value, onChange } = props;
  return (
    <fieldset class={css.chips}>
      <legend class={isLabelHidden ? 'vh' : css.label}>{label}</legend>
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
