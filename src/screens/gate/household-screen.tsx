import { useState } from 'preact/hooks';
import type { ShiftSession } from '../../actions/shift-session.ts';
import { whoIsOut } from '../../actions/who-is-out.ts';
import type { Direction } from '../../domain/entry.ts';
import type { RosterHousehold, RosterPerson } from '../../roster/roster.ts';
import { Button } from '../../ui/button.tsx';
import { Household, Person } from '../../ui/household.tsx';
import { NoRows } from '../../ui/row.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';
import { PendingStat } from '../shift/pending-stat.tsx';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { relationAndTail } from './describe-subject.ts';
import { householdLine } from './household-line.ts';
import { householdNotes } from './household-notes.ts';
import { sayOut } from './out-words.ts';

export interface HouseholdScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly direction: Direction;
  readonly household: RosterHousehold;
  readonly people: readonly RosterPerson[];
  /** Begins with several to tick. */
  readonly isTogether?: boolean;
  readonly onPerson: (person: RosterPerson) => void;
  readonly onTogether: (people: readonly RosterPerson[]) => void;
  readonly onFind: () => void;
  readonly onVisitor: () => void;
  readonly onLeave: () => void;
}

/** A pass that stands for a whole household: who of them is at the gate, one or several. */
export function HouseholdScreen(props: HouseholdScreenProps) {
  const { session, wiring, direction, household, people, onPerson, onTogether } = props;
  const [ticked, setTicked] = useState<ReadonlySet<number> | null>(
    props.isTogether ? new Set() : null,
  );
  const out = whoIsOut(session, household.id, Date.now());
  const tick = ({ rosterNumber }: RosterPerson) => {
    const next = new Set(ticked);
    if (!next.delete(rosterNumber)) next.add(rosterNumber);
    setTicked(next);
  };
  const chosen = people.filter(({ rosterNumber }) => ticked?.has(rosterNumber));
  return (
    <Screen
      top={
        <TopLine place={say('household.who-goes', { direction })} onBack={props.onLeave}>
          <PendingStat sync={wiring.sync} onSync={wiring.syncNow} />
        </TopLine>
      }
      acts={
        ticked ? (
          <Acts>
            <Button kind="still" isNarrow onClick={() => setTicked(null)}>
              {say('group.alone')}
            </Button>
            {chosen.length > 0 && (
              <Button kind="main" icon="fever" onClick={() => onTogether(chosen)}>
                {say('group.measure', { count: chosen.length })}
              </Button>
            )}
          </Acts>
        ) : (
          <>
            {people.length > 1 && (
              <Acts>
                <Button kind="outlined" icon="people" onClick={() => setTicked(new Set())}>
                  {say('group.several')}
                </Button>
              </Acts>
            )}
            <Acts>
              <Button kind="still" icon="find" onClick={props.onFind}>
                {say('gate.find')}
              </Button>
              <Button kind="still" icon="guest" onClick={props.onVisitor}>
                {say('gate.visitor')}
              </Button>
            </Acts>
          </>
        )
      }
    >
      <Household
        room={household.room}
        detail={householdLine(session, household, 'short')}
        hue={household.colour}
        hueShape={session.policy.colourMeanings[household.colour]?.shape}
      >
        {people.map((person) => {
          const away = out.find((one) => one.person?.rosterNumber === person.rosterNumber);
          return (
            <Person
              key={person.rosterNumber}
              name={person.name}
              detail={away ? sayOut(away) : relationAndTail(person)}
              isTicked={ticked ? ticked.has(person.rosterNumber) : undefined}
              onClick={() => (ticked ? tick(person) : onPerson(person))}
            />
          );
        })}
      </Household>
      {out
        .filter(({ person }) => person === null)
        .map((one) => (
          <Say key={one.since}>
            {say('out-now.somebody')} {sayOut(one)}
          </Say>
        ))}
      {householdNotes(session, household.id).map((note) => (
        <Say key={note}>
          <b>{note}</b>
        </Say>
      ))}
      {people.length === 0 && <NoRows>{say('household.nobody')}</NoRows>}
      {ticked && <Say isSoft>{say('group.who')}</Say>}
      <Grow />
    </Screen>
  );
}
