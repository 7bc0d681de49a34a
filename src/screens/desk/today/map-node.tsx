import { useRef } from 'preact/hooks';
import { say } from '../../../words/i18n.ts';
import { elapsedWords } from '../parts/elapsed-words.ts';
import { gateOutline } from './gate-outline.ts';
import type { GateOfToday } from './gates-today.ts';
import css from './map-node.module.css';
import type { Spot } from './schematic-map.ts';

interface MapNodeProps {
  gate: GateOfToday;
  name: string;
  spot: Spot;
  /** One of many: small, and named only where something is the matter. */
  isSmall: boolean;
  now: number;
  /** Null: it stays where it is. */
  onMove: ((spot: Spot) => void) | null;
  onTakeOff: () => void;
}

const STEP = 10;
const BIG_STEP = 50;
const STEPS: Record<string, Spot> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** A gate on the map; while gates are placed, it is dragged or moved by the arrow keys. */
export function MapNode(props: MapNodeProps) {
  const { gate, name, spot, isSmall, now, onMove, onTakeOff } = props;
  const isHeld = useRef(false);
  const { look, guarded, today } = gate;
  const fever = Math.min(...today.cases);
  const hasFever = today.cases.length > 0;
  const silence =
    today.silentSince === null
      ? null
      : say('today.node-silent', { minutes: Math.floor((now - today.silentSince) / 60_000) });
  const heat = hasFever ? say('today.node-fever', { clock: elapsedWords(now - fever) }) : null;
  const state = look === 'on' ? 'on' : 'shut';
  const words = [name, silence ?? say(`today.node-${state}`), heat];
  const isPressing = silence !== null || hasFever;

  const onKey = (event: KeyboardEvent) => {
    if (!onMove) return;
    const way = STEPS[event.key];
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      onTakeOff();
    }
    if (!way) return;
    event.preventDefault();
    const step = event.shiftKey ? BIG_STEP : STEP;
    onMove(onMap({ x: spot.x + way.x * step, y: spot.y + way.y * step }));
  };
  const onDrag = (event: PointerEvent) => {
    const map = (event.currentTarget as HTMLElement).parentElement;
    if (!isHeld.current || !onMove || !map) return;
    const { left, top, width, height } = map.getBoundingClientRect();
    onMove(
      onMap({
        x: Math.round(((event.clientX - left) / width) * 1000),
        y: Math.round(((event.clientY - top) / height) * 1000),
      }),
    );
  };
  const face = (
    <>
      <svg class={css.figure} viewBox="-26 -26 52 52" aria-hidden="true">
        {hasFever && <circle class={css.ring} r="23" />}
        <path class={css.outline} d={gateOutline(guarded.kind)} />
        <text class={css.kind} y="5.5">
          {say(`place-mark.${guarded.kind}`)}
        </text>
      </svg>
      {(!isSmall || isPressing || onMove) && (
        <span class={css.words} aria-hidden="true">
          <b class={isSmall && isPressing ? css.tag : css.name}>{name}</b>
          {!isSmall && silence && <b class={css.tag}>{silence}</b>}
          {!isSmall && heat && <b class={css.tag}>{heat}</b>}
        </span>
      )}
      <span class="vh">{words.filter((one) => one !== null).join(say('list.comma'))}</span>
    </>
  );
  const looks = [
    css.node,
    css[look],
    side(spot),
    onMove ? css.loose : '',
    isSmall ? css.small : '',
    isPressing ? css.pressing : '',
    hasFever ? css.ringed : '',
  ].join(' ');
  const style = { left: within(spot.x), top: within(spot.y) };
  if (!onMove) {
    return (
      <div class={looks} style={style} title={name}>
        {face}
      </div>
    );
  }
  return (
    <button
      type="button"
      class={looks}
      style={style}
      data-gate={gate.gate.id}
      onKeyDown={onKey}
      onPointerDown={(event) => {
        isHeld.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onDrag}
      onPointerUp={() => {
        isHeld.current = false;
      }}
      onPointerCancel={() => {
        isHeld.current = false;
      }}
    >
      {face}
    </button>
  );
}

/** At the very edge half of a gate would be cut off. */
const within = (thousandths: number): string => `clamp(20px, ${thousandths / 10}%, 100% - 20px)`;

const onMap = ({ x, y }: Spot): Spot => ({
  x: Math.min(1000, Math.max(0, x)),
  y: Math.min(1000, Math.max(0, y)),
});

/** Words near an edge of the map stand to the other side. */
function side({ x, y }: Spot): string {
  const across = x < 130 ? css.right : x > 870 ? css.left : '';
  return `${across} ${y > 900 ? css.above : ''}`;
}
