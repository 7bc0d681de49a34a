import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { papersOf } from '../../actions/marks-of.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import { type Asked, askedFirst } from '../../domain/asked.ts';
import type { Direction, MeasuringSite, Shown } from '../../domain/entry.ts';
import { dueAt } from '../../domain/parking.ts';
import type { Policy } from '../../domain/policy.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { handedOn, shownTogether } from '../../domain/shown.ts';
import { Grow, Screen } from '../../ui/screen.tsx';
import { formatCountdown, formatTime, say } from '../../words/i18n.ts';
import { lazyScreen } from '../shift/lazy-screen.tsx';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { useNow } from '../use-now.ts';
import { CodesScreen } from './codes-screen.tsx';
import { InstrumentKey, instrumentFor } from './instrument-key.tsx';
import type { MeasuredPerson } from './measured-person.ts';
import { PersonHead } from './person-head.tsx';
import { ReadingPad } from './reading-pad.tsx';
import { degrees } from './reason-words.ts';
import { ShiftTop } from './shift-top.tsx';
import { sayCodes, sayTold } from './shown-words.ts';
import { waitKind } from './wait-kind.ts';

export const AskScreen = lazyScreen(() => import('./ask-screen.tsx').then((m) => m.AskScreen));

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
  /** Begins with what can be told beside the reading. */
  readonly isAskedFirst?: boolean;
  /** Over the person: how far a family or a car has come. */
  readonly above?: ComponentChildren;
}

export function TemperatureScreen(props: TemperatureScreenProps) {
  const { session, wiring, person, direction, onReading, onPark, onLeave } = props;
  const { policy } = session;
  const { subject, follows } = person;
  const [mask, setMask] = useState(follows?.facts.mask ?? true);
  const isSecond = follows !== null && waitKind(follows) === 'second-reading';
  const [instrument, setInstrument] = useState(() =>
    instrumentFor(policy, isSecond ? follows : null),
  );
  const site = instrument?.site ?? (isSecond ? policy.secondSite : policy.firstSite);
  const [shown, setShown] = useState<readonly Shown[]>(() =>
    shownTogether(follows ? handedOn(follows.facts) : [], person.shown),
  );
  const [at, setAt] = useState<Asking>(() => firstAsking(props, shown));
  /** Was measured before both codes were looked at: taken as soon as they are. */
  const [heldTenths, setHeldTenths] = useState<number | null>(null);
  const now = useNow(1_000);
  const earlyMs = follows ? Math.max(0, (dueAt(follows, policy) ?? now) - now) : 0;
  const isLacking = lacksCodes(props, shown);
  const take = (temperatureTenths: number, seen: readonly Shown[]) => {
    const isTooEarly = lacksCodes(props, seen);
    setHeldTenths(isTooEarly ? temperatureTenths : null);
    setAt(isTooEarly ? 'codes' : 'reading');
    if (isTooEarly) return;
    const used = instrument && ({ kind: 'instrument', instrumentId: instrument.id } as const);
    onReading({
      temperatureTenths,
      site,
      mask,
      shown: used ? shownTogether(seen, [used]) : seen,
    });
  };
  const who = { session, subject, nameless: person.nameless, hasHint: true };
  const before = follows && sayBefore(follows, earlyMs);
  if (at === 'codes') {
    return (
      <CodesScreen
        wiring={wiring}
        policy={policy}
        shown={shown}
        isNeeded={isLacking}
        onDone={(codes) => {
          const seen = shownTogether(shown, codes);
          setShown(seen);
          if (heldTenths !== null) take(heldTenths, seen);
          else setAt(isAsking(props, seen) ? 'ask' : 'reading');
        }}
        onLeave={() => {
          setHeldTenths(null);
          setAt('reading');
        }}
      >
        <PersonHead {...who} before={before} />
      </CodesScreen>
    );
  }
  if (at === 'ask' || at === 'ask-by-hand') {
    return (
      <AskScreen
        session={session}
        wiring={wiring}
        person={person}
        direction={direction}
        shown={shown}
        isByHand={at === 'ask-by-hand'}
        onDone={(told) => {
          setShown(told);
          setAt('reading');
        }}
        onCodes={(told) => {
          setShown(told);
          setAt('codes');
        }}
        onLeave={() => setAt('reading')}
      >
        <PersonHead {...who} before={before} />
      </AskScreen>
    );
  }
  const codes = sayCodes(shown, now, policy.timeZone);
  const told = [sayTold(shown, policy), codes].filter(Boolean).join(say('subject.comma'));
  const hasMoreToAsk = canBeAsked(policy, direction);
  const seen = told || say(isLacking ? 'codes.first' : 'codes.not-seen');
  return (
    <ReadingPad
      policy={policy}
      site={site}
      {...(instrument && {
        lineTenths: instrument.feverThresholdTenths,
        instrument: (
          <InstrumentKey policy={policy} instrument={instrument} onChange={setInstrument} />
        ),
      })}
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
              onCancel={onLeave}
            />
          }
          acts={keys}
        >
          <h1 class="vh">{say(isSecond ? 'measure.second-title' : 'measure.title')}</h1>
          {props.above}
          <PersonHead
            {...who}
            before={before}
            act={
              hasMoreToAsk
                ? {
                    label: told || say('ask.row'),
                    spoken: `${say('ask.title')} ${told}`,
                    onClick: () => setAt('ask-by-hand'),
                  }
                : {
                    label: codes ?? say(isLacking ? 'codes.first' : 'codes.row'),
                    spoken: `${say('codes.title')} ${seen}`,
                    onClick: () => setAt('codes'),
                  }
            }
          />
          <Grow />
          {figure}
        </Screen>
      )}
    />
  );
}

type Asking = 'codes' | 'ask' | 'ask-by-hand' | 'reading';

/** Both codes come first, then whatever else the rules want to know. */
function firstAsking(props: TemperatureScreenProps, shown: readonly Shown[]): Asking {
  if (props.isAskedFirst) return 'ask-by-hand';
  if (lacksCodes(props, shown)) return 'codes';
  return isAsking(props, shown) ? 'ask' : 'reading';
}

function asked(
  { session, person, direction }: TemperatureScreenProps,
  shown: readonly Shown[],
): readonly Asked[] {
  const { kind } = person.subject;
  const papers = papersOf(session, person.subject, shown);
  return askedFirst(kind, direction, shown, session.policy, papers);
}

const lacksCodes = (props: TemperatureScreenProps, shown: readonly Shown[]): boolean =>
  asked(props, shown).includes('codes');

/** Whoever is measured again was asked before. */
const isAsking = (props: TemperatureScreenProps, shown: readonly Shown[]): boolean =>
  !props.person.follows && asked(props, shown).some((what) => what !== 'codes');

/** True where there is more to tell than the two codes. */
function canBeAsked(policy: Policy, direction: Direction): boolean {
  const { isAsked, allowed } = policy.purposes[direction];
  return (
    isAsked ||
    allowed !== null ||
    policy.quota !== null ||
    policy.vehicles.isAsked ||
    policy.hostConfirmation ||
    (policy.goodsSlip && direction === 'out') ||
    policy.documents.some((one) => one.directions.includes(direction))
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
