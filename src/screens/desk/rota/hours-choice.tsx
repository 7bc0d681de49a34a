import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { FigureBox } from '../parts/figure-box.tsx';
import { readClock, writeClock } from '../parts/figures.ts';
import css from './rota-panel.module.css';

/** Minutes of the day; an end that is not after the beginning lies on the next day. NaN: not understood. */
export interface TurnHours {
  readonly start: number;
  readonly end: number;
}

export const USUAL_HOURS: readonly TurnHours[] = [
  { start: 360, end: 840 },
  { start: 840, end: 1320 },
  { start: 1320, end: 360 },
];

const hourOf = (minute: number): string => String(Math.floor(minute / 60)).padStart(2, '0');

interface HoursChoiceProps {
  value: TurnHours;
  onChange: (value: TurnHours) => void;
}

/** The usual three shifts by one tap, or any hours typed. */
export function HoursChoice({ value, onChange }: HoursChoiceProps) {
  return (
    <fieldset class={css.hours}>
      <legend>{say('rota-desk.hours')}</legend>
      <div class={css.acts}>
        {USUAL_HOURS.map((usual) => (
          <DeskButton
            key={usual.start}
            isStill
            isPressed={usual.start === value.start && usual.end === value.end}
            onClick={() => onChange(usual)}
          >
            {hourOf(usual.start)}–{hourOf(usual.end)}
          </DeskButton>
        ))}
      </div>
      <div class={css.pair}>
        <FigureBox
          label={say('rota-desk.from')}
          value={value.start}
          write={writeClock}
          read={readClock}
          onChange={(start) => onChange({ ...value, start })}
        />
        <FigureBox
          label={say('rota-desk.to')}
          value={value.end}
          write={writeClock}
          read={readClock}
          onChange={(end) => onChange({ ...value, end })}
        />
      </div>
      {value.end <= value.start && <p class={css.hint}>{say('rota-desk.ends-next-day')}</p>}
    </fieldset>
  );
}
