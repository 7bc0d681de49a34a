import { useState } from 'preact/hooks';
import type { Mark } from '../../../domain/mark.ts';
import type { DocumentKind } from '../../../domain/policy.ts';
import { HOUSEHOLD_COLOURS, type HouseholdColour } from '../../../domain/reason.ts';
import { dayPlus } from '../../../domain/street-calendar.ts';
import type { MarkChange } from '../../../protocol/marks.ts';
import { MaskedText } from '../../../ui/masked-text.tsx';
import { say } from '../../../words/i18n.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { CheckBox } from '../parts/check-box.tsx';
import { CheckList } from '../parts/check-list.tsx';
import { DeskButton, Select } from '../parts/controls.tsx';
import { DayBox } from '../parts/day-box.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { TextBox } from '../parts/text-box.tsx';
import { saysNothing } from './mark-list.ts';
import css from './mark-panel.module.css';

interface MarkPanelProps {
  before: Mark;
  /** Masked. */
  who: string;
  isNew: boolean;
  documents: readonly Pick<DocumentKind, 'id' | 'name'>[];
  /** 'YYYY-MM-DD' of the street. */
  today: string;
  /** Gives back why it was not done, in words; null: it was. */
  onChange: (change: MarkChange, words: string) => Promise<string | null>;
  onClose: () => void;
}

const WEEKS = [7, 14] as const;

/** What gates are to know about one person, household or vehicle. */
export function MarkPanel(props: MarkPanelProps) {
  const { before, who, isNew, documents, today, onChange, onClose } = props;
  const [mark, setMark] = useState(before);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const change = (part: Partial<Mark>) => {
    setProblem(null);
    setMark((was) => ({ ...was, ...part }));
  };
  const send = async (wanted: MarkChange, words: string) => {
    setBusy(true);
    const why = await onChange(wanted, words);
    if (why === null) return;
    setBusy(false);
    setProblem(why);
  };
  const save = () => {
    if (saysNothing(mark)) return setProblem(say('people.says-nothing'));
    const { documentIds, ...rest } = mark;
    return send(
      {
        kind: 'set',
        mark: { ...rest, note: mark.note.trim(), documentIds: [...documentIds] },
      },
      say('people.saved'),
    );
  };
  const isVehicle = mark.subject.kind === 'plate';
  // Papers of earlier rules stay as long as nobody takes them away.
  const unknown = mark.documentIds
    .filter((id) => !documents.some((one) => one.id === id))
    .map((id) => ({ value: id, face: say('entry.document', { id }) }));
  return (
    <SidePanel
      label={say('people.one')}
      title={<MaskedText text={who} />}
      about={say(`people.kind-${mark.subject.kind}`)}
      onClose={onClose}
    >
      <CheckBox
        label={say('people.deny')}
        isChecked={mark.isDenied}
        onChange={(isDenied) => change({ isDenied })}
      />
      {!isVehicle && (
        <>
          <Until
            label={say('people.isolated-until')}
            day={mark.isolatedUntil}
            today={today}
            onChange={(isolatedUntil) => change({ isolatedUntil })}
          />
          <Until
            label={say('people.void-until')}
            day={mark.voidUntil}
            today={today}
            onChange={(voidUntil) => change({ voidUntil })}
          />
          <Select
            label={say('people.colour')}
            value={mark.colour ?? ''}
            onChange={(value) =>
              change({ colour: value === '' ? null : (value as HouseholdColour) })
            }
          >
            <option value="">{say('people.colour-of-roster')}</option>
            {HOUSEHOLD_COLOURS.map((colour) => (
              <option key={colour} value={colour}>
                {say(`hue.${colour}`)}
              </option>
            ))}
          </Select>
        </>
      )}
      {documents.length + unknown.length > 0 && (
        <CheckList
          label={say('people.papers')}
          options={[...documents.map(({ id, name }) => ({ value: id, face: name })), ...unknown]}
          chosen={mark.documentIds}
          onChange={(documentIds) => change({ documentIds })}
        />
      )}
      <TextBox
        label={say('people.note')}
        hint={say('people.note-hint')}
        value={mark.note}
        maxLength={100}
        onChange={(note) => change({ note })}
        onEnter={() => void save()}
      />
      {problem && <ProblemNote>{problem}</ProblemNote>}
      <div class={css.acts}>
        <DeskButton isMain isBusy={isBusy} onClick={() => void save()}>
          {say('people.save')}
        </DeskButton>
        {!isNew && (
          <AskFirst
            face={say('people.remove')}
            question={say('people.remove-says')}
            yes={say('people.remove-yes')}
            isBusy={isBusy}
            onYes={() => void send({ kind: 'remove', id: mark.id }, say('people.removed'))}
          />
        )}
      </div>
      <p class={css.hint}>{say('people.when')}</p>
    </SidePanel>
  );
}

interface UntilProps {
  label: string;
  day: string | null;
  today: string;
  onChange: (day: string | null) => void;
}

/** A last day, typed or some days ahead, or none. */
function Until({ label, day, today, onChange }: UntilProps) {
  return (
    <div class={css.until}>
      <DayBox
        label={label}
        value={day ?? ''}
        min={today}
        onChange={(value) => onChange(value === '' ? null : value)}
      />
      {WEEKS.map((days) => (
        <DeskButton key={days} isStill onClick={() => onChange(dayPlus(today, days - 1))}>
          {say('people.days', { days })}
          <span class="vh">{label}</span>
        </DeskButton>
      ))}
      {day !== null && (
        <DeskButton isStill onClick={() => onChange(null)}>
          {say('people.no-day')}
          <span class="vh">{label}</span>
        </DeskButton>
      )}
    </div>
  );
}
