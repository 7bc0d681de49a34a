import { useState } from 'preact/hooks';
import { hasRoster, type Place } from '../../../domain/place.ts';
import type { ImportList } from '../../../protocol/imports.ts';
import { formatDateTime, say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import table from '../parts/desk-table.module.css';
import { numberWords } from '../parts/number-words.ts';
import { PlaceMark } from '../parts/place-mark.tsx';
import { TableScroll } from '../parts/table-scroll.tsx';
import css from './roster-list.module.css';
import part from './section.module.css';

interface RosterListProps {
  rosters: ImportList['rosters'];
  places: readonly Place[];
  zone: string;
}

const FIRST = 12;

/** Every place where people live, with what is on it; those without one come first, they want work. */
export function RosterList({ rosters, places, zone }: RosterListProps) {
  const [isWhole, setWhole] = useState(false);
  const byPlace = new Map(rosters.map((roster) => [roster.placeId, roster]));
  const names = new Map(places.map(({ id, name }) => [id, name]));
  const kept = places.filter(
    ({ id, kind, closedAt }) =>
      closedAt === null &&
      ((byPlace.get(id)?.residents ?? 0) > 0 || (hasRoster(kind) && kind !== 'venue')),
  );
  if (kept.length === 0) return null;
  const count = (place: Place): number => byPlace.get(place.id)?.residents ?? 0;
  const missing = kept.filter((place) => count(place) === 0);
  const rows = [...missing, ...kept.filter((place) => count(place) > 0)];
  const residents = rosters.reduce((sum, one) => sum + one.residents, 0);
  const households = rosters.reduce((sum, one) => sum + one.households, 0);
  const title = say('roster.now', { residents, households });
  return (
    <section class={css.list}>
      <h2>{title}</h2>
      {missing.length > 0 && (
        <p class={part.about}>{say('roster.missing', { count: missing.length })}</p>
      )}
      <TableScroll label={title}>
        <table class={table.table}>
          <thead>
            <tr>
              <th scope="col">{say('places.name')}</th>
              <th scope="col" class={table.number}>
                {say('imports.households')}
              </th>
              <th scope="col" class={table.number}>
                {say('imports.people')}
              </th>
              <th scope="col" class={css.since}>
                {say('roster.since')}
              </th>
            </tr>
          </thead>
          <tbody>
            {(isWhole ? rows : rows.slice(0, FIRST)).map((place) => {
              const roster = byPlace.get(place.id);
              return (
                <tr key={place.id}>
                  <th scope="row">
                    <span class={css.name}>
                      <PlaceMark kind={place.kind} />
                      <span>
                        {place.name}{' '}
                        <span class={table.quiet}>{names.get(place.parentId ?? '') ?? ''}</span>
                      </span>
                    </span>
                  </th>
                  <td class={table.number}>{numberWords(roster?.households ?? 0)}</td>
                  <td class={table.number}>{numberWords(roster?.residents ?? 0)}</td>
                  <td class={css.since}>
                    {roster && roster.residents > 0 ? (
                      formatDateTime(roster.builtAt, zone)
                    ) : (
                      <b class={css.none}>{say('roster.none')}</b>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableScroll>
      {!isWhole && rows.length > FIRST && (
        <p class={part.more}>
          <DeskButton icon="down" isStill onClick={() => setWhole(true)}>
            {say('imports.all-rows', { count: rows.length })}
          </DeskButton>
        </p>
      )}
    </section>
  );
}
