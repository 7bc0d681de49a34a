import { useState } from 'preact/hooks';
import type { Place } from '../../../domain/place.ts';
import type { OutsideAnswer } from '../../../protocol/reviews.ts';
import { MaskedText } from '../../../ui/masked-text.tsx';
import { formatDateTime, formatTime, say } from '../../../words/i18n.ts';
import { useNow } from '../../use-now.ts';
import { sayAge } from '../parts/age-words.ts';
import { CheckBox } from '../parts/check-box.tsx';
import { DeskButton, Select } from '../parts/controls.tsx';
import table from '../parts/desk-table.module.css';
import { FailureNote } from '../parts/failure-note.tsx';
import type { Opening } from '../parts/opening.ts';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { TableScroll } from '../parts/table-scroll.tsx';
import type { Asked } from '../parts/use-answer.ts';
import css from './outside.module.css';

export interface OutsideFilter {
  /** Empty: all of the device's scope. */
  readonly placeId: string;
  readonly overdueOnly: boolean;
}

interface OutsideProps {
  asked: Asked<OutsideAnswer>;
  filter: OutsideFilter;
  places: readonly Place[];
  now: () => number;
  zone: string;
  onFilter: (filter: OutsideFilter) => void;
  onOpen: (opening: Opening) => void;
}

type Household = OutsideAnswer['households'][number];

const FIRST = 40;

/** Who went out and is not back, household by household; whoever should be back, first. */
export function Outside({ asked, filter, places, now, zone, onFilter, onOpen }: OutsideProps) {
  const [isWhole, setWhole] = useState(false);
  useNow(30_000);
  const { value, failure, askAgain } = asked;
  const names = new Map(places.map(({ id, name }) => [id, name]));
  const choices = places.filter(
    ({ kind, closedAt, parentId }) => closedAt === null && kind !== 'gate' && parentId !== null,
  );
  const households = [...(value?.households ?? [])].sort(
    (one, other) => firstDue(one) - firstDue(other),
  );
  const shown = isWhole ? households : households.slice(0, FIRST);
  return (
    <>
      <div class={css.tools}>
        {choices.length > 1 && (
          <Select
            label={say('watch.place')}
            value={filter.placeId}
            onChange={(placeId) => onFilter({ ...filter, placeId })}
          >
            <option value="">{say('watch.all-places')}</option>
            {choices.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
        <CheckBox
          label={say('watch.only-overdue')}
          isChecked={filter.overdueOnly}
          onChange={(overdueOnly) => onFilter({ ...filter, overdueOnly })}
        />
      </div>
      {failure && <FailureNote why={failure} onAgain={askAgain} />}
      {!value && !failure && <LoadingNote />}
      {value && households.length === 0 && (
        <EmptyNote>
          {say(filter.overdueOnly ? 'watch.nobody-overdue' : 'watch.nobody-out')}
        </EmptyNote>
      )}
      {shown.length > 0 && (
        <TableScroll label={say('watch.outside')}>
          <table class={table.table}>
            <thead>
              <tr>
                <th scope="col">{say('column.home')}</th>
                <th scope="col">{say('column.name')}</th>
                <th scope="col">{say('watch.went')}</th>
                <th scope="col">{say('watch.due')}</th>
              </tr>
            </thead>
            {shown.map((household) => (
              <tbody key={household.householdId}>
                {household.people.map((person, place) => {
                  const late = person.dueAt === null ? 0 : now() - person.dueAt;
                  return (
                    <tr key={`${person.rosterNumber} ${person.since}`}>
                      {place === 0 && (
                        <th scope="rowgroup" rowSpan={household.people.length}>
                          <button
                            type="button"
                            class={css.room}
                            onClick={() =>
                              onOpen({
                                section: 'ledger',
                                filter: { time: 'week', text: household.room },
                              })
                            }
                          >
                            {household.room}
                          </button>{' '}
                          <span class={table.quiet}>{names.get(household.compoundId)}</span>
                        </th>
                      )}
                      <td>
                        {person.maskedName ? (
                          <MaskedText text={person.maskedName} />
                        ) : (
                          say('entry.no-name')
                        )}
                      </td>
                      <td>
                        {sameDay(person.since, now(), zone)} {person.gateName}
                      </td>
                      <td class={late > 0 ? css.late : undefined}>
                        {person.dueAt === null
                          ? say('watch.no-limit')
                          : late > 0
                            ? say('watch.late-by', { age: sayAge(late) })
                            : sameDay(person.dueAt, now(), zone)}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            ))}
          </table>
        </TableScroll>
      )}
      {households.length > shown.length && (
        <p class={css.more}>
          <DeskButton isStill icon="down" onClick={() => setWhole(true)}>
            {say('watch.more-households', { count: households.length - shown.length })}
          </DeskButton>
        </p>
      )}
    </>
  );
}

/** Those without a time to be back come last. */
const firstDue = ({ people }: Household): number =>
  Math.min(...people.map(({ dueAt }) => dueAt ?? Number.MAX_SAFE_INTEGER));

const DAY_MS = 24 * 60 * 60_000;
const sameDay = (at: number, now: number, zone: string): string =>
  Math.abs(now - at) < DAY_MS / 2 ? formatTime(at, zone) : formatDateTime(at, zone);
