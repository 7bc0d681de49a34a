import { beginGroup } from '../../actions/begin-group.ts';
import { parkPerson } from '../../actions/park-person.ts';
import { recordEntry } from '../../actions/record-entry.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import type { Direction, Shown } from '../../domain/entry.ts';
import type { Judgement } from '../../domain/judge.ts';
import { shownTogether } from '../../domain/shown.ts';
import type { Settings } from '../../storage/settings.ts';
import { type GroupProgress, sharedOf } from './group-progress.ts';
import type { MeasuredPerson } from './measured-person.ts';
import { isOnlyTold } from './reason-words.ts';
import { ring } from './ring.ts';
import type { TakenReading } from './temperature-screen.tsx';
import type { GateView } from './use-gate-view.ts';

interface MeasuredEntries {
  readonly session: ShiftSession;
  readonly settings: Settings;
  readonly screen: GateView;
  readonly direction: Direction;
  /** The next of those who came together. */
  readonly goOn: (progress: GroupProgress) => void;
}

/** A person who was measured, or is to wait before it, becomes an entry; and which screen comes after it. */
export function measuredEntries({ session, settings, screen, direction, goOn }: MeasuredEntries) {
  const { save, show, tell, toGate } = screen;
  return {
    onReading: (person: MeasuredPerson, reading: TakenReading, before: GroupProgress | null) => {
      const progress = before ?? vehicleGroup(session, person, reading.shown);
      const together = progress ? [{ kind: 'together', group: progress.group } as const] : [];
      const shown = shownTogether(reading.shown, together);
      return save(
        () =>
          recordEntry(
            session,
            {
              subject: person.subject,
              identification: person.identification,
              direction: person.follows?.facts.direction ?? direction,
              follows: person.follows?.id ?? null,
              ...reading,
              shown,
            },
            Date.now(),
          ),
        (done) => {
          if (done.kind === 'repeat') {
            if (before) goOn(before);
            else tell({ kind: 'repeat', of: done.of });
            return;
          }
          if (done.kind === 'codes-first') {
            // The rules changed while the reading was typed.
            const asked = { ...person, shown: reading.shown };
            show({ kind: 'measure', person: asked, progress: before });
            return;
          }
          const { entry, judgement } = done;
          const next = progress && { ...progress, shared: sharedOf(entry.facts.shown) };
          if (next && isRoutine(judgement)) {
            ring('pass', settings);
            goOn(next);
            return;
          }
          ring(judgement.verdict, settings);
          show({ kind: 'verdict', entry, reasons: judgement.reasons, progress: next });
        },
      );
    },
    onPark: (
      person: MeasuredPerson,
      mask: boolean,
      shown: readonly Shown[],
      progress: GroupProgress | null,
    ) =>
      save(
        () => {
          const { subject, identification } = person;
          return parkPerson(
            session,
            { subject, identification, direction, mask, shown },
            Date.now(),
          );
        },
        (done) => {
          if (progress) goOn(progress);
          else if (done.kind === 'repeat') tell({ kind: 'repeat', of: done.of });
          else toGate();
        },
      ),
  };
}

/** Nothing that anybody has to look at: the next one of the group, please. */
const isRoutine = ({ reasons }: Judgement): boolean =>
  reasons.every((reason) => isOnlyTold(reason) || reason.code === 'vehicle-not-measured');

/** A vehicle with several people begins a group; null: whoever it is came alone, or waits already. */
function vehicleGroup(
  session: ShiftSession,
  person: MeasuredPerson,
  shown: readonly Shown[],
): GroupProgress | null {
  const vehicle = shown.find((one) => one.kind === 'vehicle');
  if (person.follows || !vehicle || vehicle.people < 2) return null;
  const group = beginGroup(session, Date.now());
  return { group, people: vehicle.people, waiting: [], shared: [] };
}
