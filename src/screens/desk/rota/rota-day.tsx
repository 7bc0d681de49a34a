import { useEffect, useMemo, useState } from 'preact/hooks';
import { may } from '../../../domain/role.ts';
import { dayPlus } from '../../../domain/street-calendar.ts';
import { streetDay } from '../../../domain/street-time.ts';
import { say } from '../../../words/i18n.ts';
import { DeskButton } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { focusRow } from '../parts/focus-row.ts';
import { gateOptions } from '../parts/gate-options.ts';
import { gatesWithin } from '../parts/gates-within.ts';
import type { SectionProps } from '../parts/section-props.ts';
import { SplitView } from '../parts/split-view.tsx';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { AddTurn } from './add-turn.tsx';
import { CopyPanel } from './copy-panel.tsx';
import { DayRows } from './day-rows.tsx';
import { Handovers } from './handovers.tsx';
import css from './rota-day.module.css';
import { byPressing, daySpan, gateDay, turnsByPressing } from './rota-list.ts';
import { RotaNow } from './rota-now.tsx';
import { RotaTools } from './rota-tools.tsx';
import { calendarDayWords } from './rota-words.ts';
import { TurnPanel } from './turn-panel.tsx';

interface RotaDayProps extends Pick<SectionProps, 'client' | 'identity' | 'places' | 'zone'> {
  day: string;
  /** Counts on with everything that may have changed who is there. */
  changes: number;
  /** Whose gates are in view; empty: all. */
  placeId: string;
  /** Gets the focus when the day is there: somebody came for it. */
  gateId: string | null;
  onDay: (day: string) => void;
  onPlace: (placeId: string) => void;
}

type Panel = { kind: 'add'; gateId: string } | { kind: 'copy' } | { kind: 'turn'; id: string };

/** One day of all gates: who should stand where, who does, and who does not. */
export function RotaDay(props: RotaDayProps) {
  const { client, identity, places, zone, day, changes, placeId, gateId, onDay, onPlace } = props;
  const [panel, setPanel] = useState<Panel | null>(null);
  const [said, setSaid] = useState('');
  const asked = useAnswer(
    day,
    (signal) => client.readRota({ from: day, days: 1 }, signal),
    changes,
  );
  const isThere = asked.value !== null;
  useEffect(() => {
    if (gateId === null || !isThere) return;
    const row = document.querySelector<HTMLElement>(`[data-gate="${CSS.escape(gateId)}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'center' });
  }, [gateId, isThere]);
  const mayChange = may(identity.role, 'keep-rota');
  const now = client.now();
  const today = streetDay(now, zone);
  const isToday = day === today;
  const compounds = useMemo(() => gateOptions(gatesWithin(places, placeId)), [places, placeId]);
  const gates = useMemo(
    () => new Map(gateOptions(places).flatMap((one) => one.gates.map((gate) => [gate.id, gate]))),
    [places],
  );
  const volunteers = asked.value?.volunteers ?? [];
  const byId = useMemo(() => new Map(volunteers.map((one) => [one.id, one])), [asked.value]);
  const shown = compounds.flatMap((compound) => compound.gates);
  const shownIds = new Set(shown.map(({ id }) => id));
  const turns = turnsByPressing(asked.value?.turns ?? []).filter(({ gateId }) =>
    shownIds.has(gateId),
  );
  const offRota = (asked.value?.offRota ?? []).filter(({ gateId }) => shownIds.has(gateId));
  const span = daySpan(day, dayPlus(day, 1), zone);
  const days = byPressing(shown.map((gate) => gateDay(gate, { turns, offRota }, span, now)));
  const openIds = useMemo(
    () => new Set(places.filter(({ closedAt }) => closedAt === null).map(({ id }) => id)),
    [places],
  );
  const selected =
    panel?.kind === 'turn' ? (asked.value?.turns.find(({ id }) => id === panel.id) ?? null) : null;
  const open = (next: Panel | null) => {
    setSaid('');
    setPanel(next);
  };
  const close = () => {
    focusRow(panel?.kind === 'turn' ? panel.id : null);
    setPanel(null);
  };
  const go = (next: string) => {
    open(null);
    onDay(next);
  };
  const openCompounds = compounds
    .map((one) => ({ ...one, gates: one.gates.filter(({ id }) => openIds.has(id)) }))
    .filter((one) => one.gates.length > 0);
  return (
    <>
      <RotaTools
        step="day"
        day={day}
        isNow={isToday}
        today={today}
        places={places}
        placeId={placeId}
        onDay={go}
        onPlace={onPlace}
        isBehind={panel !== null}
      >
        {mayChange && (
          <>
            <DeskButton isStill onClick={() => open({ kind: 'copy' })}>
              {say('rota-desk.copy')}
            </DeskButton>
            <DeskButton isMain icon="plus" onClick={() => open({ kind: 'add', gateId: '' })}>
              {say('rota-desk.add')}
            </DeskButton>
          </>
        )}
      </RotaTools>
      {asked.failure && <FailureNote why={asked.failure} onAgain={asked.askAgain} />}
      <p role="status" class={css.said}>
        {said}
      </p>
      <SplitView
        label={calendarDayWords(day, zone)}
        panel={
          panel?.kind === 'add' ? (
            <AddTurn
              key={panel.gateId}
              client={client}
              compounds={openCompounds}
              gateId={panel.gateId}
              day={day}
              zone={zone}
              turns={asked.value?.turns ?? []}
              volunteers={volunteers}
              onAdded={(added) => (added === day ? asked.askAgain() : onDay(added))}
              onClose={close}
            />
          ) : panel?.kind === 'copy' ? (
            <CopyPanel
              client={client}
              day={day}
              zone={zone}
              onCopied={asked.askAgain}
              onClose={close}
            />
          ) : (
            selected && (
              <TurnPanel
                key={selected.id}
                client={client}
                turn={selected}
                day={day}
                turns={asked.value?.turns ?? []}
                volunteers={volunteers}
                gates={gates}
                zone={zone}
                mayChange={mayChange}
                onChanged={(words) => {
                  setSaid(words);
                  asked.askAgain();
                }}
                onClose={close}
              />
            )
          )
        }
      >
        {!asked.value && !asked.failure && <LoadingNote />}
        {asked.value && (
          <>
            {isToday && (
              <RotaNow
                turns={turns}
                offRota={offRota.filter(({ until }) => until === null)}
                volunteers={byId}
                gates={gates}
                zone={zone}
                onSelect={(id) => open({ kind: 'turn', id })}
              />
            )}
            {shown.length === 0 ? (
              <EmptyNote to="places">{say('rota-desk.no-gates')}</EmptyNote>
            ) : (
              <DayRows
                days={days.filter(({ gate, bars }) => bars.length > 0 || openIds.has(gate.id))}
                volunteers={byId}
                span={span}
                now={isToday ? now : null}
                zone={zone}
                selectedId={selected?.id ?? null}
                onAdd={mayChange ? (gateId) => open({ kind: 'add', gateId }) : null}
                onSelect={(id) => open({ kind: 'turn', id })}
              />
            )}
            <Handovers
              handovers={asked.value.handovers.filter(({ gateId }) => shownIds.has(gateId))}
              gates={gates}
              zone={zone}
            />
          </>
        )}
      </SplitView>
    </>
  );
}
