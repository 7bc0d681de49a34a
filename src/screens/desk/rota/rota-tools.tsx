import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Place } from '../../../domain/place.ts';
import { dayPlus } from '../../../domain/street-calendar.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton, Select } from '../parts/controls.tsx';
import { DayBox } from '../parts/day-box.tsx';
import { scopesAbove } from '../parts/gates-within.ts';
import css from './rota-tools.module.css';

interface RotaToolsProps {
  /** What a step forward or back goes. */
  step: 'day' | 'week';
  day: string;
  /** Today is in view. */
  isNow: boolean;
  today: string;
  places: readonly Place[];
  /** Whose gates are in view; empty: all. */
  placeId: string;
  onDay: (day: string) => void;
  onPlace: (placeId: string) => void;
  /** Where room is short, a panel stands instead of it. */
  isBehind?: boolean;
  /** What may be done, at the end. */
  children?: ComponentChildren;
}

/** Which days and which gates are in view. */
export function RotaTools(props: RotaToolsProps) {
  const { step, day, isNow, today, places, placeId, onDay, onPlace, isBehind = false } = props;
  const scopes = useMemo(() => scopesAbove(places), [places]);
  const days = step === 'day' ? 1 : 7;
  return (
    <div class={`${css.tools} ${isBehind ? css.behind : ''}`}>
      <DeskButton isStill icon="back" onClick={() => onDay(dayPlus(day, -days))}>
        <span class="vh">{say(`rota-desk.${step}-before`)}</span>
      </DeskButton>
      <DayBox label={say('rota-desk.day')} value={day} onChange={(next) => next && onDay(next)} />
      <DeskButton isStill icon="next" onClick={() => onDay(dayPlus(day, days))}>
        <span class="vh">{say(`rota-desk.${step}-after`)}</span>
      </DeskButton>
      {!isNow && (
        <DeskButton isStill onClick={() => onDay(today)}>
          {say(step === 'day' ? 'filter.today' : 'rota-desk.this-week')}
        </DeskButton>
      )}
      {scopes.length > 1 && (
        <Select label={say('rota-desk.where')} value={placeId} onChange={onPlace}>
          <option value="">{say('rota-desk.everywhere')}</option>
          {scopes.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      {props.children && <div class={css.acts}>{props.children}</div>}
    </div>
  );
}
