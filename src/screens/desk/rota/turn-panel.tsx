import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { ListedTurn, ListedVolunteer, RotaChange } from '../../../protocol/rota.ts';
import { formatTime, say } from '../../../words/i18n.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { DeskButton } from '../parts/controls.tsx';
import type { GateOption } from '../parts/gate-options.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { gateWords } from './gate-words.ts';
import { GiveTurn } from './give-turn.tsx';
import { PhoneLink } from './phone-link.tsx';
import css from './rota-panel.module.css';
import { durationWords, rotaFailureWords, stateWords, turnTimeWords } from './rota-words.ts';
import { SwapTurns } from './swap-turns.tsx';
import { TurnMark } from './turn-mark.tsx';

interface TurnPanelProps {
  client: DeskClient;
  turn: ListedTurn;
  day: string;
  turns: readonly ListedTurn[];
  volunteers: readonly ListedVolunteer[];
  gates: ReadonlyMap<string, GateOption>;
  zone: string;
  mayChange: boolean;
  /** Something was changed, in words; the panel stays unless the turn is gone. */
  onChanged: (words: string) => void;
  onClose: () => void;
}

type Act = 'give' | 'swap';

/** One turn: who, whether they came, whom to call, and what to do when they cannot. */
export function TurnPanel(props: TurnPanelProps) {
  const { client, turn, day, turns, volunteers, gates, zone, mayChange, onChanged, onClose } =
    props;
  const [act, setAct] = useState<Act | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const nameOf = (id: string): string =>
    volunteers.find((one) => one.id === id)?.name ?? say('rota-desk.unknown');
  const person = volunteers.find(({ id }) => id === turn.volunteerId);
  const isPressing = turn.state === 'missing' || turn.state === 'absent';
  /** All of them, one after another; the same again changes nothing. */
  const change = async (wanted: readonly RotaChange[], words: string) => {
    setBusy(true);
    setProblem(null);
    for (const [place, one] of wanted.entries()) {
      const got = await client.changeRota(one);
      if (got.kind === 'failed') {
        setBusy(false);
        const why = rotaFailureWords(got.why);
        return setProblem(place === 0 ? why : say('rota-desk.half-swapped', { why }));
      }
    }
    setBusy(false);
    setAct(null);
    onChanged(words);
  };
  return (
    <SidePanel
      label={say('rota-desk.one')}
      title={nameOf(turn.volunteerId)}
      about={`${gateWords(gates.get(turn.gateId))} ${turnTimeWords(turn, zone)}`}
      onClose={onClose}
    >
      <p class={`${css.state} ${isPressing ? css.pressing : ''}`}>
        <TurnMark state={turn.state} />
        {stateWords(turn, zone)}
      </p>
      {person && <PhoneLink phone={person.phone} />}
      <dl class={css.rows}>
        {person?.unit && (
          <>
            <dt>{say('rota-desk.unit')}</dt>
            <dd>{person.unit}</dd>
          </>
        )}
        {turn.cameAt !== null && (
          <>
            <dt>{say('rota-desk.came')}</dt>
            <dd>{formatTime(turn.cameAt, zone)}</dd>
          </>
        )}
        {turn.servedMinutes > 0 && (
          <>
            <dt>{say('rota-desk.served')}</dt>
            <dd>{durationWords(turn.servedMinutes)}</dd>
          </>
        )}
        {turn.insteadOf !== null && (
          <>
            <dt>{say('rota-desk.instead-of')}</dt>
            <dd>{nameOf(turn.insteadOf)}</dd>
          </>
        )}
      </dl>
      {mayChange && (
        <>
          <div class={css.acts}>
            <DeskButton
              isStill
              isExpanded={act === 'give'}
              onClick={() => setAct(act === 'give' ? null : 'give')}
            >
              {say('rota-desk.give')}
            </DeskButton>
            <DeskButton
              isStill
              isExpanded={act === 'swap'}
              onClick={() => setAct(act === 'swap' ? null : 'swap')}
            >
              {say('rota-desk.swap')}
            </DeskButton>
            <AskFirst
              face={say('rota-desk.remove')}
              question={say('rota-desk.remove-says', { name: nameOf(turn.volunteerId) })}
              yes={say('rota-desk.remove')}
              isBusy={isBusy}
              onYes={() =>
                void change([{ kind: 'remove-turns', ids: [turn.id] }], say('rota-desk.removed'))
              }
            />
          </div>
          {act === 'give' && (
            <GiveTurn
              turn={turn}
              turns={turns}
              volunteers={volunteers}
              zone={zone}
              isBusy={isBusy}
              onGive={(wanted, name) => void change(wanted, say('rota-desk.given', { name }))}
            />
          )}
          {act === 'swap' && (
            <SwapTurns
              client={client}
              turn={turn}
              day={day}
              volunteers={volunteers}
              gates={gates}
              zone={zone}
              isBusy={isBusy}
              onSwap={(wanted, name) => void change(wanted, say('rota-desk.swapped', { name }))}
            />
          )}
        </>
      )}
      {problem && <ProblemNote>{problem}</ProblemNote>}
    </SidePanel>
  );
}
