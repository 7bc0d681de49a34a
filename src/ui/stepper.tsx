import { Icon } from './icon.tsx';
import css from './stepper.module.css';

export interface StepperProps {
  label: string;
  value: number;
  unit: string;
  lowest: number;
  highest: number;
  lessLabel: string;
  moreLabel: string;
  onChange: (value: number) => void;
}

/** A small number by two keys that a glove hits. */
export function Stepper(props: StepperProps) {
  const { label, value, unit, lowest, highest, onChange } = props;
  const step = (by: number) => onChange(Math.min(highest, Math.max(lowest, value + by)));
  return (
    <fieldset class={css.stepper}>
      <legend class={css.label}>{label}</legend>
      <div class={css.line}>
        <button type="button" aria-label={props.lessLabel} onClick={() => step(-1)}>
          <Icon name="minus" size="large" />
        </button>
        <output class={css.value}>
          {value} <small>{unit}</small>
        </output>
        <button type="button" aria-label={props.moreLabel} onClick={() => step(1)}>
          <Icon name="plus" size="large" />
        </button>
      </div>
    </fieldset>
  );
}
