import css from './chips.module.css';

export interface TicksProps {
  label: string;
  options: readonly string[];
  ticked: readonly string[];
  onChange: (ticked: readonly string[]) => void;
}

/** Any of a few, all in sight; in the order in which they stand. */
export function Ticks({ label, options, ticked, onChange }: TicksProps) {
  const toggle = (option: string) =>
    onChange(options.filter((one) => ticked.includes(one) !== (one === option)));
  return (
    <fieldset class={css.chips}>
      <legend class={css.label}>{label}</legend>
      <div class={css.line}>
        {options.map((option) => (
          <button
            key={option}
            type="button"
            aria-pressed={ticked.includes(option)}
            onClick={() => toggle(option)}
          >
            {option}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
