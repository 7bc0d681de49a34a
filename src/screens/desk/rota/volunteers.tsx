import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { ListedVolunteer } from '../../../protocol/rota.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton, SearchBox } from '../parts/controls.tsx';
import table from '../parts/desk-table.module.css';
import { FailureNote } from '../parts/failure-note.tsx';
import { newId } from '../parts/new-id.ts';
import { SplitView } from '../parts/split-view.tsx';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { stepBetweenRows } from '../parts/step-between-rows.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { useNarrow } from '../parts/use-narrow.ts';
import css from './people-table.module.css';
import { PhoneLink } from './phone-link.tsx';
import { matches } from './rota-list.ts';
import { VolunteerPanel } from './volunteer-panel.tsx';

interface VolunteersProps {
  client: DeskClient;
  today: string;
  changes: number;
  mayChange: boolean;
}

const MOST = 100;

/** Everybody who may be put on the rota. */
export function Volunteers({ client, today, changes, mayChange }: VolunteersProps) {
  const asked = useAnswer(
    today,
    (signal) => client.readRota({ from: today, days: 1 }, signal),
    changes,
  );
  const [text, setText] = useState('');
  const [isWhole, setWhole] = useState(false);
  const [edited, setEdited] = useState<ListedVolunteer | null>(null);
  const [said, setSaid] = useState('');
  const isShort = useNarrow() || edited !== null;
  const all = asked.value?.volunteers ?? [];
  const found = all.filter((one) => matches(one, text));
  const shown = isWhole ? found : found.slice(0, MOST);
  const edit = (volunteer: ListedVolunteer) => {
    setSaid('');
    setEdited(volunteer);
  };
  const close = () => {
    const id = edited?.id ?? '';
    setEdited(null);
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus(),
    );
  };
  return (
    <>
      <div class={`${css.tools} ${edited ? css.behind : ''}`}>
        <SearchBox
          label={say('rota-desk.find-person')}
          hint={say('rota-desk.person-hint')}
          clearLabel={say('filter.clear')}
          value={text}
          maxLength={40}
          onChange={setText}
        />
        {mayChange && (
          <DeskButton
            icon="plus"
            onClick={() => edit({ id: newId(), name: '', phone: '', unit: '', isGone: false })}
          >
            {say('rota-desk.new-volunteer')}
          </DeskButton>
        )}
      </div>
      {asked.failure && <FailureNote why={asked.failure} onAgain={asked.askAgain} />}
      <p role="status" class={css.said}>
        {said}
      </p>
      <SplitView
        label={say('rota-desk.view-volunteers')}
        panel={
          edited && (
            <VolunteerPanel
              key={edited.id}
              client={client}
              before={edited}
              others={all}
              mayChange={mayChange}
              onSaved={(words) => {
                setSaid(words);
                asked.askAgain();
                close();
              }}
              onClose={close}
            />
          )
        }
      >
        {!asked.value && !asked.failure && <LoadingNote />}
        {asked.value && found.length === 0 && (
          <EmptyNote>
            {say(all.length === 0 ? 'rota-desk.no-volunteers' : 'rota-desk.nobody-found')}
          </EmptyNote>
        )}
        {shown.length > 0 && (
          <table class={table.table}>
            <thead>
              <tr>
                <th scope="col">{say('column.name')}</th>
                {!isShort && <th scope="col">{say('rota-desk.unit')}</th>}
                <th scope="col">{say('rota-desk.phone')}</th>
              </tr>
            </thead>
            <tbody onKeyDown={stepBetweenRows}>
              {shown.map((one) => (
                <tr key={one.id} class={edited?.id === one.id ? css.selected : undefined}>
                  <td>
                    <button
                      type="button"
                      class={css.who}
                      data-row={one.id}
                      aria-expanded={edited?.id === one.id}
                      onClick={() => edit(one)}
                    >
                      {one.name}
                    </button>
                    {one.isGone && <span class={css.about}>{say('rota-desk.gone')}</span>}
                    {isShort && <span class={css.about}>{one.unit}</span>}
                  </td>
                  {!isShort && <td class={table.quiet}>{one.unit}</td>}
                  <td>
                    <PhoneLink phone={one.phone} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {found.length > shown.length && (
          <DeskButton isStill icon="down" onClick={() => setWhole(true)}>
            {say('rota-desk.more-people', { count: found.length - shown.length })}
          </DeskButton>
        )}
      </SplitView>
    </>
  );
}
