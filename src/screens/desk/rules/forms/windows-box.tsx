import type { ClockWindow } from '../../../../domain/policy.ts';
import { say } from '../../../../words/i18n.ts';
import { DeskButton } from '../../parts/controls.tsx';
import { FigureBox } from '../../parts/figure-box.tsx';
import { readClock, writeClock } from '../../parts/figures.ts';
import css from './form.module.css';

const CLOCK = { write: writeClock, read: readClock, maxLength: 5 };

interface WindowsBoxProps {
  windows: readonly ClockWindow[];
  onChange: (windows: ClockWindow[]) => void;
}

/** Windows of the street's day, 'from … until before'. */
export function WindowsBox({ windows, onChange }: WindowsBoxProps) {
  const change = (place: number, part: Partial<ClockWindow>) =>
    onChange(windows.map((one, at) => (at === place ? { ...one, ...part } : one)));
  return (
    <>
      {windows.map(({ fromMinute, toMinute }, place) => (
        <div key={place} class={css.row}>
          <FigureBox
            label={say('rules.window-from')}
            value={fromMinute}
            {...CLOCK}
            onChange={(minute) => change(place, { fromMinute: minute })}
          />
          <FigureBox
            label={say('rules.window-to')}
            value={toMinute}
            {...CLOCK}
            onChange={(minute) => change(place, { toMinute: minute })}
          />
          <DeskButton isStill onClick={() => onChange(windows.filter((_, at) => at !== place))}>
            {say('rules.take-away')}
          </DeskButton>
        </div>
      ))}
      <p>
        <DeskButton
          isStill
          icon="plus"
          onClick={() => onChange([...windows, { fromMinute: 480, toMinute: 720 }])}
        >
          {say('rules.add-window')}
        </DeskButton>
      </p>
    </>
  );
}
