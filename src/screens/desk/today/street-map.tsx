import { useMemo, useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { Place } from '../../../domain/place.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { placedGates } from '../parts/gates-within.ts';
import { useNarrow } from '../parts/use-narrow.ts';
import type { GateOfToday } from './gates-today.ts';
import { MapEditor } from './map-editor.tsx';
import { MapNode } from './map-node.tsx';
import { type Block, type SchematicMap, schematicMap } from './schematic-map.ts';
import css from './street-map.module.css';
import { gateName } from './today-wants.tsx';
import { useMapPicture } from './use-map-picture.ts';
import { useStreetMap } from './use-street-map.ts';

interface StreetMapProps {
  client: DeskClient;
  changes: number;
  /** All that the desk sees, whatever part of it is in view. */
  places: readonly Place[];
  /** Those in view. */
  gates: readonly GateOfToday[];
  placeName: string;
  now: number;
  mayPlace: boolean;
}

/** More than these, and names would cover one another: only what is the matter is named. */
const NAMED = 24;
const NAMED_ON_PHONE = 6;
const CENTRE = { x: 500, y: 500 };

/** The street's own picture, or a map drawn from the tree, with every gate on it. */
export function StreetMap(props: StreetMapProps) {
  const { client, changes, places, gates, placeName, now, mayPlace } = props;
  const [isEditing, setEditing] = useState(false);
  const kept = useStreetMap(client, changes);
  const picture = kept.map?.picture ?? null;
  const { url, isAway } = useMapPicture(client, picture);
  const schematic = useMemo(() => {
    const open = [...placedGates(places).values()].filter(({ gate }) => gate.closedAt === null);
    return schematicMap(open);
  }, [places]);
  const spotOf = ({ gate }: GateOfToday) =>
    kept.spots.get(gate.id) ?? (picture ? undefined : schematic.spots.get(gate.id));
  const unplaced = gates.filter(({ gate }) => !kept.spots.has(gate.id));
  const named = (gate: GateOfToday) => ({ id: gate.gate.id, name: gateName(gate, gates) });
  const tray = picture ? unplaced : [];
  const isSmall = gates.length > (useNarrow() ? NAMED_ON_PHONE : NAMED);
  const node = (gate: GateOfToday) => {
    const spot = spotOf(gate);
    return (
      spot && (
        <MapNode
          key={gate.gate.id}
          gate={gate}
          name={(url ? gateName : nameOnMap)(gate, gates)}
          spot={spot}
          isSmall={isSmall}
          now={now}
          onMove={isEditing ? (to) => kept.move(gate.gate.id, to) : null}
          onTakeOff={() => kept.change({ kind: 'take-off', gateId: gate.gate.id })}
        />
      )
    );
  };
  return (
    <section class={css.whole} aria-label={say('today.map', { name: placeName })}>
      <div
        class={`${css.map} ${picture && url ? css.pictured : ''}`}
        style={picture && url ? { aspectRatio: `${picture.width} / ${picture.height}` } : undefined}
      >
        {picture && url ? (
          <img class={css.picture} src={url} alt="" draggable={false} />
        ) : (
          <Ground schematic={schematic} />
        )}
        {gates.map(node)}
      </div>
      {isAway && <p class={css.note}>{say('today.picture-away')}</p>}
      {!isEditing && tray.length > 0 && (
        <p class={css.note}>
          {say('today.tray', {
            names: tray.map((gate) => gateName(gate, gates)).join(say('list.comma')),
          })}
        </p>
      )}
      {mayPlace && (
        <div class={css.tools}>
          <DeskButton
            isStill
            icon="edit"
            isExpanded={isEditing}
            onClick={() => setEditing(!isEditing)}
          >
            {say(isEditing ? 'today.edit-done' : 'today.edit-map')}
          </DeskButton>
        </div>
      )}
      {isEditing && (
        <MapEditor
          kept={kept}
          unplaced={unplaced.map(named)}
          placed={gates.filter(({ gate }) => kept.spots.has(gate.id)).map(named)}
          onPut={(gateId) => {
            kept.move(gateId, schematic.spots.get(gateId) ?? CENTRE);
            focusGate(gateId);
          }}
        />
      )}
    </section>
  );
}

/** Where its compound's own name stands on the map, a gate needs no more than the rest: 正门. */
function nameOnMap(gate: GateOfToday, gates: readonly GateOfToday[]): string {
  const { name } = gate.gate;
  const rest = name.slice(gate.guarded.name.length).trim();
  return name.startsWith(gate.guarded.name) && rest.length > 1 ? rest : gateName(gate, gates);
}

/** The node stands only after the next rendering. */
const focusGate = (gateId: string) =>
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`[data-gate="${CSS.escape(gateId)}"]`)?.focus(),
  );

/** White roads between grey blocks; what gates guard is lighter. */
function Ground({ schematic: { communities, guarded } }: { schematic: SchematicMap }) {
  const block = (look: string | undefined) => (one: Block) => (
    <rect
      key={one.id}
      class={look}
      x={`${one.x / 10}%`}
      y={`${one.y / 10}%`}
      width={`${one.width / 10}%`}
      height={`${one.height / 10}%`}
    />
  );
  const name = (look: string | undefined) => (one: Block) => (
    <svg
      key={one.id}
      aria-hidden="true"
      x={`${one.x / 10}%`}
      y={`${one.y / 10}%`}
      width={`${one.width / 10}%`}
      height={`${one.height / 10}%`}
    >
      <text class={look} x="6" y="18">
        {one.name}
      </text>
    </svg>
  );
  return (
    <svg class={css.ground} aria-hidden="true">
      {communities.map(block(css.community))}
      {guarded.map(block(css.guarded))}
      {communities.map(name(css.communityName))}
      {guarded.map(name(css.guardedName))}
    </svg>
  );
}
