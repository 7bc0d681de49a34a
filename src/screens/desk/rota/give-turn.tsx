import { useState } from 'preact/hooks';
import type { ListedTurn, ListedVolunteer, RotaChange } from '../../../protocol/rota.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { newId } from '../parts/new-id.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { NOBODY_TYPED, personChoice } from './person-choice.ts';
import { clashWith } from './rota-list.ts';
import css from './rota-panel.module.css';
import { hoursWords } from './rota-words.ts';
import { VolunteerBox } from './volunteer-box.tsx';

interface GiveTurnProps {
  turn: ListedTurn;
  turns: readonly ListedTurn[];
  volunteers: readonly ListedVolunteer[];
  zone: string;
  isBusy: boolean;
  onGive: (changes: readonly RotaChange[], name: string) => void;
}

/** Somebody else stands this turn: known already, or new. */
export function GiveTurn({ turn, turns, volunteers, zone, isBusy, onGive }: GiveTurnProps) {
  const [newcomerId] = useState(newId);
  const [person, setPerson] = useState(NOBODY_TYPED);
  const [problem, setProblem] = useState<string | null>(null);
  const others = volunteers.filter(({ id }) => id !== turn.volunteerId);
  const choice = personChoice(person, others);
  const clash =
    choice.kind === 'known'
      ? clashWith(turns, choice.volunteer.id, turn.startsAt, turn.endsAt, turn.id)
      : null;
  const give = () => {
    if (choice.kind === 'nobody') return setProblem(say('rota-desk.person-missing'));
    if (choice.kind === 'unclear') {
      return setProblem(say('rota-desk.person-unclear', { count: choice.count }));
    }
    const given = (volunteerId: string): RotaChange => ({
      kind: 'give-turn',
      id: turn.id,
      volunteerId,
    });
    if (choice.kind === 'known') return onGive([given(choice.volunteer.id)], choice.volunteer.name);
    const { name } = choice;
    const volunteer = { id: newcomerId, name, phone: '', unit: '', isGone: false };
    return onGive([{ kind: 'save-volunteer', volunteer }, given(newcomerId)], name);
  };
  return (
    <section class={css.part}>
      <h3>{say('rota-desk.give-whom')}</h3>
      <VolunteerBox
        label={say('rota-desk.person')}
        volunteers={others}
        value={person}
        onChange={(next) => {
          setProblem(null);
          setPerson(next);
        }}
        onEnter={give}
      />
      {clash && (
        <ProblemNote isStanding>
          {say('rota-desk.clash', { hours: hoursWords(clash, zone) })}
        </ProblemNote>
      )}
      {problem && <ProblemNote>{problem}</ProblemNote>}
      <div class={css.acts}>
        <DeskButton isMain isBusy={isBusy} onClick={give}>
          {say('rota-desk.give-yes')}
        </DeskButton>
      </div>
    </section>
  );
}
