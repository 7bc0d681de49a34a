import { useEffect, useRef, useState } from 'preact/hooks';
import { VerdictMark } from '../../../ui/verdict-mark.tsx';
import { say } from '../../../words/i18n.ts';
import { Choice, DeskButton, MomentBox, SearchBox, Select } from '../parts/controls.tsx';
import type { CompoundOption } from '../parts/gate-options.ts';
import { type LedgerFilter, TIME_CHOICES, type TimeChoice } from './ledger-filter.ts';
import css from './ledger-filters.module.css';

interface LedgerFiltersProps {
  filter: LedgerFilter;
  compounds: readonly CompoundOption[];
  isNarrow: boolean;
  onChange: (filter: LedgerFilter) => void;
}

const TYPING_PAUSE_MS = 300;
const LONGEST_TEXT = 40;

/** Where room is short only the search stands there, the rest on demand. */
export function LedgerFilters({ filter, compounds, isNarrow, onChange }: LedgerFiltersProps) {
  const [isOpen, setOpen] = useState(false);
  const change = (part: Partial<LedgerFilter>) => onChange({ ...filter, ...part });
  const person = <PersonBox text={filter.text} onChange={(text) => change({ text })} />;
  const count = countOf(filter);
  return (
    <section class={css.filters} aria-label={say('ledger.filters')}>
      {isNarrow && (
        <div class={css.first}>
          {person}
          <DeskButton isStill isExpanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {count > 0 ? say('filter.more-on', { count }) : say('filter.more')}
          </DeskButton>
        </div>
      )}
      {(!isNarrow || isOpen) && (
        <>
          <PlaceAndTime filter={filter} compounds={compounds} change={change} />
          {!isNarrow && <div class={css.person}>{person}</div>}
          <VerdictAndDirection filter={filter} change={change} />
        </>
      )}
    </section>
  );
}

/** How many of the filters behind the button are on. */
const countOf = ({ compoundId, time, verdict, direction }: LedgerFilter): number =>
  [compoundId !== '', time !== 'today', verdict !== 'all', direction !== 'both'].filter(Boolean)
    .length;

interface PartProps {
  filter: LedgerFilter;
  change: (part: Partial<LedgerFilter>) => void;
}

function PlaceAndTime({
  filter,
  compounds,
  change,
}: PartProps & { compounds: readonly CompoundOption[] }) {
  const choosePlace = (value: string) => {
    const [compoundId = '', gateId = ''] = value.split('/');
    change({ compoundId, gateId });
  };
  return (
    <>
      <div class={css.gate}>
        <Select
          label={say('filter.gate')}
          value={`${filter.compoundId}/${filter.gateId}`}
          onChange={choosePlace}
        >
          <GateChoices compounds={compounds} />
        </Select>
      </div>
      <div class={css.time}>
        <Select
          label={say('filter.time')}
          value={filter.time}
          onChange={(value) => change({ time: value as TimeChoice })}
        >
          {TIME_CHOICES.map((choice) => (
            <option key={choice} value={choice}>
              {say(`filter.${choice}`)}
            </option>
          ))}
        </Select>
      </div>
      {filter.time === 'span' && (
        <div class={css.span}>
          <MomentBox
            label={say('filter.from')}
            value={filter.from}
            onChange={(from) => change({ from })}
          />
          <MomentBox label={say('filter.to')} value={filter.to} onChange={(to) => change({ to })} />
        </div>
      )}
    </>
  );
}

function VerdictAndDirection({ filter, change }: PartProps) {
  return (
    <>
      <div class={css.verdict}>
        <Choice
          label={say('filter.verdict')}
          value={filter.verdict}
          onChange={(verdict) => change({ verdict })}
          options={[
            { value: 'all', face: say('filter.all') },
            { value: 'pass', face: <VerdictMark verdict="pass" /> },
            { value: 'check', face: <VerdictMark verdict="check" /> },
            { value: 'stop', face: <VerdictMark verdict="stop" /> },
          ]}
        />
      </div>
      <div class={css.direction}>
        <Choice
          label={say('filter.direction')}
          value={filter.direction}
          onChange={(direction) => change({ direction })}
          options={[
            { value: 'both', face: say('filter.both') },
            { value: 'out', face: say('direction.out') },
            { value: 'in', face: say('direction.in') },
          ]}
        />
      </div>
    </>
  );
}

function GateChoices({ compounds }: { compounds: readonly CompoundOption[] }) {
  const count = compounds.reduce((sum, compound) => sum + compound.gates.length, 0);
  return (
    <>
      <option value="/">{say('filter.all-gates', { count })}</option>
      {compounds.map(({ id, name, gates }) => (
        <optgroup key={id} label={name}>
          {gates.length > 1 && (
            <option value={`${id}/`}>
              {say('filter.compound-gates', { name, count: gates.length })}
            </option>
          )}
          {gates.map((gate) => (
            <option key={gate.id} value={`${id}/${gate.id}`}>
              {name} {gate.name}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  );
}

/** Asks the server when the typing pauses, not at every key. */
function PersonBox({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  const said = useRef(text);
  // A text put in from outside; what comes back from here must not undo what was typed since.
  useEffect(() => {
    if (text !== said.current) setTyped(text);
    said.current = text;
  }, [text]);
  useEffect(() => {
    if (typed === said.current) return;
    const tell = () => {
      said.current = typed;
      onChange(typed);
    };
    const timer = setTimeout(tell, typed === '' ? 0 : TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, onChange]);
  return (
    <SearchBox
      label={say('filter.person')}
      hint={say('filter.person-hint')}
      clearLabel={say('filter.clear')}
      value={typed}
      maxLength={LONGEST_TEXT}
      onChange={setTyped}
    />
  );
}
