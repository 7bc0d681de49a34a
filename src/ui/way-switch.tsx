import { say } from '../words/i18n.ts';
import type { Direction } from './direction-plate.tsx';
import { Icon } from './icon.tsx';
import css from './way-switch.module.css';

export interface WaySwitchProps {
  direction: Direction;
  onChange: (direction: Direction) => void;
}

/** One switch that stays: street to the left, home to the right, the gate line between. */
export function WaySwitch({ direction, onChange }: WaySwitchProps) {
  return (
    <fieldset class={css.way}>
      <legend class="vh">{say('direction.label')}</legend>
      <button
        type="button"
        class={css.out}
        aria-pressed={direction === 'out'}
        onClick={() => onChange('out')}
      >
        <span class={css.face}>
          <Icon name="out" size="large" />
          <b>{say('direction.out')}</b>
        </span>
      </button>
      <button
        type="button"
        class={css.in}
        aria-pressed={direction === 'in'}
        onClick={() => onChange('in')}
      >
        <span class={css.face}>
          <b>{say('direction.in')}</b>
          <Icon name="in" size="large" />
        </span>
      </button>
    </fieldset>
  );
}
