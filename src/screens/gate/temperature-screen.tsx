import { useState } from 'preact/hooks';
import type { ShiftSession } from '../../actions/shift-session.ts';
import type { Direction, MeasuringSite } from '../../domain/entry.ts';
import { dueAt } from '../../domain/parking.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { Grow, Screen } from '../../ui/screen.tsx';
import { formatCountdown, formatTime, say } from '../../words/i18n.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { useNow } from '../use-now.ts';
import type { MeasuredPerson } from './measured-person.ts';
import { PersonHead } from './person-head.tsx';
import { ReadingPad } from './reading-pad.tsx';
import { degrees } from './reason-words.ts';
import { ShiftTop } from './shift-top.tsx';
import { waitKind } from './wait-kind.ts';

export interface TakenReading {
  readonly temperatureTenths: number;
  readonly site: MeasuringSite;
  readonly mask: boolean;
}

export interface TemperatureScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly person: MeasuredPerson;
  readonly direction: Direction;
  readonly onReading: (reading: TakenReading) => void;
  /** Absent where the person waits already. */
  readonly onPark?: (mask: boolean) => void;
  readonly onLeave: () => void;
}

export function TemperatureScreen(props: TemperatureScreenProps) {
  const { session, wiring, person, direction, onReading, onPark, onLeave } = props;
  const { policy } = session;
  const { follows } = person;
  const [mask, setMask] = useState(follows?.facts.mask ?? true);
  const isSecond = follows !== null && waitKind(follows) === 'second-reading';
  const site = isSecond ? policy.secondSite : policy.firstSite;
  const now = useNow(1_000);
  const earlyMs = follows ? Math.max(0, (dueAt(follows, policy) ?? now) - now) : 0;
  return (
    <ReadingPad
      policy={policy}
      site={site}
      isMaskOn={mask}
      onMask={setMask}
      onReading={(temperatureTenths) => onReading({ temperatureTenths, site, mask })}
      isAlwaysConfirmed={earlyMs > 0}
      {...(onPark && { onPark: () => onPark(mask) })}
      render={(figure, keys) => (
        <Screen
          top={
            <ShiftTop
              session={session}
              wiring={wiring}
              direction={direction}
              isHeading={false}
              hasParked
              leave={{ kind: 'cancel', label: say('act.cancel'), onClick: onLeave }}
            />
          }
          acts={keys}
        >
          <h1 class="vh">{say(isSecond ? 'measure.second-title' : 'measure.title')}</h1>
          <PersonHead
            session={session}
            subject={person.subject}
            nameless={person.nameless}
            hasHint
            before={follows && sayBefore(follows, earlyMs)}
          />
          <Grow />
          {figure}
        </Screen>
      )}
    />
  );
}

/** What was measured before, and for how long the next reading is still early. */
function sayBefore({ at, facts: { reading } }: StandingEntry, earlyMs: number) {
  if (!reading) return null;
  const was = { site: say(`site.${reading.site}`), reading: degrees(reading.temperatureTenths) };
  return earlyMs > 0 ? (
    <b>{say('measure.early', { ...was, clock: formatCountdown(earlyMs) })}</b>
  ) : (
    say('measure.before', { ...was, time: formatTime(at) })
  );
}
