import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { Place } from '../../../domain/place.ts';
import type { ContactChange, ContactsAnswer, PlacedContact } from '../../../protocol/marks.ts';
import { Icon } from '../../../ui/icon.tsx';
import { say } from '../../../words/i18n.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { DeskButton } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { newId } from '../parts/new-id.ts';
import { notDoneWords } from '../parts/not-done-words.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { ContactForm } from './contact-form.tsx';
import css from './place-contacts.module.css';

interface PlaceContactsProps {
  client: DeskClient;
  place: Place;
}

/** The small team of a place: gates below it call them for a fever, whoever is nearest first. */
export function PlaceContacts({ client, place }: PlaceContactsProps) {
  const asked = useAnswer('contacts', client.readContacts);
  const [changed, setChanged] = useState<{
    after: ContactsAnswer | null;
    now: ContactsAnswer;
  } | null>(null);
  const [edited, setEdited] = useState<PlacedContact | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const answer = changed && changed.after === asked.value ? changed.now : asked.value;
  const contacts = answer?.contacts ?? [];
  const own = contacts.filter(({ placeId }) => placeId === place.id);
  const change = async (wanted: ContactChange) => {
    setBusy(true);
    setProblem(null);
    const got = await client.changeContact(wanted);
    setBusy(false);
    if (got.kind === 'failed') {
      setProblem(notDoneWords(got.why) ?? say(`failure.${got.why}`));
      return;
    }
    setChanged({ after: asked.value, now: got.value });
    setEdited(null);
  };
  return (
    <section class={css.contacts} aria-label={say('contacts.title')}>
      <h3>{say('contacts.title')}</h3>
      <p class={css.about}>{say('contacts.about')}</p>
      {asked.failure && <FailureNote why={asked.failure} onAgain={asked.askAgain} />}
      {!answer && !asked.failure && <LoadingNote />}
      {answer && own.length === 0 && <p>{say('contacts.none')}</p>}
      <ul>
        {own.map((contact) => (
          <li key={contact.id}>
            <p class={css.who}>
              <b>{contact.name}</b> {contact.duty}
              <a href={`tel:${contact.phone.replaceAll(/[ -]/g, '')}`}>
                <Icon name="tel" size="small" />
                {contact.phone}
              </a>
            </p>
            <div class={css.acts}>
              <DeskButton
                isStill
                onClick={() => {
                  setProblem(null);
                  setEdited(contact);
                }}
              >
                {say('contacts.change')}
                <span class="vh">{contact.name}</span>
              </DeskButton>
              <AskFirst
                face={say('contacts.remove')}
                question={say('contacts.remove-says', { name: contact.name })}
                yes={say('contacts.remove')}
                isBusy={isBusy}
                onYes={() => void change({ kind: 'remove', id: contact.id })}
              />
            </div>
          </li>
        ))}
      </ul>
      {problem && <ProblemNote>{problem}</ProblemNote>}
      {edited ? (
        <ContactForm
          key={edited.id}
          before={edited}
          isBusy={isBusy}
          onSave={(contact) => void change({ kind: 'set', contact })}
          onLeave={() => {
            setProblem(null);
            setEdited(null);
          }}
        />
      ) : (
        answer && (
          <DeskButton
            icon="plus"
            isStill
            onClick={() =>
              setEdited({ id: newId(), placeId: place.id, name: '', duty: '', phone: '' })
            }
          >
            {say('contacts.add')}
          </DeskButton>
        )
      )}
    </section>
  );
}
