import type { ComponentChildren } from 'preact';
import type { ListedTurn, ListedVolunteer } from '../../../protocol/rota.ts';
import { say } from '../../../words/i18n.ts';
import { shortHoursWords } from './rota-words.ts';
import { TurnMark } from './turn-mark.tsx';
import css from './week-cell.module.css';
import type { WeekShift } from './week-cells.ts';

interface WeekCellProps {
  /** Gate and day, heard before the rest. */
  label: string;
  shifts: readonly WeekShift[];
  volunteers: ReadonlyMap<string, ListedVolunteer>;
  zone: string;
  /** The day is over: nobody can be planned any more. */
  isOver: boolean;
  /** The Tab key comes here. */
  isStop: boolean;
  onFocus: () => void;
  onOpen: () => void;
}

/** One gate's day in a week: who stands there when, and when nobody does. */
export function WeekCell(props: WeekCellProps) {
  const { label, shifts, volunteers, zone, isOver, isStop, onFocus, onOpen } = props;
  const gap = isOver ? css.over : css.gap;
  return (
    <button
      type="button"
      class={css.cell}
      data-cell
      tabIndex={isStop ? 0 : -1}
      onFocus={onFocus}
      onClick={onOpen}
    >
      <span class="vh">{label} </span>
      {shifts.length === 0 && <span class={gap}>{say('rota-desk.nobody')}</span>}
      {shifts.map((shift) => (
        <span
          key={`${shift.startsAt} ${shift.endsAt} ${shift.turns.length}`}
          class={shift.turns.length === 0 ? gap : css.shift}
        >
          <span class={css.hours}>{shortHoursWords(shift, zone)}</span>{' '}
          {shift.turns.length === 0
            ? say('rota-desk.nobody')
            : shift.turns.map((turn, place) => (
                <Name key={turn.id} turn={turn} name={volunteers.get(turn.volunteerId)?.name}>
                  {place < shift.turns.length - 1 && say('list.comma')}
                </Name>
              ))}
        </span>
      ))}
    </button>
  );
}

interface NameProps {
  turn: ListedTurn;
  name: string | undefined;
  /** What follows on the same line. */
  children: ComponentChildren;
}

/** Whoever did not come is seen in the week as well. */
function Name({ turn: { state }, name = say('rota-desk.unknown'), children }: NameProps) {
  const isAway = state === 'missing' || state === 'absent';
  return (
    <span class={`${css.name} ${isAway ? css.away : ''}`}>
      {isAway && <TurnMark state={state} />}
      {name}
      {isAway && <span class="vh"> {say(`rota-desk.state-${state}`)}</span>}
      {children}
    </span>
  );
}
