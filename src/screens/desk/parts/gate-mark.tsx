import type { PlaceKind } from '../../../domain/place.ts';
import { say } from '../../../words/i18n.ts';
import css from './gate-mark.module.css';

interface GateMarkProps {
  /** Of what the gate guards. */
  guards: PlaceKind;
  /** `silent`: nothing is heard of it; `shut`: nobody is on. */
  look?: 'plain' | 'silent' | 'shut';
}

/** A gate as its kind's one character; the words beside it say what else there is. */
export function GateMark({ guards, look = 'plain' }: GateMarkProps) {
  return (
    <span class={`${css.mark} ${css[look]}`} aria-hidden="true">
      {say(`place-mark.${guards}`)}
    </span>
  );
}
