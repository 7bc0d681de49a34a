import { beginGroup, groupOf } from '../../actions/begin-group.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import { EMPTY_VISITOR } from '../../domain/entry.ts';
import type { RosterPerson } from '../../roster/roster.ts';
import { say } from '../../words/i18n.ts';
import type { GroupProgress } from './group-progress.ts';
import type { MeasuredPerson } from './measured-person.ts';
import type { GateView } from './use-gate-view.ts';

interface Measuring {
  readonly begin: (person: MeasuredPerson, progress: GroupProgress) => void;
  readonly measure: (person: MeasuredPerson) => void;
  readonly foundPerson: (
    rosterNumber: number,
    identification: MeasuredPerson['identification'],
  ) => MeasuredPerson;
}

/** Those who came together: one after the other, and what came of them all. */
export function groupWork(
  session: ShiftSession,
  { show, toGate }: GateView,
  { begin, measure, foundPerson }: Measuring,
) {
  /** The next of them, or what came of them all. */
  const goOn = (progress: GroupProgress) => {
    const [next, ...waiting] = progress.waiting;
    if (next) begin(next, { ...progress, waiting });
    else if (groupOf(session, progress.group).length < progress.people) {
      show({ kind: 'passenger', progress });
    } else show({ kind: 'group', progress });
  };
  return {
    goOn,
    afterEntry: (progress: GroupProgress | null | undefined) => {
      if (progress) goOn(progress);
      else toGate();
    },
    /** Several of a household at once: one temperature after the other. */
    onTogether: (people: readonly RosterPerson[], how: MeasuredPerson['identification']) => {
      const [first, ...rest] = people.map(({ rosterNumber }) => foundPerson(rosterNumber, how));
      if (!first) return;
      if (rest.length === 0) {
        measure(first);
        return;
      }
      const group = beginGroup(session, Date.now());
      const shared = [{ kind: 'together', group } as const];
      begin(first, { group, people: people.length, waiting: rest, shared });
    },
    /** Somebody in the vehicle whose name nobody asks. */
    onPassenger: (progress: GroupProgress) => {
      const nth = groupOf(session, progress.group).length + 1;
      const plate = progress.shared.find((one) => one.kind === 'vehicle')?.plate ?? '';
      const remark = say('group.passenger-remark', { nth });
      const visitor = { ...EMPTY_VISITOR, plate, remark };
      begin(
        {
          subject: { kind: 'visitor', visitor },
          identification: 'form',
          shown: [],
          follows: null,
          nameless: null,
        },
        progress,
      );
    },
    /** Nobody else is measured: what came of those who are. */
    onGroupEnd: (progress: GroupProgress) => {
      if (groupOf(session, progress.group).length > 0) show({ kind: 'group', progress });
      else toGate();
    },
  };
}
