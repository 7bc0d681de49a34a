import { useState } from 'preact/hooks';
import type { ShiftSession } from '../../actions/shift-session.ts';
import type { Standards } from '../../domain/gate-day.ts';
import { Button } from '../../ui/button.tsx';
import { Chips } from '../../ui/chips.tsx';
import { Field } from '../../ui/field.tsx';
import { NoticeStrip } from '../../ui/notice-field.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { formatDateTime, say } from '../../words/i18n.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { standardsTitle } from '../standards-title.ts';
import { ShiftTop } from './shift-top.tsx';
import css from './standards-screen.module.css';

export interface GivenStandards {
  /** Of the standards that were looked at. */
  readonly version: number;
  /** Ids of items, in rising order. */
  readonly missing: readonly number[];
  /** A name on duty; empty when nobody is named. */
  readonly by: string;
  readonly note: string;
}

export interface StandardsScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly standards: Standards;
  /** When they were last answered at this gate, epoch ms; null: never. */
  readonly answeredAt: number | null;
  readonly onDone: (given: GivenStandards) => void;
  readonly onLeave: () => void;
}

const LONGEST_NOTE = 200;

/** What the gate must have, each thing looked at: nothing is taken for being there. */
export function StandardsScreen(props: StandardsScreenProps) {
  const { session, wiring, answeredAt, onDone, onLeave } = props;
  // What was begun is finished, whatever the street changes meanwhile.
  const [{ version, items }] = useState(props.standards);
  const { onDuty } = session.state;
  const [seen, setSeen] = useState<ReadonlyMap<number, boolean>>(new Map());
  const [note, setNote] = useState('');
  const [by, setBy] = useState(onDuty.length > 1 ? null : (onDuty[0] ?? ''));
  const [hasTried, setTried] = useState(false);
  const left = items.length - seen.size;
  const missing = items
    .flatMap(({ id }) => (seen.get(id) === false ? [id] : []))
    .toSorted((a, b) => a - b);
  const save = () => {
    setTried(true);
    if (left === 0 && by !== null) onDone({ version, missing, by, note: note.trim() });
  };
  return (
    <Screen
      top={
        <ShiftTop
          session={session}
          wiring={wiring}
          title={say('standards.title')}
          onBack={onLeave}
        />
      }
      acts={
        <>
          {hasTried && left > 0 && (
            <NoticeStrip>{say('standards.left', { count: left })}</NoticeStrip>
          )}
          {hasTried && left === 0 && by === null && (
            <NoticeStrip>{say('note.who-missing')}</NoticeStrip>
          )}
          <Acts>
            <Button kind="main" note={sumOf(left, missing.length)} onClick={save}>
              {say('standards.save')}
            </Button>
          </Acts>
        </>
      }
    >
      <Say isSoft>
        {answeredAt === null
          ? say('standards.how')
          : say('standards.answered', { time: formatDateTime(answeredAt) })}
      </Say>
      <ul class={css.items}>
        {items.map((item) => {
          const isThere = seen.get(item.id);
          const title = standardsTitle(item);
          const set = (is: boolean) => setSeen(new Map(seen).set(item.id, is));
          return (
            <li key={item.id} class={isThere === false ? css.missing : undefined}>
              <fieldset class={css.item}>
                <legend class="vh">{title}</legend>
                <span class={css.title} aria-hidden="true">
                  {title}
                </span>
                <button type="button" aria-pressed={isThere === true} onClick={() => set(true)}>
                  {say('standards.there')}
                </button>
                <button type="button" aria-pressed={isThere === false} onClick={() => set(false)}>
                  {say('standards.missing')}
                </button>
              </fieldset>
            </li>
          );
        })}
      </ul>
      {onDuty.length > 1 && (
        <Chips
          label={say('standards.who')}
          options={onDuty.map((name) => ({ value: name, label: name }))}
          value={by}
          onChange={setBy}
        />
      )}
      <Field
        label={say('standards.note')}
        value={note}
        onInput={setNote}
        hint={say('standards.note-hint')}
        maxLength={LONGEST_NOTE}
      />
      <Grow />
    </Screen>
  );
}

function sumOf(left: number, missing: number): string {
  if (left > 0) return say('standards.left', { count: left });
  return missing > 0
    ? say('standards.save-missing', { count: missing })
    : say('standards.save-all');
}
