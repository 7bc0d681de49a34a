import { useEffect, useRef, useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { PLATE_LIMIT } from '../../../domain/entry.ts';
import type { MarkSubject } from '../../../domain/mark.ts';
import type { EntryRow } from '../../../protocol/entries.ts';
import type { HistoryAnswer, HistoryQuery } from '../../../protocol/histories.ts';
import { Hue } from '../../../ui/hue.tsx';
import { MaskedText } from '../../../ui/masked-text.tsx';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { EntryFacts } from './entry-facts.tsx';
import { EntryName, homeWords } from './entry-name.tsx';
import css from './household-panel.module.css';
import { HouseholdTrail } from './household-trail.tsx';

interface HouseholdPanelProps {
  client: DeskClient;
  row: EntryRow;
  /** Counts what the server announced. */
  changes: number;
  zone: string;
  mayReadNames: boolean;
  onClose: () => void;
  onSearch: (text: string) => void;
  /** Null: this device keeps no marks. */
  onMark: ((subject: MarkSubject, who: string) => void) | null;
}

/** Whose entry it is, what is known about it, and what this person or the whole household did before. */
export function HouseholdPanel(props: HouseholdPanelProps) {
  const { client, row, changes, zone, mayReadNames, onClose, onSearch, onMark } = props;
  const { rosterNumber, householdId, room } = row.subject;
  const [isFull, setFull] = useState(false);
  const [onlyPerson, setOnlyPerson] = useState(false);
  // What was typed for a visitor comes hidden to who may not read names: there is nothing to search for.
  const isSearchable = room !== '' && (mayReadNames || row.subject.kind !== 'visitor');
  const query = historyQuery(row, onlyPerson);
  const {
    value: history,
    failure,
    askAgain,
  } = useAnswer(
    JSON.stringify(query),
    query && ((signal) => client.readHistory(query, signal)),
    changes,
  );
  const household = history?.household ?? null;
  const marked = markSubject(row);
  const title = useRef<HTMLHeadingElement>(null);

  // Another row is another person: nothing shown for one carries over to the next.
  useEffect(() => {
    setFull(false);
    setOnlyPerson(false);
    title.current?.focus({ preventScroll: true });
  }, [row.id]);

  return (
    <SidePanel
      label={say('household.title')}
      title={household?.room ?? (homeWords(row) || <EntryName row={row} />)}
      heading={title}
      isGreat
      isLoose
      about={
        household
          ? say('household.about', { compound: household.compoundName, count: household.size })
          : undefined
      }
      after={household?.colour && <Hue hue={household.colour} />}
      onClose={onClose}
    >
      <EntryFacts row={row} isFull={isFull} />
      {history && history.people.length > 0 && <People history={history} isFull={isFull} />}
      <div class={css.acts}>
        {mayReadNames && (
          <DeskButton icon="eye" isStill isPressed={isFull} onClick={() => setFull(!isFull)}>
            {say('household.full-names')}
          </DeskButton>
        )}
        {rosterNumber !== null && householdId !== null && (
          <DeskButton isStill isPressed={onlyPerson} onClick={() => setOnlyPerson(!onlyPerson)}>
            {say('household.only-person')}
          </DeskButton>
        )}
        {isSearchable && (
          <DeskButton isStill onClick={() => onSearch(room)}>
            {say('household.all')}
          </DeskButton>
        )}
        {onMark && marked && (
          <DeskButton isStill onClick={() => onMark(marked, markedWho(row))}>
            {say('household.mark')}
          </DeskButton>
        )}
      </div>
      {query === null && <EmptyNote>{say('household.unknown')}</EmptyNote>}
      {failure && <FailureNote why={failure} onAgain={askAgain} />}
      {query !== null && !history && !failure && <LoadingNote />}
      {history && (
        <HouseholdTrail rows={history.rows} currentId={row.id} zone={zone} isFull={isFull} />
      )}
      {history?.more && (
        <p class={css.more}>{say('household.more', { count: history.rows.length })}</p>
      )}
    </SidePanel>
  );
}

/** The person where the roster has one, else the household, else a visitor's plate. */
function markSubject({ subject }: EntryRow): MarkSubject | null {
  const { kind, rosterNumber, householdId, plate } = subject;
  if (rosterNumber !== null) return { kind: 'resident', rosterNumber };
  if (householdId !== null) return { kind: 'household', householdId };
  // A plate hidden from this device is no plate.
  return kind === 'visitor' && plate !== '' && !plate.includes('▇') && plate.length <= PLATE_LIMIT
    ? { kind: 'plate', plate }
    : null;
}

const markedWho = ({ subject: { rosterNumber, room, maskedName, plate } }: EntryRow): string =>
  [room, rosterNumber === null ? '' : maskedName].filter((words) => words !== '').join(' ') ||
  plate;

function historyQuery(row: EntryRow, onlyPerson: boolean): HistoryQuery | null {
  const { rosterNumber, householdId } = row.subject;
  if (householdId !== null && !onlyPerson) return { householdId };
  return rosterNumber === null ? null : { residentNumber: rosterNumber };
}

function People({ history, isFull }: { history: HistoryAnswer; isFull: boolean }) {
  return (
    <ul class={css.people} aria-label={say('household.people')}>
      {history.people.map((person) => (
        <li key={person.rosterNumber}>
          {isFull && person.name ? person.name : <MaskedText text={person.maskedName} />}
          {person.relation && (
            <span class={css.relation}>
              {' '}
              <MaskedText text={person.relation} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
