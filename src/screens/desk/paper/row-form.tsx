import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import { OUTCOMES, type Visitor } from '../../../domain/entry.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { KeyChoice } from './key-choice.tsx';
import { PaperBox } from './paper-box.tsx';
import {
  type DraftProblems,
  type DraftSheet,
  draftProblems,
  type PaperDraft,
} from './paper-draft.ts';
import { PersonBox } from './person-box.tsx';
import css from './row-form.module.css';

interface RowFormProps {
  client: DeskClient;
  placeIds: readonly string[];
  sheet: DraftSheet;
  draft: PaperDraft;
  onChange: (draft: PaperDraft) => void;
  /** False: the sheet itself is not ready, and says so. */
  onSave: () => boolean;
}

const VISITOR_FIELDS = [
  ['phone', 'register.phone', 40],
  ['purpose', 'register.purpose', 200],
  ['householdVisited', 'register.household-visited', 200],
  ['plate', 'register.plate', 40],
  ['idNumber', 'register.id-number', 40],
  ['address', 'register.address', 200],
  ['remark', 'register.remark', 200],
] as const satisfies readonly (readonly [keyof Visitor, string, number])[];

/** What was left with something wrong in it is said; so is all when the row was to be saved. */
type Touched = Readonly<Record<keyof DraftProblems, boolean>>;
const UNTOUCHED: Touched = { time: false, person: false, temperature: false };
const ALL_TOUCHED: Touched = { time: true, person: true, temperature: true };

const useBox = () => useRef<HTMLInputElement>(null);
const go = (to: RefObject<HTMLElement | null>) => to.current?.focus();

export function RowForm({ client, placeIds, sheet, draft, onChange, onSave }: RowFormProps) {
  const [touched, setTouched] = useState(UNTOUCHED);
  const boxes = {
    time: useBox(),
    direction: useBox(),
    person: useBox(),
    phone: useBox(),
    temperature: useBox(),
  };
  const problems = draftProblems(draft, sheet);
  const touch = (field: keyof DraftProblems) => setTouched((was) => ({ ...was, [field]: true }));
  const change = (part: Partial<PaperDraft>) => onChange({ ...draft, ...part });

  // Who tabs from field to field would jump over the direction, and keep the one of the row before.
  const hasGoneOn = useRef(false);
  const isTabLate = (key: string): boolean => {
    const isLate = hasGoneOn.current && key === 'Tab';
    hasGoneOn.current = false;
    return isLate;
  };

  const save = () => {
    setTouched(ALL_TOUCHED);
    const wrong = (['time', 'person', 'temperature'] as const).find((field) => problems[field]);
    if (wrong) return go(boxes[wrong]);
    if (!onSave()) return;
    setTouched(UNTOUCHED);
    go(boxes.time);
    requestAnimationFrame(() => boxes.time.current?.select());
  };
  const setTime = (time: string) => {
    change({ time });
    if (!/^\d{4}$/.test(time)) return;
    touch('time');
    if (draftProblems({ ...draft, time }, sheet).time) return;
    hasGoneOn.current = true;
    go(boxes.direction);
  };
  const setTemperature = (temperature: string) => {
    change({ temperature });
    if (temperature.length >= 3) touch('temperature');
  };
  return (
    <section class={css.form} aria-label={say('paper.row')}>
      <div class={css.line}>
        <div class={css.time}>
          <PaperBox
            label={say('paper.time')}
            hint={say('paper.time-hint')}
            value={draft.time}
            maxLength={5}
            isNumeric
            problem={touched.time && problems.time ? say(`paper.time-${problems.time}`) : null}
            input={boxes.time}
            onChange={setTime}
            onLeave={() => draft.time !== '' && touch('time')}
            onEnter={() => go(boxes.direction)}
          />
        </div>
        <KeyChoice
          label={say('register.direction')}
          value={draft.direction}
          options={[
            { value: 'out', face: say('direction.out') },
            { value: 'in', face: say('direction.in') },
          ]}
          input={boxes.direction}
          onChange={(direction) => change({ direction })}
          onNext={() => go(boxes.person)}
          onEnter={() => go(boxes.person)}
          isTabLate={isTabLate}
        />
        <div class={css.person}>
          <PersonBox
            client={client}
            placeIds={placeIds}
            person={draft.person}
            problem={touched.person && problems.person ? say('paper.person-missing') : null}
            input={boxes.person}
            onChange={(person) => change({ person })}
            onNext={({ kind }) => {
              if (kind === 'nobody') touch('person');
              // The fields of a visitor stand there only after the next rendering.
              else
                requestAnimationFrame(() =>
                  go(kind === 'visitor' ? boxes.phone : boxes.temperature),
                );
            }}
          />
        </div>
        {draft.person.kind === 'visitor' && (
          <VisitorBoxes
            visitor={draft.person.visitor}
            first={boxes.phone}
            onChange={(visitor) => change({ person: { kind: 'visitor', visitor } })}
            onEnter={() => go(boxes.temperature)}
          />
        )}
        <div class={css.temperature}>
          <PaperBox
            label={say('register.temperature')}
            hint={say('paper.temperature-hint')}
            value={draft.temperature}
            maxLength={4}
            isNumeric
            problem={
              touched.temperature && problems.temperature
                ? say(`paper.temperature-${problems.temperature}`)
                : null
            }
            input={boxes.temperature}
            onChange={setTemperature}
            onLeave={() => touch('temperature')}
            onEnter={save}
          />
        </div>
        <KeyChoice
          label={say('register.mask')}
          value={draft.mask ? 'yes' : 'no'}
          options={[
            { value: 'yes', face: say('register.mask-yes') },
            { value: 'no', face: say('register.mask-no') },
          ]}
          onChange={(mask) => change({ mask: mask === 'yes' })}
          onEnter={save}
        />
        <KeyChoice
          label={say('register.outcome')}
          value={draft.outcome}
          options={OUTCOMES.map((outcome) => ({
            value: outcome,
            face: say(`paper.outcome-${outcome}`),
          }))}
          onChange={(outcome) => change({ outcome })}
          onEnter={save}
        />
        <div class={css.save}>
          <DeskButton isMain onClick={save}>
            {say('paper.save')}
          </DeskButton>
        </div>
      </div>
    </section>
  );
}

interface VisitorBoxesProps {
  visitor: Visitor;
  first: RefObject<HTMLInputElement | null>;
  onChange: (visitor: Visitor) => void;
  onEnter: () => void;
}

function VisitorBoxes({ visitor, first, onChange, onEnter }: VisitorBoxesProps) {
  return (
    <fieldset class={css.visitor}>
      <legend>{say('paper.visitor-named', { name: visitor.name })}</legend>
      {VISITOR_FIELDS.map(([field, label, maxLength], place) => (
        <PaperBox
          key={field}
          label={say(label)}
          value={visitor[field]}
          maxLength={maxLength}
          {...(place === 0 && { input: first })}
          onChange={(text) => onChange({ ...visitor, [field]: text })}
          onEnter={onEnter}
        />
      ))}
    </fieldset>
  );
}
