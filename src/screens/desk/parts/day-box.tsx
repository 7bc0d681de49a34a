import { useId } from 'preact/hooks';
import css from './controls.module.css';

interface DayBoxProps {
  label: string;
  /** 'YYYY-MM-DD', or empty. */
  value: string;
  min?: string;
  max?: string;
  onChange: (day: string) => void;
}

export function DayBox({ label, value, min, max, onChange }: DayBoxProps) {
  const id = useId();
  return (
    <div class={css.field}>
      <label for={id}>{label}</label>
      <span class={css.box}>
        <input
          id={id}
          type="date"
          value={value}
          min={min}
          max={max}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </span>
    </div>
  );
}
