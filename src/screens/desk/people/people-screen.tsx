import { useState } from 'preact/hooks';
import type { Mark } from '../../../domain/mark.ts';
import { streetDay } from '../../../domain/street-time.ts';
import type { MarkChange, MarksAnswer } from '../../../protocol/marks.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton, SearchBox, Select } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { focusRow } from '../parts/focus-row.ts';
import { newId } from '../parts/new-id.ts';
import { notDoneWords } from '../parts/not-done-words.ts';
import { Page } from '../parts/page.tsx';
import type { SectionProps } from '../parts/section-props.ts';
import { SplitView } from '../parts/split-view.tsx';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { emptyMark, filterMarks, MARK_FILTERS, type MarkFilter, markOf } from './mark-list.ts';
import { MarkPanel } from './mark-panel.tsx';
import { MarkTable } from './mark-table.tsx';
import css from './people-screen.module.css';
import { SubjectPanel } from './subject-panel.tsx';

/** Whom the panel beside the list is about: somebody still to be found, or a mark as it is or is to be. */
type Panel = { kind: 'finding' } | { kind: 'mark'; mark: Mark; who: string; isNew: boolean };

/** Whom gates must know more about than the roster says. */
export function PeopleScreen(props: SectionProps) {
  const { client, live, identity, zone, opening } = props;
  const asked = useAnswer('marks', client.readMarks);
  const policies = useAnswer('policies', client.readPolicies);
  const [changed, setChanged] = useState<{ after: MarksAnswer | null; now: MarksAnswer } | null>(
    null,
  );
  const [filter, setFilter] = useState<MarkFilter>('all');
  const [text, setText] = useState('');
  const [panel, setPanel] = useState<Panel | null>(null);
  const [begun, setBegun] = useState(false);
  const [said, setSaid] = useState('');
  const today = streetDay(client.now(), zone);
  const answer = changed && changed.after === asked.value ? changed.now : asked.value;
  const marks = answer?.marks ?? [];
  const documents =
    policies.value?.policies.find(({ policy }) => policy.version === policies.value?.inForce)
      ?.policy.documents ?? [];

  const open = (subject: Mark['subject'], who: string) => {
    const known = markOf(marks, subject);
    setSaid('');
    setPanel(
      known
        ? { kind: 'mark', mark: known.mark, who: known.who, isNew: false }
        : { kind: 'mark', mark: emptyMark(newId(), subject), who, isNew: true },
    );
  };
  // Opened from the ledger: as soon as it is known whether there is a mark already.
  if (opening?.section === 'people' && answer && !begun) {
    setBegun(true);
    open(opening.subject, opening.who);
  }
  const close = () => {
    focusRow(panel?.kind === 'mark' ? panel.mark.id : null);
    setPanel(null);
  };
  /** Null: done; else why not, in words. */
  const change = async (wanted: MarkChange, words: string): Promise<string | null> => {
    const got = await client.changeMark(wanted);
    if (got.kind === 'failed') return notDoneWords(got.why) ?? say(`failure.${got.why}`);
    setChanged({ after: asked.value, now: got.value });
    setSaid(words);
    close();
    return null;
  };
  const shown = filterMarks(marks, filter, text, today);
  return (
    <Page
      title={say('people.title')}
      {...(answer && { about: say('people.total', { count: marks.length }) })}
      live={live}
      isFixed
      acts={
        <DeskButton
          icon="plus"
          onClick={() => {
            setSaid('');
            setPanel({ kind: 'finding' });
          }}
        >
          {say('people.add')}
        </DeskButton>
      }
    >
      {asked.failure && <FailureNote why={asked.failure} onAgain={asked.askAgain} />}
      <p role="status" class={css.said}>
        {said}
      </p>
      <div class={`${css.tools} ${panel ? css.behind : ''}`}>
        <SearchBox
          label={say('people.find')}
          hint={say('people.find-hint')}
          clearLabel={say('filter.clear')}
          value={text}
          maxLength={40}
          onChange={setText}
        />
        <Select
          label={say('people.which')}
          value={filter}
          onChange={(value) => setFilter(value as MarkFilter)}
        >
          {MARK_FILTERS.map((one) => (
            <option key={one} value={one}>
              {say(`people.filter-${one}`)}
            </option>
          ))}
        </Select>
      </div>
      <SplitView
        label={say('people.title')}
        panel={
          panel?.kind === 'finding' ? (
            <SubjectPanel
              client={client}
              placeId={identity.place.id}
              onChoose={open}
              onClose={close}
            />
          ) : (
            panel && (
              <MarkPanel
                key={panel.mark.id}
                before={panel.mark}
                who={panel.who}
                isNew={panel.isNew}
                documents={documents}
                today={today}
                onChange={change}
                onClose={close}
              />
            )
          )
        }
      >
        {!answer && !asked.failure && <LoadingNote />}
        {answer && shown.length === 0 && (
          <EmptyNote>{say(marks.length === 0 ? 'people.none' : 'people.none-found')}</EmptyNote>
        )}
        {shown.length > 0 && (
          <MarkTable
            marks={shown}
            documents={documents}
            selectedId={panel?.kind === 'mark' ? panel.mark.id : null}
            isBesidePanel={panel !== null}
            today={today}
            zone={zone}
            onSelect={({ mark, who }) => open(mark.subject, who)}
          />
        )}
        {marks.length >= LISTED && <EmptyNote>{say('people.more', { count: LISTED })}</EmptyNote>}
      </SplitView>
    </Page>
  );
}

/** As many as the server lists. */
const LISTED = 1000;
