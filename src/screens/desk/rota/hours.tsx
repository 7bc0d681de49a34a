import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { HoursAnswer, HoursCard } from '../../../protocol/rota.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton, SearchBox, Select } from '../parts/controls.tsx';
import table from '../parts/desk-table.module.css';
import { FailureNote } from '../parts/failure-note.tsx';
import { numberWords } from '../parts/number-words.ts';
import { SplitView } from '../parts/split-view.tsx';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { stepBetweenRows } from '../parts/step-between-rows.ts';
import { TableScroll } from '../parts/table-scroll.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { useNarrow } from '../parts/use-narrow.ts';
import { HoursCardPanel } from './hours-card-panel.tsx';
import { daysOfMonth, monthsBefore, monthWords } from './months.ts';
import css from './people-table.module.css';
import { hoursFigure } from './rota-words.ts';

type Person = HoursAnswer['people'][number];

interface HoursProps {
  client: DeskClient;
  today: string;
  month: string;
  changes: number;
  mayChange: boolean;
  zone: string;
  onMonth: (month: string) => void;
  onPrint: (card: HoursCard) => void;
}

const MOST = 100;
const MONTHS = 13;

/** What everybody should have served in a month, what the gates' logs show, and turns nobody came to. */
export function Hours(props: HoursProps) {
  const { client, today, month, changes, mayChange, zone, onMonth, onPrint } = props;
  const [text, setText] = useState('');
  const [isWhole, setWhole] = useState(false);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const asked = useAnswer(month, (signal) => client.readHours(daysOfMonth(month), signal), changes);
  const isShort = useNarrow() || selectedId !== null;
  const people = asked.value?.people ?? [];
  const wanted = text.trim().toLowerCase();
  const found = people.filter(({ name, unit }) =>
    [name, unit].some((part) => part.toLowerCase().includes(wanted)),
  );
  const shown = isWhole ? found : found.slice(0, MOST);
  const sum = (pick: (person: Person) => number): number =>
    found.reduce((total, person) => total + pick(person), 0);
  const close = () => {
    const id = selectedId ?? '';
    setSelectedId(null);
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus(),
    );
  };
  return (
    <>
      <div class={`${css.tools} ${selectedId ? css.behind : ''}`}>
        <Select
          label={say('rota-desk.month')}
          value={month}
          onChange={(next) => {
            setSelectedId(null);
            onMonth(next);
          }}
        >
          {monthsBefore(today, MONTHS).map((one) => (
            <option key={one} value={one}>
              {monthWords(one)}
            </option>
          ))}
        </Select>
        <SearchBox
          label={say('rota-desk.find-person')}
          hint={say('rota-desk.hours-hint')}
          clearLabel={say('filter.clear')}
          value={text}
          maxLength={40}
          onChange={setText}
        />
      </div>
      {asked.failure && <FailureNote why={asked.failure} onAgain={asked.askAgain} />}
      <SplitView
        label={say('rota-desk.view-hours')}
        panel={
          selectedId && (
            <HoursCardPanel
              key={selectedId}
              client={client}
              volunteerId={selectedId}
              month={month}
              changes={changes}
              mayChange={mayChange}
              zone={zone}
              onPrint={onPrint}
              onClose={close}
            />
          )
        }
      >
        {!asked.value && !asked.failure && <LoadingNote />}
        {asked.value && found.length === 0 && (
          <EmptyNote>
            {say(people.length === 0 ? 'rota-desk.no-hours' : 'rota-desk.nobody-found')}
          </EmptyNote>
        )}
        {shown.length > 0 && (
          <TableScroll label={monthWords(month)}>
            <table class={table.table}>
              <thead>
                <tr>
                  <th scope="col">{say('column.name')}</th>
                  {!isShort && <th scope="col">{say('rota-desk.unit')}</th>}
                  {!isShort && (
                    <th scope="col" class={table.number}>
                      {say('rota-desk.turns')}
                    </th>
                  )}
                  <th scope="col" class={table.number}>
                    {say('rota-desk.planned-hours')}
                  </th>
                  <th scope="col" class={table.number}>
                    {say('rota-desk.served-hours')}
                  </th>
                  <th scope="col" class={table.number}>
                    {say('rota-desk.absences')}
                  </th>
                </tr>
              </thead>
              <tbody onKeyDown={stepBetweenRows}>
                {shown.map((person) => (
                  <Row
                    key={`${person.volunteerId} ${person.name}`}
                    person={person}
                    isShort={isShort}
                    isSelected={person.volunteerId !== null && person.volunteerId === selectedId}
                    onSelect={setSelectedId}
                  />
                ))}
                <tr class={css.total}>
                  <th scope="row">{say('rota-desk.people-total', { count: found.length })}</th>
                  {!isShort && <td />}
                  {!isShort && (
                    <td class={table.number}>{numberWords(sum(({ turns }) => turns))}</td>
                  )}
                  <td class={table.number}>
                    {hoursFigure(sum(({ plannedMinutes }) => plannedMinutes))}
                  </td>
                  <td class={table.number}>
                    {hoursFigure(sum(({ servedMinutes }) => servedMinutes))}
                  </td>
                  <td class={table.number}>{numberWords(sum(({ absent }) => absent))}</td>
                </tr>
              </tbody>
            </table>
          </TableScroll>
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

interface RowProps {
  person: Person;
  isShort: boolean;
  isSelected: boolean;
  onSelect: (volunteerId: string) => void;
}

function Row({ person, isShort, isSelected, onSelect }: RowProps) {
  const { volunteerId, name, unit, plannedMinutes, servedMinutes, turns, absent } = person;
  return (
    <tr class={isSelected ? css.selected : undefined}>
      <td>
        {volunteerId === null ? (
          <>
            <b>{name}</b>
            <span class={css.about}>{say('rota-desk.of-logs-only')}</span>
          </>
        ) : (
          <button
            type="button"
            class={css.who}
            data-row={volunteerId}
            aria-expanded={isSelected}
            onClick={() => onSelect(volunteerId)}
          >
            {name}
          </button>
        )}
        {isShort && unit && <span class={css.about}>{unit}</span>}
      </td>
      {!isShort && <td class={table.quiet}>{unit}</td>}
      {!isShort && <td class={table.number}>{numberWords(turns)}</td>}
      <td class={table.number}>{hoursFigure(plannedMinutes)}</td>
      <td class={table.number}>{hoursFigure(servedMinutes)}</td>
      <td class={table.number}>
        <span class={absent > 0 ? css.absent : undefined}>{numberWords(absent)}</span>
      </td>
    </tr>
  );
}
