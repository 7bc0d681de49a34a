import { useState } from 'preact/hooks';
import type { ShiftSession } from '../../actions/shift-session.ts';
import type { Direction, MeasuringSite, Shown } from '../../domain/entry.ts';
import { dueAt } from '../../domain/parking.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { lacksCodes, shownTogether } from '../../domain/shown.ts';
import { Grow, Screen } from '../../ui/screen.tsx';
import { formatCountdown, formatTime, say } from '../../words/i18n.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { useNow } from '../use-now.ts';
import { CodesScreen } from './codes-screen.tsx';
import type { MeasuredPerson } from './measured-person.ts';
import { PersonHead } from './person-head.tsx';
import { ReadingPad } from './reading-pad.tsx';
import { degrees } from './reason-words.ts';
import { ShiftTop } from './shift-top.tsx';
import { sayCodes } from './shown-words.ts';
import { waitKind } from './wait-kind.ts';

export interface TakenReading {
  readonly temperatureTenths: number;
  readonly site: MeasuringSite;
  readonly mask: boolean;
  readonly shown: readonly Shown[];
}

export interface TemperatureScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly person: MeasuredPerson;
  readonly direction: Direction;
  readonly onReading: (reading: TakenReading) => void;
  /** Absent where the person waits already. */
  readonly onPark?: (mask: boolean, shown: readonly Shown[]) => void;
  readonly onLeave: () => void;
}

export function TemperatureScreen(props: TemperatureScreenProps) {
  const { session, wiring, person, direction, onReading, onPark, onLeave } = props;
  const { policy } = session;
  const { follows } = person;
  const [mask, setMask] = useState(follows?.facts.mask ?? true);
  const isSecond = follows !== null && waitKind(follows) === 'second-reading';
  const site = isSecond ? policy.secondSite : policy.firstSite;
  const [shown, setShown] = useState(() => shownTogether(follows?.facts.shown ?? [], person.shown));
  const [isAtCodes, setAtCodes] = useState(() => lacksCodes(person.subject.kind, shown, policy));
  /** Was measured before both codes were looked at: taken as soon as they are. */
  const [heldTenths, setHeldTenths] = useState<number | null>(null);
  const now = useNow(1_000);
  const earlyMs = follows ? Math.max(0, (dueAt(follows, policy) ?? now) - now) : 0;
  const isLacking = lacksCodes(person.subject.kind, shown, policy);
  const take = (temperatureTenths: number, seen: readonly Shown[]) => {
    const isTooEarly = lacksCodes(person.subject.kind, seen, policy);
    setHeldTenths(isTooEarly ? temperatureTenths : null);
    setAtCodes(isTooEarly);
    if (!isTooEarly) onReading({ temperatureTenths, site, mask, shown: seen });
  };
  const who = { session, subject: person.subject, nameless: person.nameless, hasHint: true };
  const before = follows && sayBefore(follows, earlyMs);
  if (isAtCodes) {
    return (
      <CodesScreen
        wiring={wiring}
        policy={policy}
        shown={shown}
        isNeeded={isLacking}
        onDone={(codes) => {
          const seen = shownTogether(shown, codes);
          setShown(seen);
          setAtCodes(false);
          if (heldTenths !== null) take(heldTenths, seen);
        }}
        onLeave={() => {
          setHeldTenths(null);
          setAtCodes(false);
        }}
      >
        <PersonHead {...who} before={before} />
      </CodesScreen>
    );
  }
  const codes = sayCodes(shown, now, policy.timeZone);
  const seen = codes ?? say(isLacking ? 'codes.first' : 'codes.not-seen');
  return (
    <ReadingPad
      policy={policy}
      site={site}
      isMaskOn={mask}
      onMask={setMask}
      onReading={(temperatureTenths) => take(temperatureTenths, shown)}
      isAlwaysConfirmed={earlyMs > 0}
      {...(onPark && { onPark: () => onPark(mask, shown) })}
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
            {...who}
            before={before}
            act={{
              label: codes ?? say(isLacking ? 'codes.first' : 'codes.row'),
              spoken: `${say('codes.title')} ${seen}`,
              onClick: () => setAtCodes(true),
            }}
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
