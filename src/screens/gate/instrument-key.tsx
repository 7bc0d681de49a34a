import type { Instrument, Policy } from '../../domain/policy.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { Icon } from '../../ui/icon.tsx';
import { say } from '../../words/i18n.ts';
import css from './instrument-key.module.css';

/** What lies at hand: for a second reading (`follows`: the first one) another one than before. Null: they have no names. */
export function instrumentFor(policy: Policy, follows: StandingEntry | null): Instrument | null {
  const { instruments, firstSite, secondSite } = policy;
  const used = follows?.facts.shown.find((one) => one.kind === 'instrument')?.instrumentId;
  const site = follows ? secondSite : firstSite;
  const others = instruments.filter(({ id }) => id !== used);
  return others.find((one) => one.site === site) ?? others[0] ?? instruments[0] ?? null;
}

export interface InstrumentKeyProps {
  readonly policy: Policy;
  readonly instrument: Instrument;
  readonly onChange: (instrument: Instrument) => void;
}

/** The instrument at hand beside the figure; a tap takes the next one. */
export function InstrumentKey({ policy, instrument, onChange }: InstrumentKeyProps) {
  const { instruments } = policy;
  const place = instruments.findIndex(({ id }) => id === instrument.id);
  const next = instruments[(place + 1) % instruments.length];
  if (!next || next.id === instrument.id) return <span class={css.only}>{instrument.name}</span>;
  return (
    <button
      type="button"
      class={css.key}
      aria-label={say('measure.instrument-now', { name: instrument.name })}
      onClick={() => onChange(next)}
    >
      {instrument.name}
      <Icon name="next" size="small" />
    </button>
  );
}
