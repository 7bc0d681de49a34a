import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { ListedTurn, ListedVolunteer, RotaChange } from '../../../protocol/rota.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton, Select } from '../parts/controls.tsx';
import { DayBox } from '../parts/day-box.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import type { GateOption } from '../parts/gate-options.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { gateWords } from './gate-words.ts';
import css from './rota-panel.module.css';
import { turnTimeWords } from './rota-words.ts';

interface SwapTurnsProps {
  client: DeskClient;
  turn: ListedTurn;
  day: string;
  volunteers: readonly ListedVolunteer[];
  gates: ReadonlyMap<string, GateOption>;
  zone: string;
  isBusy: boolean;
  onSwap: (changes: readonly RotaChange[], name: string) => void;
}

/** Two people stand each other's turns, of whatever days. */
export function SwapTurns(props: SwapTurnsProps) {
  const { client, turn, volunteers, gates, zone, isBusy, onSwap } = props;
  const [day, setDay] = useState(props.day);
  const [chosenId, setChosenId] = useState('');
  // Kept as first pressed: were the first half read again, pressing once more would swap back.
  const [wanted, setWanted] = useState<{ changes: readonly RotaChange[]; name: string } | null>(
    null,
  );
  const asked = useAnswer(day, (signal) => client.readRota({ from: day, days: 1 }, signal));
  const now = client.now();
  const others = (asked.value?.turns ?? []).filter(
    (one) => one.id !== turn.id && one.volunteerId !== turn.volunteerId && one.endsAt > now,
  );
  const known = [...volunteers, ...(asked.value?.volunteers ?? [])];
  const nameOf = (id: string): string =>
    known.find((one) => one.id === id)?.name ?? say('rota-desk.unknown');
  const other = others.find(({ id }) => id === chosenId);
  const swap = () => {
    if (wanted) return onSwap(wanted.changes, wanted.name);
    if (!other) return;
    const next = {
      name: nameOf(other.volunteerId),
      changes: [
        { kind: 'give-turn' as const, id: turn.id, volunteerId: other.volunteerId },
        { kind: 'give-turn' as const, id: other.id, volunteerId: turn.volunteerId },
      ],
    };
    setWanted(next);
    onSwap(next.changes, next.name);
  };
  const choose = (id: string) => {
    setWanted(null);
    setChosenId(id);
  };
  return (
    <section class={css.part}>
      <h3>{say('rota-desk.swap-with')}</h3>
      <DayBox
        label={say('rota-desk.day')}
        value={day}
        onChange={(next) => {
          if (next === '') return;
          choose('');
          setDay(next);
        }}
      />
      {asked.failure && <FailureNote why={asked.failure} onAgain={asked.askAgain} />}
      {asked.value && others.length === 0 && <p>{say('rota-desk.none-to-swap')}</p>}
      {others.length > 0 && (
        <Select label={say('rota-desk.turn')} value={chosenId} onChange={choose}>
          <option value="">{say('rota-desk.choose-turn')}</option>
          {others.map((one) => (
            <option key={one.id} value={one.id}>
              {nameOf(one.volunteerId)} {gateWords(gates.get(one.gateId))}{' '}
              {turnTimeWords(one, zone)}
            </option>
          ))}
        </Select>
      )}
      {(other || wanted) && (
        <div class={css.acts}>
          <DeskButton isMain isBusy={isBusy} onClick={swap}>
            {say('rota-desk.swap-yes')}
          </DeskButton>
        </div>
      )}
    </section>
  );
}
