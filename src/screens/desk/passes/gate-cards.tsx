import { useState } from 'preact/hooks';
import type { DeskFailure } from '../../../desk-client/answer.ts';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { GateCardAnswer } from '../../../protocol/passes.ts';
import { say } from '../../../words/i18n.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { Select } from '../parts/controls.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import type { CompoundOption, GateOption } from '../parts/gate-options.ts';
import { notDoneWords } from '../parts/not-done-words.ts';
import { QrCode } from '../parts/qr-code.tsx';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { cardGroups } from './card-groups.ts';
import css from './gate-cards.module.css';

interface GateCardsProps {
  client: DeskClient;
  compounds: readonly CompoundOption[];
  /** Null: there is none. */
  chosen: CompoundOption | null;
  onChoose: (compoundId: string) => void;
}

/** Only the chosen compound's cards are fetched: each of them opens a roster. */
export function GateCards({ client, compounds, chosen, onChoose }: GateCardsProps) {
  if (!chosen) return <EmptyNote to="places">{say('passes.no-gates')}</EmptyNote>;
  return (
    <>
      <p class={css.warning}>{say('passes.card-warning')}</p>
      <div class={css.choose}>
        <Select label={say('passes.compound')} value={chosen.id} onChange={onChoose}>
          {compounds.map(({ id, name, gates }) => (
            <option key={id} value={id}>
              {say('filter.compound-gates', { name, count: gates.length })}
            </option>
          ))}
        </Select>
      </div>
      <ul class={css.cards}>
        {chosen.gates.map((gate) => (
          <li key={gate.id}>
            <GateCard client={client} gate={gate} />
          </li>
        ))}
      </ul>
    </>
  );
}

function GateCard({ client, gate }: { client: DeskClient; gate: GateOption }) {
  const { value, failure, askAgain } = useAnswer(gate.id, (signal) =>
    client.readGateCard(gate.id, signal),
  );
  const [replaced, setReplaced] = useState<GateCardAnswer | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [notReplaced, setNotReplaced] = useState<DeskFailure | null>(null);
  const replace = async () => {
    setBusy(true);
    const answer = await client.replaceGateCard(gate.id);
    setBusy(false);
    setNotReplaced(answer.kind === 'failed' ? answer.why : null);
    if (answer.kind === 'answer') setReplaced(answer.value);
  };
  const card = replaced ?? value;
  const label = `${gate.compoundName} ${gate.name}`;
  return (
    <article class={css.card} aria-label={say('passes.card-of', { gate: label })}>
      <header class={css.head}>
        <div>
          <h2>{gate.name}</h2>
          <p>{gate.compoundName}</p>
        </div>
        {card && <p>{say('passes.epoch', { epoch: card.epoch })}</p>}
      </header>
      {failure && <FailureNote why={failure} onAgain={askAgain} />}
      {!card && !failure && <LoadingNote />}
      {card && (
        <>
          <QrCode text={card.text} label={say('passes.card-qr', { gate: label })} />
          <p>
            <span class={css.hint}>{say('passes.card-typed')}</span>
            <span class={css.groups}>
              {cardGroups(card.text).map((four, index) => (
                <span key={index}>{four}</span>
              ))}
            </span>
          </p>
          {replaced && (
            <p class={css.done} role="status">
              {say('passes.card-replaced', { epoch: replaced.epoch })}
            </p>
          )}
          {notReplaced && <FailureNote why={notReplaced} sentence={notDoneWords(notReplaced)} />}
          <div class={css.acts}>
            <CopyButton text={card.text} />
            <AskFirst
              face={say('passes.card-replace')}
              question={say('passes.card-replace-what')}
              yes={say('passes.card-replace-yes')}
              isBusy={isBusy}
              onYes={replace}
            />
          </div>
        </>
      )}
    </article>
  );
}
