import { useState } from 'preact/hooks';
import type { ListedTurn, ListedVolunteer } from '../../../protocol/rota.ts';
import { formatTime, say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import type { GateOption } from '../parts/gate-options.ts';
import { numberWords } from '../parts/number-words.ts';
import { EmptyNote } from '../parts/state-note.tsx';
import { gateWords } from './gate-words.ts';
import { PhoneLink } from './phone-link.tsx';
import type { OffRota } from './rota-list.ts';
import css from './rota-now.module.css';
import { hoursWords } from './rota-words.ts';
import { TurnMark } from './turn-mark.tsx';

const STANDINGS = ['missing', 'awaited', 'on', 'off-rota', 'absent'] as const;
type Standing = (typeof STANDINGS)[number];

interface RotaNowProps {
  /** Of today, and of the gates in view. */
  turns: readonly ListedTurn[];
  /** Still there. */
  offRota: readonly OffRota[];
  volunteers: ReadonlyMap<string, ListedVolunteer>;
  gates: ReadonlyMap<string, GateOption>;
  zone: string;
  onSelect: (turnId: string) => void;
}

const FIRST = 12;

/** Who did not come, whom to wait for and who is there, with the number to call. */
export function RotaNow({ turns, offRota, volunteers, gates, zone, onSelect }: RotaNowProps) {
  const [chosen, setChosen] = useState<Standing | null>(null);
  const [isWhole, setWhole] = useState(false);
  const figures: Readonly<Record<Standing, number>> = {
    missing: countOf(turns, 'missing'),
    awaited: countOf(turns, 'awaited'),
    on: countOf(turns, 'on'),
    'off-rota': offRota.length,
    absent: countOf(turns, 'absent'),
  };
  const shown = chosen ?? (figures.missing > 0 ? 'missing' : 'on');
  const lines =
    shown === 'off-rota'
      ? offRota.map((stay) => (
          <li key={`${stay.gateId} ${stay.name} ${stay.from}`}>
            <TurnMark state="off-rota" />
            <b>{stay.name}</b>
            <span>{gateWords(gates.get(stay.gateId))}</span>
            <span class={css.quiet}>
              {say('rota-desk.here-since', { time: formatTime(stay.from, zone) })}
            </span>
          </li>
        ))
      : turns
          .filter(({ state }) => state === shown)
          .map((turn) => (
            <li key={turn.id} class={shown === 'missing' ? css.missing : undefined}>
              <TurnMark state={turn.state} />
              <button type="button" class={css.who} onClick={() => onSelect(turn.id)}>
                {volunteers.get(turn.volunteerId)?.name ?? say('rota-desk.unknown')}
              </button>
              <span>{gateWords(gates.get(turn.gateId))}</span>
              <span class={css.quiet}>{hoursWords(turn, zone)}</span>
              <PhoneLink phone={volunteers.get(turn.volunteerId)?.phone ?? ''} />
            </li>
          ));
  return (
    <section class={css.now} aria-label={say('rota-desk.now')}>
      <ul class={css.figures}>
        {STANDINGS.map((standing) => (
          <li key={standing}>
            <button
              type="button"
              aria-pressed={standing === shown}
              onClick={() => {
                setChosen(standing);
                setWhole(false);
              }}
            >
              <span>{say(`rota-desk.figure-${standing}`)}</span>
              <b class={standing === 'missing' && figures.missing > 0 ? css.pressing : undefined}>
                {numberWords(figures[standing])}
              </b>
            </button>
          </li>
        ))}
      </ul>
      {lines.length === 0 ? (
        <EmptyNote>{say(`rota-desk.none-${shown}`)}</EmptyNote>
      ) : (
        <ol class={css.people}>{isWhole ? lines : lines.slice(0, FIRST)}</ol>
      )}
      {!isWhole && lines.length > FIRST && (
        <DeskButton isStill icon="down" onClick={() => setWhole(true)}>
          {say('rota-desk.more-people', { count: lines.length - FIRST })}
        </DeskButton>
      )}
    </section>
  );
}

const countOf = (turns: readonly ListedTurn[], wanted: ListedTurn['state']): number =>
  turns.filter(({ state }) => state === wanted).length;
