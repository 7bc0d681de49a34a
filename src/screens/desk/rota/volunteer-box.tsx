import type { ListedVolunteer } from '../../../protocol/rota.ts';
import { say } from '../../../words/i18n.ts';
import offer from '../parts/combobox.module.css';
import { Combobox } from '../parts/combobox.tsx';
import type { PersonTyped } from './person-choice.ts';
import { matches } from './rota-list.ts';

interface VolunteerBoxProps {
  label: string;
  volunteers: readonly ListedVolunteer[];
  value: PersonTyped;
  onChange: (value: PersonTyped) => void;
  /** Enter, once it is said who. */
  onEnter: () => void;
}

type Choice = ListedVolunteer | 'new';

const MOST = 8;

/** A part of a name, a number or a unit finds volunteers; the last choice is always somebody new. */
export function VolunteerBox({ label, volunteers, value, onChange, onEnter }: VolunteerBoxProps) {
  const { text, pickedId, isNew } = value;
  const typed = text.trim();
  const found = volunteers.filter((one) => !one.isGone && matches(one, typed)).slice(0, MOST);
  return (
    <Combobox<Choice>
      label={label}
      hint={say('rota-desk.person-hint')}
      text={text}
      isSettled={pickedId !== null || isNew}
      choices={[...found, 'new']}
      keyOf={(choice) => (choice === 'new' ? choice : choice.id)}
      face={(choice) =>
        choice === 'new' ? (
          say('rota-desk.new-person', { name: typed })
        ) : (
          <>
            <b>{choice.name}</b>
            <span class={offer.aside}>
              {choice.unit} {choice.phone}
            </span>
          </>
        )
      }
      onType={(next) => onChange({ text: next, pickedId: null, isNew: false })}
      onChoose={(choice) =>
        onChange(
          choice === 'new'
            ? { text: typed, pickedId: null, isNew: true }
            : { text: choice.name, pickedId: choice.id, isNew: false },
        )
      }
      onEnter={onEnter}
    />
  );
}
