import type { ShiftSession } from '../../actions/shift-session.ts';
import { whoIsOut } from '../../actions/who-is-out.ts';
import type { FindHit, RosterHousehold } from '../../roster/roster.ts';
import { Hit, Household, Person } from '../../ui/household.tsx';
import { say } from '../../words/i18n.ts';
import { relationAndTail } from './describe-subject.ts';
import { householdLine } from './household-line.ts';
import { sayOut } from './out-words.ts';

export interface FoundHouseholdProps {
  readonly hit: FindHit;
  readonly session: ShiftSession;
  readonly onFound: (rosterNumber: number) => void;
  /** Several of them at once. */
  readonly onTogether: (household: RosterHousehold) => void;
}

/** One hit: its household with what was looked for underlined, its people as keys. */
export function FoundHousehold({ hit, session, onFound, onTogether }: FoundHouseholdProps) {
  const { household, by, people } = hit;
  const out = whoIsOut(session, household.id, Date.now());
  const marked = <Marked hit={hit} />;
  return (
    <Household
      room={by === 'room' ? marked : household.room}
      detail={<Detail hit={hit} session={session} />}
      hue={household.colour}
      hueShape={session.policy.colourMeanings[household.colour]?.shape}
      act={
        household.size > 1
          ? { label: say('group.several'), onClick: () => onTogether(household) }
          : undefined
      }
    >
      {people.map((person) => {
        const away = out.find((one) => one.person?.rosterNumber === person.rosterNumber);
        return (
          <Person
            key={person.rosterNumber}
            name={person.name}
            detail={away ? sayOut(away) : relationAndTail(person)}
            onClick={() => onFound(person.rosterNumber)}
          />
        );
      })}
    </Household>
  );
}

function Detail({ hit, session }: { hit: FindHit; session: ShiftSession }) {
  switch (hit.by) {
    case 'room':
      return <>{householdLine(session, hit.household, 'short')}</>;
    case 'initials':
      return (
        <>
          <Marked hit={hit} isSpaced /> {say('find.by-initials')}
        </>
      );
    case 'phone':
      return (
        <>
          {say('find.by-phone')} <Marked hit={hit} />
        </>
      );
    case 'name':
      return <>{say('find.by-name')}</>;
    default:
      throw new Error(`unknown hit ${hit.by satisfies never as string}`);
  }
}

function Marked({ hit, isSpaced }: { hit: FindHit; isSpaced?: boolean }) {
  const { start, end, text } = hit.hit;
  const spaced = (part: string) => (isSpaced ? Array.from(part).join(' ') : part);
  return (
    <>
      {spaced(text.slice(0, start))}
      <Hit>{spaced(text.slice(start, end))}</Hit>
      {spaced(text.slice(end))}
    </>
  );
}
