import { groupOf, membersOf } from '../../actions/begin-group.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import { lazyScreen } from '../shift/lazy-screen.tsx';
import { describeSubject } from './describe-subject.ts';
import type { GateViewsProps } from './gate-views.tsx';
import type { GroupProgress } from './group-progress.ts';
import type { View } from './view.ts';

const PassengerScreen = lazyScreen(() =>
  import('./passenger-screen.tsx').then((m) => m.PassengerScreen),
);
const GroupScreen = lazyScreen(() => import('./group-screen.tsx').then((m) => m.GroupScreen));

export const groupLazies = [PassengerScreen, GroupScreen];

type GroupView = Extract<View, { kind: 'passenger' | 'group' }>;

/** Those who came together: who is next, and what came of all. */
export function GroupViews(props: GateViewsProps & { readonly view: GroupView }) {
  const { session, wiring, work, view } = props;
  const { show } = work;
  switch (view.kind) {
    case 'passenger': {
      const { progress } = view;
      const { household, people } = ridersOf(session, progress);
      return (
        <PassengerScreen
          session={session}
          wiring={wiring}
          direction={work.direction}
          progress={progress}
          room={household?.room ?? ''}
          household={people}
          onPerson={({ rosterNumber }) => work.measure(work.foundPerson(rosterNumber), progress)}
          onPassenger={() => work.onPassenger(progress)}
          onFind={() => show({ kind: 'find', progress })}
          onVisitor={() => show({ kind: 'visitor', form: null, progress })}
          onNobody={() => work.onGroupEnd(progress)}
        />
      );
    }
    case 'group':
      return (
        <GroupScreen
          session={session}
          wiring={wiring}
          direction={work.direction}
          progress={view.progress}
          onOpen={work.showEntry}
          onNext={work.toGate}
        />
      );
    default:
      throw new Error(`unknown view ${(view satisfies never as GroupView).kind}`);
  }
}

/** The household of the first one in the vehicle, without those who are measured. */
function ridersOf(session: ShiftSession, { group }: GroupProgress) {
  const subjects = groupOf(session, group).map(({ facts }) => facts.subject);
  const households = subjects.map((one) => describeSubject(one, session.roster).household);
  const household = households.find((one) => one !== null) ?? null;
  const people = (household ? membersOf(session, household.id) : []).filter(
    ({ rosterNumber }) =>
      !subjects.some((one) => one.kind === 'resident' && one.rosterNumber === rosterNumber),
  );
  return { household, people };
}
