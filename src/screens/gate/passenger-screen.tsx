import type { ShiftSession } from '../../actions/shift-session.ts';
import type { Direction } from '../../domain/entry.ts';
import type { RosterPerson } from '../../roster/roster.ts';
import { Button } from '../../ui/button.tsx';
import { Foot } from '../../ui/foot.tsx';
import { Household, Person } from '../../ui/household.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { relationAndTail } from './describe-subject.ts';
import { GroupLine } from './group-line.tsx';
import type { GroupProgress } from './group-progress.ts';
import { ShiftTop } from './shift-top.tsx';

export interface PassengerScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly direction: Direction;
  readonly progress: GroupProgress;
  /** Of the household below. */
  readonly room: string;
  /** Of the driver's household, not measured yet. */
  readonly household: readonly RosterPerson[];
  readonly onPerson: (person: RosterPerson) => void;
  readonly onPassenger: () => void;
  readonly onFind: () => void;
  readonly onVisitor: () => void;
  readonly onNobody: () => void;
}

/** Who in the vehicle is measured next. */
export function PassengerScreen(props: PassengerScreenProps) {
  const { session, wiring, direction, progress, household } = props;
  return (
    <Screen
      top={
        <ShiftTop
          session={session}
          wiring={wiring}
          direction={direction}
          isHeading={false}
          hasParked
        />
      }
      acts={
        <>
          <Acts>
            <Button kind="main" note={say('group.passenger-note')} onClick={props.onPassenger}>
              {say('group.passenger')}
            </Button>
          </Acts>
          <Acts>
            <Button kind="still" icon="find" onClick={props.onFind}>
              {say('gate.find')}
            </Button>
            <Button kind="still" icon="guest" onClick={props.onVisitor}>
              {say('gate.visitor')}
            </Button>
          </Acts>
        </>
      }
      foot={<Foot onClick={props.onNobody}>{say('group.no-more')}</Foot>}
    >
      <h1 class="vh">{say('group.passenger-title')}</h1>
      <GroupLine session={session} progress={progress} />
      {household.length > 0 && (
        <Household room={props.room}>
          {household.map((person) => (
            <Person
              key={person.rosterNumber}
              name={person.name}
              detail={relationAndTail(person)}
              onClick={() => props.onPerson(person)}
            />
          ))}
        </Household>
      )}
      <Grow />
    </Screen>
  );
}
