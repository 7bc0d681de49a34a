import type { RefObject } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { FoundResident } from '../../../protocol/residents.ts';
import { say } from '../../../words/i18n.ts';
import controls from '../parts/controls.module.css';
import { useFoundResidents } from '../parts/use-found-residents.ts';
import boxes from './paper-box.module.css';
import { type DraftPerson, visitorNamed } from './paper-draft.ts';
import css from './person-box.module.css';

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

const LONGEST = 40;

type Choice = FoundResident | null;
const choiceKey = (choice: Choice): number => choice?.rosterNumber ?? 0;

/** A room, a name or initials finds residents; the last choice is always a visitor of that name. */
export function PersonBox(props: PersonBoxProps) {
  const { client, placeIds, person, problem, input, onChange, onNext } = props;
  const id = useId();
  const [text, setText] = useState('');
  // Who was pointed at stays so when the list comes anew.
  const [active, setActive] = useState<number | null>(null);
  const [isHere, setHere] = useState(false);
  const [isEntered, setEntered] = useState(false);
  const typed = text.trim();
  const result = useFoundResidents(client, placeIds, person.kind === 'nobody' ? text : '');
  const { found, failure } = result;
  const isOpen = isHere && person.kind === 'nobody' && typed !== '';
  const choices: readonly Choice[] = [...found, null];
  const chosen = Math.max(
    choices.findIndex((choice) => choiceKey(choice) === active),
    0,
  );
  const pointAt = (place: number) => setActive(choiceKey(choices[place] ?? null));

  // Whoever types faster than is found gets the answer to what they typed, never to half of it.
  useEffect(() => {
    if (!isEntered || result.text !== typed) return;
    setEntered(false);
    if (isOpen && !failure) choose(choices[chosen] ?? null);
  }, [isEntered, result, typed]);

  const choose = (choice: Choice) => {
    const next: DraftPerson = choice
      ? { kind: 'resident', resident: choice }
      : { kind: 'visitor', visitor: visitorNamed(typed) };
    onChange(next);
    setText('');
    onNext(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === 'Enter') {
      if (!isOpen) onNext(person);
      else if (result.text === typed) choose(choices[chosen] ?? null);
      else setEntered(true);
    } else if (isOpen && event.key === 'ArrowDown') pointAt((chosen + 1) % choices.length);
    else if (isOpen && event.key === 'ArrowUp') {
      pointAt((chosen + choices.length - 1) % choices.length);
    } else if (event.key === 'Escape') {
      setText('');
      onChange({ kind: 'nobody' });
    } else return;
    event.preventDefault();
  };
  return (
    <div class={`${controls.field} ${css.person}`}>
      <label for={id}>{say('paper.person')}</label>
      <span class={`${controls.box} ${boxes.box} ${problem ? boxes.wrong : ''}`}>
        <input
          ref={input}
          id={id}
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          placeholder={say('paper.person-hint')}
          maxLength={LONGEST}
          value={person.kind === 'nobody' ? text : personWords(person)}
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-activedescendant={isOpen ? `${id}-${chosen}` : undefined}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
          onFocus={(event) => {
            setHere(true);
            event.currentTarget.select();
          }}
          onBlur={() => setHere(false)}
          onInput={(event) => {
            // Typing over somebody who was chosen looks for somebody else.
            setText(event.currentTarget.value);
            setActive(null);
            setEntered(false);
            if (person.kind !== 'nobody') onChange({ kind: 'nobody' });
          }}
          onKeyDown={onKeyDown}
        />
      </span>
      <span id={`${id}-problem`} class={boxes.problem} aria-live="polite">
        {problem}
      </span>
      <div
        id={`${id}-list`}
        class={css.list}
        role="listbox"
        aria-label={say('paper.person')}
        hidden={!isOpen}
      >
        {choices.map((choice, place) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the box keeps the focus and names the active one.
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box hears the keys.
          <div
            key={choice?.rosterNumber ?? 'visitor'}
            id={`${id}-${place}`}
            role="option"
            aria-selected={place === chosen}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(choice)}
          >
            {choice ? (
              <>
                <b>{choice.room}</b>
                <span>{choice.name}</span>
                <span class={css.where}>{choice.compoundName}</span>
              </>
            ) : (
              <span>{say('paper.as-visitor', { name: typed })}</span>
            )}
          </div>
        ))}
        {failure && <div class={css.failure}>{say('paper.search-failed')}</div>}
      </div>
    </div>
  );
}

const personWords = (person: Exclude<DraftPerson, { kind: 'nobody' }>): string =>
  person.kind === 'resident'
    ? `${person.resident.room} ${person.resident.name}`
    : say('paper.visitor-named', { name: person.visitor.name });
