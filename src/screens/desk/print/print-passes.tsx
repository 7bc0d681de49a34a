import type { VNode } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { hasRoster, type Place } from '../../../domain/place.ts';
import type { IssuedPass } from '../../../protocol/passes.ts';
import { say } from '../../../words/i18n.ts';
import { Choice, Select } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { ProgressLine } from '../parts/progress-line.tsx';
import { EmptyNote } from '../parts/state-note.tsx';
import { type Validity, ValiditySelect, validDaysOf } from '../passes/validity-select.tsx';
import { PASS_GRIDS, PassSheet, type PassSize } from './pass-sheet.tsx';
import { buildingsOf, passesBetween, passSheets } from './pass-sheets.ts';
import { PrintLayout } from './print-layout.tsx';
import { useAllPasses } from './use-all-passes.ts';
import { useGrowing } from './use-growing.ts';

interface PrintPassesProps {
  client: DeskClient;
  places: readonly Place[];
  streetName: string;
  zone: string;
  firstKind: IssuedPass['kind'];
  firstCompoundId: string;
  firstValidity: Validity;
}

/** Eight codes take some 25 ms. */
const SHEETS_A_TURN = 1;

/** Where the sheet belongs; a roster without buildings has none. */
function headOf(names: readonly string[], buildings: readonly string[]): string {
  const [first = '', last = first] = [buildings[0], buildings.at(-1)];
  const building = first === last ? first : say('print.buildings', { first, last });
  return [...names, ...(building === '' ? [] : [say('print.building', { building })])].join('　');
}

export function PrintPasses(props: PrintPassesProps) {
  const { client, places, streetName, zone } = props;
  const { firstKind, firstCompoundId, firstValidity } = props;
  const compounds = useMemo(() => places.filter(({ kind }) => hasRoster(kind)), [places]);
  const [compoundId, setCompoundId] = useState(firstCompoundId);
  const [kind, setKind] = useState(firstKind);
  const [validity, setValidity] = useState(firstValidity);
  const [size, setSize] = useState<PassSize>('usual');
  const [range, setRange] = useState({ from: '', to: '' });
  const compound = compounds.find(({ id }) => id === compoundId) ?? compounds[0];
  const all = useAllPasses(client, compound?.id ?? null, { kind, ...validDaysOf(validity) });

  const buildings = useMemo(() => buildingsOf(all.passes), [all.passes]);
  const from = buildings.includes(range.from) ? range.from : (buildings[0] ?? '');
  const to = buildings.includes(range.to) ? range.to : (buildings.at(-1) ?? '');
  const { columns, rows } = PASS_GRIDS[size];
  const sheets = useMemo(
    () =>
      all.isComplete
        ? passSheets(passesBetween(all.passes, buildings, from, to), columns * rows)
        : [],
    [all.isComplete, all.passes, buildings, from, to, columns, rows],
  );
  const key = `${compound?.id} ${kind} ${validity} ${size} ${from} ${to} ${sheets.length}`;
  const drawn = useGrowing(key, sheets.length, SHEETS_A_TURN);

  // The same node again is not compared again: the thousandth sheet costs what the first one did.
  const nodes = useRef<{ key: string; made: VNode[] }>({ key, made: [] });
  if (nodes.current.key !== key) nodes.current = { key, made: [] };
  const { made } = nodes.current;
  for (let index = made.length; index < drawn; index++) {
    const sheet = sheets[index];
    if (!sheet || !compound) break;
    made.push(
      <PassSheet
        key={index}
        size={size}
        passes={sheet.passes}
        head={headOf([streetName, compound.name], sheet.buildings)}
        page={say('print.page-of', { page: index + 1, of: sheets.length })}
        streetName={streetName}
        compoundName={compound.name}
        zone={zone}
      />,
    );
  }
  if (!compound) return <EmptyNote>{say('passes.no-compounds')}</EmptyNote>;

  const isReady = all.isComplete && drawn >= sheets.length;
  const count = sheets.reduce((sum, { passes }) => sum + passes.length, 0);
  return (
    <PrintLayout
      orientation="portrait"
      isReady={isReady && sheets.length > 0}
      about={isReady ? say('print.passes-about', { count, sheets: sheets.length }) : ''}
      options={
        <>
          <Select label={say('passes.compound')} value={compound.id} onChange={setCompoundId}>
            {compounds.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
          <Choice
            label={say('print.for-whom')}
            value={kind}
            onChange={setKind}
            options={[
              { value: 'resident', face: say('print.each-resident') },
              { value: 'household', face: say('print.each-household') },
            ]}
          />
          <ValiditySelect value={validity} onChange={setValidity} />
          <Choice
            label={say('print.size')}
            value={size}
            onChange={setSize}
            options={[
              { value: 'usual', face: say('print.size-usual') },
              { value: 'large', face: say('print.size-large') },
            ]}
          />
          {buildings.length > 1 && (
            <>
              <Select
                label={say('print.from-building')}
                value={from}
                onChange={(value) => setRange({ from: value, to })}
              >
                {buildings.map((building) => (
                  <option key={building} value={building}>
                    {building}
                  </option>
                ))}
              </Select>
              <Select
                label={say('print.to-building')}
                value={to}
                onChange={(value) => setRange({ from, to: value })}
              >
                {buildings.map((building) => (
                  <option key={building} value={building}>
                    {building}
                  </option>
                ))}
              </Select>
            </>
          )}
        </>
      }
      state={
        <>
          {all.failure && <FailureNote why={all.failure} onAgain={all.goOn} />}
          {!all.isComplete && !all.failure && (
            <ProgressLine
              label={say('print.fetching')}
              figures={say('print.of', { done: all.passes.length, of: all.total })}
              done={all.passes.length}
              of={all.total}
            />
          )}
          {all.isComplete && !isReady && (
            <ProgressLine
              label={say('print.laying-out')}
              figures={say('print.of-sheets', { done: drawn, of: sheets.length })}
              done={drawn}
              of={sheets.length}
            />
          )}
          {isReady && sheets.length === 0 && <EmptyNote>{say('passes.none')}</EmptyNote>}
        </>
      }
    >
      {made.slice()}
    </PrintLayout>
  );
}
