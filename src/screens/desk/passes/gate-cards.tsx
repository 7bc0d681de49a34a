import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { say } from '../../../words/i18n.ts';
import { Select } from '../parts/controls.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import type { CompoundOption, GateOption } from '../parts/gate-options.ts';
import { QrCode } from '../parts/qr-code.tsx';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
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
  if (!chosen) return <EmptyNote>{say('passes.no-gates')}</EmptyNote>;
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
  const label = `${gate.compoundName} ${gate.name}`;
  return (
    <article class={css.card} aria-label={say('passes.card-of', { gate: label })}>
      <header class={css.head}>
        <div>
          <h2>{gate.name}</h2>
          <p>{gate.compoundName}</p>
        </div>
        {value && <p>{say('passes.epoch', { epoch: value.epoch })}</p>}
      </header>
      {failure && <FailureNote why={failure} onAgain={askAgain} />}
      {!value && !failure && <LoadingNote />}
      {value && (
        <>
          <QrCode text={value.text} label={say('passes.card-qr', { gate: label })} />
          <p class={css.typed}>
            <span class={css.hint}>{say('passes.card-typed')}</span>
            <span class={css.groups}>
              {groupsOf(value.text).map((four, index) => (
                <span key={index}>{four}</span>
              ))}
            </span>
          </p>
          <CopyButton text={value.text} />
        </>
      )}
    </article>
  );
}

/** Without the prefix, which need not be typed: seven groups of four. */
const groupsOf = (text: string): string[] => text.replace(/^KC\d:/, '').match(/.{1,4}/g) ?? [];
