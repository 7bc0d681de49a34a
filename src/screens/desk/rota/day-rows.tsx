import type { ListedVolunteer } from '../../../protocol/rota.ts';
import { Icon } from '../../../ui/icon.tsx';
import { formatTime, say } from '../../../words/i18n.ts';
import { stepBetweenRows } from '../parts/step-between-rows.ts';
import css from './day-rows.module.css';
import type { DayBar, DaySpan, GateDay } from './rota-list.ts';
import { hoursWords, stateWords } from './rota-words.ts';
import { TurnMark } from './turn-mark.tsx';

interface DayRowsProps {
  days: readonly GateDay[];
  volunteers: ReadonlyMap<string, ListedVolunteer>;
  span: DaySpan;
  /** Null: the day is another. */
  now: number | null;
  zone: string;
  selectedId: string | null;
  /** Null: whoever looks may change nothing. */
  onAdd: ((gateId: string) => void) | null;
  onSelect: (turnId: string) => void;
}

const HOURS = [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24] as const;

/** Gates down, hours across: each turn as a bar where there is room, as a line where there is not. */
export function DayRows(props: DayRowsProps) {
  const { days, volunteers, span, now, zone, selectedId, onAdd, onSelect } = props;
  const partOf = (at: number): string => `${((at - span.begin) / (span.end - span.begin)) * 100}%`;
  return (
    <div class={css.day}>
      <div class={css.head} aria-hidden="true">
        <span>{say('column.gate')}</span>
        <div class={css.hours}>
          {HOURS.map((hour) => (
            <span key={hour} style={{ left: `${(hour / 24) * 100}%` }}>
              {hour}
            </span>
          ))}
        </div>
      </div>
      <div class={css.body}>
        <div class={css.lines} aria-hidden="true">
          {HOURS.slice(1, -1).map((hour) => (
            <span key={hour} style={{ left: `${(hour / 24) * 100}%` }} />
          ))}
          {now !== null && now > span.begin && now < span.end && (
            <span class={css.now} style={{ left: partOf(now) }} />
          )}
        </div>
        <ol onKeyDown={stepBetweenRows}>
          {days.map(({ gate, bars, lanes }) => (
            <li key={gate.id} class={css.row}>
              <div class={css.gate}>
                <h2 data-gate={gate.id} tabIndex={-1}>
                  {gate.name}
                  {gate.name !== gate.compoundName && <span>{gate.compoundName}</span>}
                </h2>
                {onAdd && (
                  <button
                    type="button"
                    class={css.add}
                    aria-label={say('rota-desk.add-at', { gate: gate.name })}
                    onClick={() => onAdd(gate.id)}
                  >
                    <Icon name="plus" size="small" />
                  </button>
                )}
              </div>
              {bars.length === 0 ? (
                <p class={css.empty}>{say('rota-desk.nobody-here')}</p>
              ) : (
                <ul class={css.bars} style={{ '--lanes': lanes }}>
                  {bars.map((bar) => (
                    <li
                      key={keyOf(bar)}
                      class={bar.kind === 'off-rota' ? css.unplanned : undefined}
                      style={{
                        '--from': partOf(bar.from),
                        '--wide': partOf(span.begin + bar.until - bar.from),
                        '--lane': bar.lane,
                      }}
                    >
                      {bar.kind === 'off-rota' ? (
                        <p class={`${css.bar} ${css['off-rota']}`}>
                          <span class={css.when}>
                            {formatTime(bar.stay.from, zone)}–
                            {bar.stay.until !== null && formatTime(bar.stay.until, zone)}
                          </span>
                          <TurnMark state="off-rota" />
                          <b>{bar.stay.name}</b>
                          <span class={css.state}>{say('rota-desk.off-rota')}</span>
                        </p>
                      ) : (
                        <button
                          type="button"
                          class={`${css.bar} ${css[bar.turn.state]}`}
                          data-row={bar.turn.id}
                          aria-expanded={bar.turn.id === selectedId}
                          title={hoursWords(bar.turn, zone)}
                          onClick={() => onSelect(bar.turn.id)}
                        >
                          <span class={css.when}>{hoursWords(bar.turn, zone)}</span>
                          <TurnMark state={bar.turn.state} />
                          <b>
                            {volunteers.get(bar.turn.volunteerId)?.name ?? say('rota-desk.unknown')}
                          </b>
                          <span class={css.state}>{stateWords(bar.turn, zone)}</span>
                        </button>
                      )}
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

const keyOf = (bar: DayBar): string =>
  bar.kind === 'turn' ? bar.turn.id : `${bar.stay.name} ${bar.stay.from}`;
