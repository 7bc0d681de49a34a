import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { personKey } from '../../../domain/rota.ts';
import type { ListedVolunteer } from '../../../protocol/rota.ts';
import { say } from '../../../words/i18n.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { DeskButton } from '../parts/controls.tsx';
import { dialledPhone } from '../parts/dialled-phone.ts';
import { LinesForm } from '../parts/lines-form.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { PhoneLink } from './phone-link.tsx';
import { rotaFailureWords } from './rota-words.ts';

interface VolunteerPanelProps {
  client: DeskClient;
  before: ListedVolunteer;
  others: readonly ListedVolunteer[];
  mayChange: boolean;
  onSaved: (words: string) => void;
  onClose: () => void;
}

/** Name, number and unit of one person, and whether they may still be put on the rota. */
export function VolunteerPanel(props: VolunteerPanelProps) {
  const { client, before, others, mayChange, onSaved, onClose } = props;
  const [values, setValues] = useState({
    name: before.name,
    phone: before.phone,
    unit: before.unit,
  });
  const { name, phone, unit } = values;
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isSameName = others.some(
    (one) => one.id !== before.id && !one.isGone && personKey(one.name) === personKey(name),
  );
  const save = async (isGone: boolean, words: string) => {
    const dialled = dialledPhone(phone);
    if (name.trim() === '') return setProblem(say('rota-desk.name-missing'));
    if (dialled === null) return setProblem(say('contacts.phone-odd'));
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
        <LinesForm
          lines={[
            { name: 'name', label: say('column.name'), maxLength: 40 },
            { name: 'phone', label: say('rota-desk.phone'), maxLength: 20 },
            {
              name: 'unit',
              label: say('rota-desk.unit'),
              hint: say('rota-desk.unit-hint'),
              maxLength: 60,
            },
          ]}
          values={values}
          problem={problem}
          note={isSameName && <ProblemNote isStanding>{say('rota-desk.same-name')}</ProblemNote>}
          onChange={setValues}
          onEnter={keep}
        >
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
        </LinesForm>
      )}
    </SidePanel>
  );
}
