import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { halfWidth } from '../../../domain/half-width.ts';
import { personKey } from '../../../domain/rota.ts';
import type { ListedVolunteer } from '../../../protocol/rota.ts';
import { say } from '../../../words/i18n.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { DeskButton } from '../parts/controls.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { TextBox } from '../parts/text-box.tsx';
import { PhoneLink } from './phone-link.tsx';
import css from './rota-panel.module.css';
import { rotaFailureWords } from './rota-words.ts';

interface VolunteerPanelProps {
  client: DeskClient;
  before: ListedVolunteer;
  others: readonly ListedVolunteer[];
  mayChange: boolean;
  onSaved: (words: string) => void;
  onClose: () => void;
}

/** As it is dialled: digits, spaces, hyphens, a plus before; or nothing. */
const DIALLED = /^(?:[+\d][\d -]{2,19})?$/;

/** Name, number and unit of one person, and whether they may still be put on the rota. */
export function VolunteerPanel(props: VolunteerPanelProps) {
  const { client, before, others, mayChange, onSaved, onClose } = props;
  const [name, setName] = useState(before.name);
  const [phone, setPhone] = useState(before.phone);
  const [unit, setUnit] = useState(before.unit);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isSameName = others.some(
    (one) => one.id !== before.id && !one.isGone && personKey(one.name) === personKey(name),
  );
  const save = async (isGone: boolean, words: string) => {
    const dialled = halfWidth(phone).trim();
    if (name.trim() === '') return setProblem(say('rota-desk.name-missing'));
    if (!DIALLED.test(dialled)) return setProblem(say('contacts.phone-odd'));
    setBusy(true);
    setProblem(null);
    const got = await client.changeRota({
      kind: 'save-volunteer',
      volunteer: { id: before.id, name: name.trim(), phone: dialled, unit: unit.trim(), isGone },
    });
    setBusy(false);
    if (got.kind === 'failed') return setProblem(rotaFailureWords(got.why));
    onSaved(words);
  };
  const isNew = before.name === '';
  const keep = () => void save(before.isGone, say('rota-desk.person-saved', { name: name.trim() }));
  return (
    <SidePanel
      label={say('rota-desk.volunteer')}
      title={isNew ? say('rota-desk.new-volunteer') : before.name}
      {...(before.isGone && { about: say('rota-desk.gone') })}
      onClose={onClose}
    >
      {!mayChange && (
        <>
          <PhoneLink phone={before.phone} />
          <p>{before.unit}</p>
        </>
      )}
      {mayChange && (
        <>
          <TextBox
            label={say('column.name')}
            value={name}
            maxLength={40}
            onChange={setName}
            onEnter={keep}
          />
          <TextBox
            label={say('rota-desk.phone')}
            value={phone}
            maxLength={20}
            onChange={setPhone}
            onEnter={keep}
          />
          <TextBox
            label={say('rota-desk.unit')}
            hint={say('rota-desk.unit-hint')}
            value={unit}
            maxLength={60}
            onChange={setUnit}
            onEnter={keep}
          />
          {isSameName && <p class={css.problem}>{say('rota-desk.same-name')}</p>}
          {problem && (
            <p class={css.problem} role="alert">
              {problem}
            </p>
          )}
          <div class={css.acts}>
            <DeskButton isMain isBusy={isBusy} onClick={keep}>
              {say('rota-desk.save')}
            </DeskButton>
            {before.isGone && (
              <DeskButton
                isStill
                isBusy={isBusy}
                onClick={() => void save(false, say('rota-desk.is-back', { name: name.trim() }))}
              >
                {say('rota-desk.take-back')}
              </DeskButton>
            )}
            {!before.isGone && !isNew && (
              <AskFirst
                face={say('rota-desk.retire')}
                question={say('rota-desk.retire-says', { name: before.name })}
                yes={say('rota-desk.retire')}
                isBusy={isBusy}
                onYes={() => void save(true, say('rota-desk.is-gone', { name: before.name }))}
              />
            )}
          </div>
        </>
      )}
    </SidePanel>
  );
}
