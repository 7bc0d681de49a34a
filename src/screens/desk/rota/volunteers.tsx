import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { ListedVolunteer } from '../../../protocol/rota.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import table from '../parts/desk-table.module.css';
import { focusRow } from '../parts/focus-row.ts';
import { newId } from '../parts/new-id.ts';
import { stepBetweenRows } from '../parts/step-between-rows.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { PeopleList } from './people-list.tsx';
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

/** Everybody who may be put on the rota. */
export function Volunteers({ client, today, changes, mayChange }: VolunteersProps) {
  const asked = useAnswer(
    today,
    (signal) => client.readRota({ from: today, days: 1 }, signal),
    changes,
  );
  const [edited, setEdited] = useState<ListedVolunteer | null>(null);
  const [said, setSaid] = useState('');
  const edit = (volunteer: ListedVolunteer) => {
    setSaid('');
    setEdited(volunteer);
  };
  const close = () => {
    focusRow(edited?.id ?? null);
    setEdited(null);
  };
  return (
    <PeopleList
      label={say('rota-desk.view-volunteers')}
      hint={say('rota-desk.person-hint')}
      asked={asked}
      people={asked.value?.volunteers ?? null}
      finds={matches}
      none={say('rota-desk.no-volunteers')}
      after={
        mayChange && (
          <DeskButton
            icon="plus"
            onClick={() => edit({ id: newId(), name: '', phone: '', unit: '', isGone: false })}
          >
            {say('rota-desk.new-volunteer')}
          </DeskButton>
        )
      }
      said={said}
      panel={
        edited && (
          <VolunteerPanel
            key={edited.id}
            client={client}
            before={edited}
            others={asked.value?.volunteers ?? []}
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
      table={(shown, _found, isShort) => (
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
    />
  );
}
