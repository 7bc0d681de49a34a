import type { Place } from '../../../domain/place.ts';
import { Icon } from '../../../ui/icon.tsx';
import { formatDate, say } from '../../../words/i18n.ts';
import { PlaceMark } from '../parts/place-mark.tsx';
import { stepBetweenRows } from '../parts/step-between-rows.ts';
import css from './place-table.module.css';
import type { TreeRow } from './place-tree.ts';

interface PlaceTableProps {
  rows: readonly TreeRow[];
  places: readonly Place[];
  selectedId: string | null;
  zone: string;
  onSelect: (placeId: string) => void;
  onFold: (placeId: string, isFolded: boolean) => void;
}

/** The street as a tree in rows. Up and down go from row to row, left and right fold and unfold. */
export function PlaceTable({ rows, places, selectedId, zone, onSelect, onFold }: PlaceTableProps) {
  const names = new Map(places.map(({ id, name }) => [id, name]));
  return (
    <table class={css.table}>
      <thead>
        <tr>
          <th scope="col">{say('places.name')}</th>
          <th scope="col" class={css.kind}>
            {say('places.kind')}
          </th>
          <th scope="col" class={css.gates}>
            {say('places.gates')}
          </th>
          <th scope="col" class={css.state}>
            {say('places.state')}
          </th>
        </tr>
      </thead>
      <tbody onKeyDown={stepBetweenRows}>
        {rows.map((row) => (
          <Row
            key={row.place.id}
            row={row}
            state={stateWords(row.place, names, zone)}
            isSelected={row.place.id === selectedId}
            onSelect={onSelect}
            onFold={onFold}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  row: TreeRow;
  state: string;
  isSelected: boolean;
  onSelect: (placeId: string) => void;
  onFold: (placeId: string, isFolded: boolean) => void;
}

/** They only hold others: their rows stand out as headings do. */
const LEVELS = ['street', 'community', 'grid'];

function Row({ row, state, isSelected, onSelect, onFold }: RowProps) {
  const { place, depth, canFold, isFolded, gates } = row;
  const isLevel = LEVELS.includes(place.kind);
  const look = [
    isSelected ? css.selected : '',
    place.closedAt !== null ? css.closed : '',
    isLevel ? css.level : '',
  ];
  const onKey = (event: KeyboardEvent) => {
    if (!canFold || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    onFold(place.id, event.key === 'ArrowLeft');
  };
  return (
    <tr class={look.join(' ')} aria-current={isSelected} onClick={() => onSelect(place.id)}>
      <th scope="row">
        <span class={css.name} style={{ paddingInlineStart: `${depth * 20}px` }}>
          {canFold ? (
            <button
              type="button"
              class={css.fold}
              aria-expanded={!isFolded}
              aria-label={say('places.below', { name: place.name })}
              onClick={(event) => {
                event.stopPropagation();
                onFold(place.id, !isFolded);
              }}
            >
              <Icon name={isFolded ? 'next' : 'down'} />
            </button>
          ) : (
            <span class={css.fold} />
          )}
          {!isLevel && <PlaceMark kind={place.kind} isClosed={place.closedAt !== null} />}
          <button
            type="button"
            data-row={place.id}
            class={css.open}
            aria-expanded={isSelected}
            onKeyDown={onKey}
          >
            {place.name}
          </button>
        </span>
        {state !== '' && <span class={css.below}>{state}</span>}
      </th>
      <td class={css.kind}>{say(`place-kind.${place.kind}`)}</td>
      <td class={css.gates}>{place.kind === 'gate' ? '' : gates}</td>
      <td class={css.state}>{state}</td>
    </tr>
  );
}

function stateWords(
  { closedAt, mergedInto }: Place,
  names: ReadonlyMap<string, string>,
  zone: string,
): string {
  if (closedAt === null) return '';
  const into = mergedInto === null ? undefined : names.get(mergedInto);
  return into === undefined
    ? say('places.closed-on', { date: formatDate(closedAt, zone) })
    : say('places.merged-into', { name: into });
}
