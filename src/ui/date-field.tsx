import { useId } from 'preact/hooks';
import css from './field.module.css';

export interface DateFieldProps {
  label: string;
  /** 'YYYY-MM-DD', or empty. */
  value: string;
  /** Neither after this. */
  max: string;
  onInput: (day: string) => void;
}

/** A day, with the phone's own calendar. */
export function DateField({ label, value, max, onInput }: DateFieldProps) {
  const id = useId();
  return (
    <div class={css.field}>
      <label for={id}>{label}</label>
      <input
        id={id}
        class={css.input}
        type="date"
        autocomplete="off"
        max={max}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  );
}
