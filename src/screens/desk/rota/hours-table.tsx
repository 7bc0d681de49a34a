import type { HoursAnswer } from '../../../protocol/rota.ts';
import { say } from '../../../words/i18n.ts';
import table from '../parts/desk-table.module.css';
import { numberWords } from '../parts/number-words.ts';
import { stepBetweenRows } from '../parts/step-between-rows.ts';
import { TableScroll } from '../parts/table-scroll.tsx';
import css from './people-table.module.css';
import { hoursFigure } from './rota-words.ts';

type Person = HoursAnswer['people'][number];

interface HoursTableProps {
  label: string;
  shown: readonly Person[];
  /** Those that the last row adds up. */
  found: readonly Person[];
  isShort: boolean;
  selectedId: string | null;
  onSelect: (volunteerId: string) => void;
}

/** Planned and served hours of each, and of all together. */
export function HoursTable(props: HoursTableProps) {
  const { label, shown, found, isShort, selectedId, onSelect } = props;
  const sum = (pick: (person: Person) => number): number =>
    found.reduce((total, person) => total + pick(person), 0);
  return (
    <TableScroll label={label}>
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
              onSelect={onSelect}
            />
          ))}
          <tr class={css.total}>
            <th scope="row">{say('rota-desk.people-total', { count: found.length })}</th>
            {!isShort && <td />}
            {!isShort && <td class={table.number}>{numberWords(sum(({ turns }) => turns))}</td>}
            <td class={table.number}>{hoursFigure(sum(({ plannedMinutes }) => plannedMinutes))}</td>
            <td class={table.number}>{hoursFigure(sum(({ servedMinutes }) => servedMinutes))}</td>
            <td class={table.number}>{numberWords(sum(({ absent }) => absent))}</td>
          </tr>
        </tbody>
      </table>
    </TableScroll>
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
