import { useMemo, useState } from 'preact/hooks';
import type { Place } from '../../../domain/place.ts';
import { say } from '../../../words/i18n.ts';
import { CheckBox } from '../parts/check-box.tsx';
import { DeskButton, SearchBox } from '../parts/controls.tsx';
import { ExportMenu } from '../parts/export-menu.tsx';
import { focusRow } from '../parts/focus-row.ts';
import { Page } from '../parts/page.tsx';
import type { SectionProps } from '../parts/section-props.ts';
import { SplitView } from '../parts/split-view.tsx';
import { EmptyNote } from '../parts/state-note.tsx';
import { ImportView } from '../roster/import-view.tsx';
import { PlacePanel } from './place-panel.tsx';
import { PlaceTable } from './place-table.tsx';
import { treeRows } from './place-tree.ts';
import css from './places-screen.module.css';

/** Longer trees begin with their gates folded away. */
const LONG = 60;

/** The street's tree: what there is, what is added, what ends. */
export function PlacesScreen(props: SectionProps) {
  const [isImporting, setImporting] = useState(false);
  return isImporting ? (
    <Page
      title={say('places.import-title')}
      live={props.live}
      acts={
        <DeskButton icon="left" isStill onClick={() => setImporting(false)}>
          {say('places.back')}
        </DeskButton>
      }
    >
      <ImportView what="places" {...props} />
    </Page>
  ) : (
    <PlacesTree {...props} onImport={() => setImporting(true)} />
  );
}

function PlacesTree(props: SectionProps & { onImport: () => void }) {
  const { client, live, identity, places, onPlacesChanged, zone, onImport } = props;
  const [text, setText] = useState('');
  const [withClosed, setWithClosed] = useState(false);
  const [folded, setFolded] = useState(() => firstFolds(places));
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const view = { text, withClosed, folded };
  const rows = useMemo(() => treeRows(places, view), [places, text, withClosed, folded]);
  const { places: above, gates } = countsOf(places);
  const selected = places.find(({ id }) => id === selectedId) ?? null;

  const fold = (placeId: string, isFolded: boolean) => {
    const next = new Set(folded);
    if (isFolded) next.add(placeId);
    else next.delete(placeId);
    setFolded(next);
  };
  const select = (placeId: string, toAdd = false) => {
    setSelectedId(placeId);
    setAdding(toAdd);
  };
  const close = () => {
    focusRow(selectedId);
    setSelectedId(null);
  };
  return (
    <Page
      title={say('places.title')}
      about={say('places.about', { places: above, gates })}
      live={live}
      isFixed
      acts={
        <>
          <ExportMenu
            client={client}
            ledgers={['places', 'head-counts']}
            placeId={identity.place.id}
            placeName={identity.place.name}
            zone={zone}
          />
          <DeskButton icon="up" onClick={onImport}>
            {say('places.import')}
          </DeskButton>
        </>
      }
    >
      <div class={`${css.tools} ${selected ? css.behind : ''}`}>
        <SearchBox
          label={say('places.find')}
          hint={say('places.find-hint')}
          clearLabel={say('filter.clear')}
          value={text}
          maxLength={100}
          onChange={setText}
        />
        <DeskButton
          isStill
          onClick={() =>
            setFolded(folded.size > 0 ? new Set() : new Set(parentIds(places).slice(1)))
          }
        >
          {say(folded.size > 0 ? 'places.unfold-all' : 'places.fold-all')}
        </DeskButton>
        <CheckBox
          label={say('places.with-closed')}
          isChecked={withClosed}
          onChange={setWithClosed}
        />
      </div>
      <SplitView
        label={say('places.title')}
        panel={
          selected && (
            <PlacePanel
              key={selected.id}
              client={client}
              place={selected}
              places={places}
              identity={identity}
              zone={zone}
              onChanged={onPlacesChanged}
              isAdding={isAdding}
              onSelect={select}
              onClose={close}
            />
          )
        }
      >
        {rows.length === 0 ? (
          <EmptyNote>{say('places.none')}</EmptyNote>
        ) : (
          <>
            <PlaceTable
              rows={rows}
              places={places}
              selectedId={selectedId}
              zone={zone}
              onSelect={select}
              onFold={fold}
            />
            {gates === 0 && text === '' && <EmptyNote>{firstHint(places)}</EmptyNote>}
          </>
        )}
      </SplitView>
    </Page>
  );
}

/** What comes next in a street without gates. */
function firstHint(places: readonly Place[]): string {
  const top = places[0]?.name ?? '';
  return say(places.length === 1 ? 'places.first-add' : 'places.first-gates', { name: top });
}

const parentIds = (places: readonly Place[]): string[] => [
  ...new Set(places.flatMap(({ parentId }) => parentId ?? [])),
];

function firstFolds(places: readonly Place[]): ReadonlySet<string> {
  if (places.length <= LONG) return new Set();
  return new Set(
    places.flatMap(({ kind, parentId }) => (kind === 'gate' && parentId !== null ? parentId : [])),
  );
}

function countsOf(places: readonly Place[]): { places: number; gates: number } {
  const open = places.filter(({ closedAt }) => closedAt === null);
  const gates = open.filter(({ kind }) => kind === 'gate').length;
  return { places: open.length - gates, gates };
}
