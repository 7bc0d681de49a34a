import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { say } from '../../../words/i18n.ts';
import { DeskButton, SearchBox } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { SplitView } from '../parts/split-view.tsx';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import type { Asked } from '../parts/use-answer.ts';
import { useNarrow } from '../parts/use-narrow.ts';
import css from './people-table.module.css';

interface PeopleListProps<Person> {
  /** Of the list, heard. */
  label: string;
  hint: string;
  asked: Pick<Asked<unknown>, 'failure' | 'askAgain'>;
  /** Null: not answered yet. */
  people: readonly Person[] | null;
  finds: (person: Person, text: string) => boolean;
  /** Said where there is nobody at all. */
  none: string;
  /** Before and after the search. */
  before?: ComponentChildren;
  after?: ComponentChildren;
  /** What was done, in words. */
  said?: string;
  /** Beside the list; null: nobody is chosen. */
  panel: ComponentChildren | null;
  /** A table of those to show; `found` are all that were found, `isShort` has room for little. */
  table: (
    shown: readonly Person[],
    found: readonly Person[],
    isShort: boolean,
  ) => ComponentChildren;
}

const MOST = 100;

/** People to be searched through: the first of them, and all when asked. */
export function PeopleList<Person>(props: PeopleListProps<Person>) {
  const { label, hint, asked, people, finds, none, before, after, said = '', panel } = props;
  const [text, setText] = useState('');
  const [isWhole, setWhole] = useState(false);
  const isShort = useNarrow() || panel !== null;
  const found = (people ?? []).filter((one) => finds(one, text));
  const shown = isWhole ? found : found.slice(0, MOST);
  return (
    <>
      <div class={`${css.tools} ${panel === null ? '' : css.behind}`}>
        {before}
        <SearchBox
          label={say('rota-desk.find-person')}
          hint={hint}
          clearLabel={say('filter.clear')}
          value={text}
          maxLength={40}
          onChange={setText}
        />
        {after}
      </div>
      {asked.failure && <FailureNote why={asked.failure} onAgain={asked.askAgain} />}
      <p role="status" class={css.said}>
        {said}
      </p>
      <SplitView label={label} panel={panel}>
        {!people && !asked.failure && <LoadingNote />}
        {people && found.length === 0 && (
          <EmptyNote>{people.length === 0 ? none : say('rota-desk.nobody-found')}</EmptyNote>
        )}
        {shown.length > 0 && props.table(shown, found, isShort)}
        {found.length > shown.length && (
          <DeskButton isStill icon="down" onClick={() => setWhole(true)}>
            {say('rota-desk.more-people', { count: found.length - shown.length })}
          </DeskButton>
        )}
      </SplitView>
    </>
  );
}
