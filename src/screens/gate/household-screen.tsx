import type { ShiftSession } from '../../actions/shift-session.ts';
import type { Direction } from '../../domain/entry.ts';
import type { RosterHousehold, RosterPerson } from '../../roster/roster.ts';
import { Button } from '../../ui/button.tsx';
import { Household, Person } from '../../ui/household.tsx';
import { NoRows } from '../../ui/row.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';
import { PendingStat } from '../shift/pending-stat.tsx';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { relationAndTail } from './describe-subject.ts';
import { householdLine } from './household-line.ts';

export interface HouseholdScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly direction: Direction;
  readonly household: RosterHousehold;
  readonly people: readonly RosterPerson[];
  readonly onPerson: (person: RosterPerson) => void;
  readonly onFind: () => void;
  readonly onVisitor: () => void;
  readonly onLeave: () => void;
}

/** A pass that stands for a whole household: who of them is at the gate. */
export function HouseholdScreen(props: HouseholdScreenProps) {
  const { session, wiring, direction, household, people, onPerson } = props;
  return (
    <Screen
      top={
        <TopLine
          place={say('household.who-goes', { direction })}
          leave={{ kind: 'back', label: say('act.back'), onClick: props.onLeave }}
        >
          <PendingStat sync={wiring.sync} onSync={wiring.syncNow} />
        </TopLine>
      }
      acts={
        <Acts>
          <Button kind="still" icon="find" onClick={props.onFind}>
            {say('gate.find')}
          </Button>
          <Button kind="still" icon="guest" onClick={props.onVisitor}>
            {say('gate.visitor')}
          </Button>
        </Acts>
      }
    >
      <Household
        room={household.room}
        detail={householdLine(session, household, 'short')}
        hue={household.colour}
      >
        {people.map((person) => (
          <Person
            key={person.rosterNumber}
            name={person.name}
            detail={relationAndTail(person)}
            onClick={() => onPerson(person)}
          />
        ))}
      </Household>
      {people.length === 0 && <NoRows>{say('household.nobody')}</NoRows>}
      <Grow />
    </Screen>
  );
}
