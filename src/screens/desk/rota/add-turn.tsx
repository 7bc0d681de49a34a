import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { ListedTurn, ListedVolunteer } from '../../../protocol/rota.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton, Select } from '../parts/controls.tsx';
import { DayBox } from '../parts/day-box.tsx';
import type { CompoundOption } from '../parts/gate-options.ts';
import { newId } from '../parts/new-id.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { TextBox } from '../parts/text-box.tsx';
import { HoursChoice, type TurnHours, USUAL_HOURS } from './hours-choice.tsx';
import { NOBODY_TYPED, personChoice } from './person-choice.ts';
import { clashWith } from './rota-list.ts';
import css from './rota-panel.module.css';
import { hoursWords, rotaFailureWords } from './rota-words.ts';
import { turnTimes } from './turn-times.ts';
import { VolunteerBox } from './volunteer-box.tsx';

interface AddTurnProps {
  client: DeskClient;
  compounds: readonly CompoundOption[];
  /** Chosen from the beginning; empty: the first one. */
  gateId: string;
  day: string;
  zone: string;
  turns: readonly ListedTurn[];
  volunteers: readonly ListedVolunteer[];
  onAdded: (day: string) => void;
  onClose: () => void;
}

const freshIds = () => ({ turnId: newId(), volunteerId: newId() });

/** Puts one person after another on the rota: gate, day and hours stay for the next. */
export function AddTurn(props: AddTurnProps) {
  const { client, compounds, zone, turns, volunteers, onAdded, onClose } = props;
  // The same however often it is sent: a turn sent twice is one.
  const [ids, setIds] = useState(freshIds);
  const [gateId, setGateId] = useState(props.gateId || (compounds[0]?.gates[0]?.id ?? ''));
  const [person, setPerson] = useState(NOBODY_TYPED);
  const [phone, setPhone] = useState('');
  const [unit, setUnit] = useState('');
  const [day, setDay] = useState(props.day);
  const [hours, setHours] = useState<TurnHours>(USUAL_HOURS[0] as TurnHours);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const choice = personChoice(person, volunteers);
  const times = turnTimes(day, hours, zone);
  const clash =
    choice.kind === 'known' && times
      ? clashWith(turns, choice.volunteer.id, times.startsAt, times.endsAt)
      : null;
  const save = async () => {
    setSaid('');
    if (choice.kind === 'nobody') return setProblem(say('rota-desk.person-missing'));
    if (choice.kind === 'unclear') {
      return setProblem(say('rota-desk.person-unclear', { count: choice.count }));
    }
    if (!times) return setProblem(say('rota-desk.hours-odd'));
    setBusy(true);
    setProblem(null);
    const name = choice.kind === 'new' ? choice.name : choice.volunteer.name;
    const volunteerId = choice.kind === 'new' ? ids.volunteerId : choice.volunteer.id;
    if (choice.kind === 'new') {
      const saved = await client.changeRota({
        kind: 'save-volunteer',
        volunteer: {
          id: volunteerId,
          name,
          phone: phone.trim(),
          unit: unit.trim(),
          isGone: false,
        },
      });
      if (saved.kind === 'failed') return fail(rotaFailureWords(saved.why));
    }
    const added = await client.changeRota({
      kind: 'add-turns',
      turns: [{ id: ids.turnId, gateId, volunteerId, ...times }],
    });
    if (added.kind === 'failed') return fail(rotaFailureWords(added.why));
    setBusy(false);
    setIds(freshIds());
    setPerson(NOBODY_TYPED);
    setPhone('');
    setUnit('');
    setSaid(say('rota-desk.added', { name, hours: hoursWords(times, zone) }));
    onAdded(day);
  };
  const fail = (words: string) => {
    setBusy(false);
    setProblem(words);
  };
  return (
    <SidePanel label={say('rota-desk.add')} title={say('rota-desk.add')} onClose={onClose}>
      <Select label={say('column.gate')} value={gateId} onChange={setGateId}>
        {compounds.map(({ id, name, gates }) => (
          <optgroup key={id} label={name}>
            {gates.map((gate) => (
              <option key={gate.id} value={gate.id}>
                {gate.name}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
      <DayBox label={say('rota-desk.day')} value={day} onChange={(next) => next && setDay(next)} />
      <HoursChoice value={hours} onChange={setHours} />
      <VolunteerBox
        label={say('rota-desk.person')}
        volunteers={volunteers}
        value={person}
        onChange={(next) => {
          setProblem(null);
          setPerson(next);
        }}
        onEnter={() => void save()}
      />
      {choice.kind === 'new' && (
        <>
          <p class={css.hint}>{say('rota-desk.person-is-new', { name: choice.name })}</p>
          <TextBox
            label={say('rota-desk.phone')}
            value={phone}
            maxLength={20}
            onChange={setPhone}
            onEnter={() => void save()}
          />
          <TextBox
            label={say('rota-desk.unit')}
            hint={say('rota-desk.unit-hint')}
            value={unit}
            maxLength={60}
            onChange={setUnit}
            onEnter={() => void save()}
          />
        </>
      )}
      {clash && (
        <ProblemNote isStanding>
          {say('rota-desk.clash', { hours: hoursWords(clash, zone) })}
        </ProblemNote>
      )}
      {problem && <ProblemNote>{problem}</ProblemNote>}
      <p role="status" class={css.said}>
        {said}
      </p>
      <div class={css.acts}>
        <DeskButton isMain isBusy={isBusy} onClick={() => void save()}>
          {say('rota-desk.save-turn')}
        </DeskButton>
      </div>
    </SidePanel>
  );
}
