import type { RefObject } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { MEASURING_SITES, type MeasuringSite } from '../../../domain/entry.ts';
import { hasRoster, type Place } from '../../../domain/place.ts';
import { streetDay } from '../../../domain/street-time.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton, Select } from '../parts/controls.tsx';
import { gateOptions } from '../parts/gate-options.ts';
import { Page } from '../parts/page.tsx';
import type { SectionProps } from '../parts/section-props.ts';
import { EmptyNote } from '../parts/state-note.tsx';
import { PaperBox } from './paper-box.tsx';
import { type DraftSheet, draftAfter, PAPER_AGE_DAYS, rowOfDraft } from './paper-draft.ts';
import { PaperRows } from './paper-rows.tsx';
import css from './paper-screen.module.css';
import { nextOnSheet, type PaperSheetForm, usePaperWork } from './paper-work.ts';
import { RowForm } from './row-form.tsx';

const WRITER_LENGTH = 40;
const DAY_MS = 24 * 60 * 60_000;

/** Entries that were written on paper at a gate, typed in row by row without the hands leaving the keys. */
export function PaperScreen({ client, live, identity, places, zone }: SectionProps) {
  const work = usePaperWork(client);
  const { queue } = work;
  const gates = useMemo(() => places.filter(({ kind }) => kind === 'gate'), [places]);
  const [form, setForm] = useState<PaperSheetForm>(
    () =>
      work.form ?? {
        gateId: gates.length === 1 ? (gates[0]?.id ?? '') : '',
        day: streetDay(client.now(), zone),
        writer: '',
        site: 'forehead',
      },
  );
  const [draft, setDraft] = useState(work.draft);
  const [isAsked, setAsked] = useState(false);
  work.form = form;
  work.draft = draft;
  const writerBox = useRef<HTMLInputElement>(null);
  const gate = gates.find(({ id }) => id === form.gateId) ?? null;
  const now = client.now();
  const sheet: DraftSheet = { ...form, zone, now, closedAt: gate?.closedAt ?? null };
  const compound = gate && rosterPlaceOf(gate, places);
  const placeIds = [...new Set([...(compound ? [compound.id] : []), identity.place.id])];
  const writer = form.writer.trim();

  const save = (): boolean => {
    setAsked(true);
    if (!gate || writer === '') {
      if (gate) writerBox.current?.focus();
      return false;
    }
    const tried = rowOfDraft(draft, sheet, 1);
    if (!tried) return false;
    const { sheetId, number } = nextOnSheet(work, { ...form, writer });
    const { person } = draft;
    const shown =
      person.kind === 'resident'
        ? { name: person.resident.name, room: person.resident.room }
        : {
            name: person.kind === 'visitor' ? person.visitor.name : '',
            room: say('paper.visitor'),
          };
    queue.add({ sheet: { sheetId, gateId: gate.id, writer }, row: { ...tried, number }, ...shown });
    setDraft(draftAfter(draft));
    return true;
  };
  const gateName = (gateId: string) => gates.find(({ id }) => id === gateId)?.name ?? '';
  const saved = queue.lines.filter(({ state }) => state === 'saved').length;
  return (
    <Page
      title={say('paper.title')}
      about={queue.lines.length > 0 ? say('paper.count', { count: saved }) : ''}
      live={live}
    >
      {gates.length === 0 ? (
        <EmptyNote to="places">{say('paper.no-gates')}</EmptyNote>
      ) : (
        <>
          <p class={css.keys}>{say('paper.keys')}</p>
          <SheetForm
            form={form}
            places={places}
            days={[streetDay(now - PAPER_AGE_DAYS * DAY_MS, zone), streetDay(now, zone)]}
            problems={{
              gate: isAsked && !gate ? say('paper.gate-missing') : null,
              writer: isAsked && writer === '' ? say('paper.writer-missing') : null,
            }}
            writerBox={writerBox}
            onChange={setForm}
          />
          <RowForm
            client={client}
            placeIds={placeIds}
            sheet={sheet}
            draft={draft}
            onChange={setDraft}
            onSave={save}
          />
          {queue.pending > 0 && (
            <div class={css.pending} role="status">
              <p>
                <b>{say('paper.pending', { count: queue.pending })}</b>{' '}
                {queue.failure && say('paper.pending-says')}
              </p>
              {queue.failure && (
                <DeskButton isStill onClick={() => void queue.send()}>
                  {say('paper.again')}
                </DeskButton>
              )}
            </div>
          )}
          <PaperRows
            lines={queue.lines}
            gateName={gateName}
            zone={zone}
            onUndo={(line) => queue.undo(line)}
          />
        </>
      )}
    </Page>
  );
}

/** The nearest place above that keeps a roster; the gate's own place without one. */
function rosterPlaceOf(gate: Place, places: readonly Place[]): Place {
  const above = places.filter(({ path }) => gate.path.startsWith(path));
  return above.findLast(({ kind }) => hasRoster(kind)) ?? gate;
}

interface SheetFormProps {
  form: PaperSheetForm;
  places: readonly Place[];
  days: readonly [string, string];
  problems: { readonly gate: string | null; readonly writer: string | null };
  writerBox: RefObject<HTMLInputElement | null>;
  onChange: (form: PaperSheetForm) => void;
}

/** What stands at the head of the paper: chosen once. */
function SheetForm({ form, places, days, problems, writerBox, onChange }: SheetFormProps) {
  const compounds = useMemo(() => gateOptions(places), [places]);
  const change = (part: Partial<PaperSheetForm>) => onChange({ ...form, ...part });
  return (
    <section class={css.sheet} aria-label={say('paper.sheet')}>
      <div class={css.gate}>
        <Select
          label={say('register.gate')}
          value={form.gateId}
          onChange={(gateId) => change({ gateId })}
        >
          <option value="">{say('paper.choose-gate')}</option>
          {compounds.map(({ id, name, gates }) => (
            <optgroup key={id} label={name}>
              {gates.map((gate) => (
                <option key={gate.id} value={gate.id}>
                  {name} {gate.name}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
        {problems.gate && (
          <p class={css.problem} role="alert">
            {problems.gate}
          </p>
        )}
      </div>
      <div class={css.day}>
        <PaperBox
          label={say('paper.day')}
          value={form.day}
          maxLength={10}
          isDay
          days={days}
          onChange={(day) => change({ day })}
          onEnter={() => writerBox.current?.focus()}
        />
      </div>
      <div class={css.writer}>
        <PaperBox
          label={say('paper.writer')}
          hint={say('paper.writer-hint')}
          value={form.writer}
          maxLength={WRITER_LENGTH}
          problem={problems.writer}
          input={writerBox}
          onChange={(writer) => change({ writer })}
          onEnter={() => undefined}
        />
      </div>
      <div class={css.site}>
        <Select
          label={say('register.site')}
          value={form.site}
          onChange={(site) => change({ site: site as MeasuringSite })}
        >
          {MEASURING_SITES.map((site) => (
            <option key={site} value={site}>
              {say(`entry.site-${site}`)}
            </option>
          ))}
        </Select>
      </div>
    </section>
  );
}
