import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { FoundResident } from '../../../protocol/residents.ts';
import { say } from '../../../words/i18n.ts';
import { Combobox } from '../parts/combobox.tsx';
import { ResidentOffer } from '../parts/resident-offer.tsx';
import { useFoundResidents } from '../parts/use-found-residents.ts';
import { type DraftPerson, visitorNamed } from './paper-draft.ts';

interface PersonBoxProps {
  client: DeskClient;
  /** Looked through first: the compound of the gate; then all that the desk may see. */
  placeIds: readonly string[];
  person: DraftPerson;
  problem: string | null;
  input: RefObject<HTMLInputElement | null>;
  onChange: (person: DraftPerson) => void;
  /** Somebody was chosen. */
  onNext: (person: DraftPerson) => void;
}

type Choice = FoundResident | 'visitor';

/** A room, a name or initials finds residents; the last choice is always a visitor of that name. */
export function PersonBox(props: PersonBoxProps) {
  const { client, placeIds, person, problem, input, onChange, onNext } = props;
  const [text, setText] = useState('');
  const typed = text.trim();
  const isSettled = person.kind !== 'nobody';
  const { found, failure, isPending } = useFoundResidents(client, placeIds, text);
  return (
    <Combobox<Choice>
      label={say('paper.person')}
      hint={say('paper.person-hint')}
      text={isSettled ? personWords(person) : text}
      isSettled={isSettled}
      choices={[...found, 'visitor']}
      isPending={isPending}
      failure={failure && say('paper.search-failed')}
      problem={problem}
      input={input}
      keyOf={(choice) => (choice === 'visitor' ? choice : choice.rosterNumber)}
      face={(choice) =>
        choice === 'visitor' ? (
          <span>{say('paper.as-visitor', { name: typed })}</span>
        ) : (
          <ResidentOffer resident={choice} />
        )
      }
      onType={(next) => {
        // Typing over somebody who was chosen looks for somebody else.
        setText(next);
        if (isSettled) onChange({ kind: 'nobody' });
      }}
      onChoose={(choice) => {
        const next: DraftPerson =
          choice === 'visitor'
            ? { kind: 'visitor', visitor: visitorNamed(typed) }
            : { kind: 'resident', resident: choice };
        setText('');
        onChange(next);
        onNext(next);
      }}
      onEnter={() => onNext(person)}
    />
  );
}

const personWords = (person: Exclude<DraftPerson, { kind: 'nobody' }>): string =>
  person.kind === 'resident'
    ? `${person.resident.room} ${person.resident.name}`
    : say('paper.visitor-named', { name: person.visitor.name });
