import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { papersOf } from '../../actions/marks-of.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import { askedFirst } from '../../domain/asked.ts';
import {
  type Direction,
  HOST_LIMIT,
  PURPOSES,
  type Purpose,
  type Shown,
} from '../../domain/entry.ts';
import { shownTogether } from '../../domain/shown.ts';
import { Button } from '../../ui/button.tsx';
import { Chips } from '../../ui/chips.tsx';
import { Field } from '../../ui/field.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import type { MeasuredPerson } from './measured-person.ts';
import { ShiftTop } from './shift-top.tsx';
import { sayCodes, sayTold } from './shown-words.ts';
import { VehicleScreen } from './vehicle-screen.tsx';

export interface AskScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly person: MeasuredPerson;
  readonly direction: Direction;
  /** What is known already. */
  readonly shown: readonly Shown[];
  /** Opened by hand: nothing goes on by itself. */
  readonly isByHand: boolean;
  readonly onDone: (shown: readonly Shown[]) => void;
  /** Looks at both codes; what was told so far is kept. */
  readonly onCodes: (shown: readonly Shown[]) => void;
  readonly onLeave: () => void;
  /** Who is asked. */
  readonly children: ComponentChildren;
}

type Goods = 'slip' | 'no-slip' | 'none';
type Answer = 'yes' | 'no';

/** What the street's rules want to know, one tap each; the last answer goes on to the temperature. */
export function AskScreen(props: AskScreenProps) {
  const { session, wiring, person, direction, isByHand, onDone, onCodes, onLeave } = props;
  const { policy } = session;
  const { subject } = person;
  const [shown, setShown] = useState(props.shown);
  const [isAtVehicle, setAtVehicle] = useState(false);
  const [hasMore, setMore] = useState(props.isByHand);
  const visited = subject.kind === 'visitor' ? subject.visitor.householdVisited : '';
  const told = {
    purpose: shown.find((one) => one.kind === 'purpose')?.purpose ?? null,
    document: shown.find((one) => one.kind === 'document')?.documentId ?? null,
    vehicle: shown.find((one) => one.kind === 'vehicle'),
    host: shown.find((one) => one.kind === 'host'),
    goods: shown.find((one) => one.kind === 'goods'),
  };
  const [home, setHome] = useState(told.host?.household ?? visited);
  const papers = papersOf(session, subject, shown);
  const lacking = (seen: readonly Shown[]) =>
    askedFirst(subject.kind, direction, seen, policy, papers).filter((what) => what !== 'codes');
  const wanted = new Set(askedFirst(subject.kind, direction, [], policy, []));
  const isVisitorIn = subject.kind === 'visitor' && direction === 'in';
  const documents = policy.documents.filter((one) => one.directions.includes(direction));
  const seenPapers = documents.filter(({ id }) => papers.includes(id)).map(({ name }) => name);
  const otherPapers = documents.filter(({ id }) => !papers.includes(id));

  const canTellMore = otherPapers.length > 0 || (policy.goodsSlip && direction === 'out');

  const keep = (next: readonly Shown[]) => {
    setShown(next);
    if (!hasMore && lacking(next).length === 0) onDone(next);
  };
  const tell = (one: Shown) => keep(shownTogether(shown, [one]));
  const untell = (kind: Shown['kind']) => setShown(shown.filter((one) => one.kind !== kind));

  if (isAtVehicle || (!isByHand && lacking(shown).join() === 'vehicle')) {
    return (
      <VehicleScreen
        session={session}
        wiring={wiring}
        vehicle={told.vehicle ?? null}
        plate={subject.kind === 'visitor' ? subject.visitor.plate : ''}
        onDone={(vehicle) => {
          setAtVehicle(false);
          tell(vehicle);
        }}
        onLeave={() => (isAtVehicle ? setAtVehicle(false) : onLeave())}
      />
    );
  }
  return (
    <Screen
      top={
        <ShiftTop
          session={session}
          wiring={wiring}
          direction={direction}
          isHeading={false}
          hasParked
          onBack={onLeave}
        />
      }
      acts={
        <Acts>
          <Button kind="main" onClick={() => onDone(shown)}>
            {say('ask.done')}
          </Button>
        </Acts>
      }
    >
      <h1 class="vh">{say('ask.title')}</h1>
      {props.children}
      {isVisitorIn && (wanted.has('host') || isByHand) && (
        <>
          <Field
            label={say('ask.host')}
            value={home}
            onInput={setHome}
            maxLength={HOST_LIMIT}
            hint={say('ask.host-hint')}
          />
          <Chips<Answer>
            label={say('ask.host-answer')}
            options={[
              { value: 'yes', label: say('ask.host-yes') },
              { value: 'no', label: say('ask.host-no') },
            ]}
            value={told.host ? (told.host.isConfirmed ? 'yes' : 'no') : null}
            onChange={(answer) =>
              tell({ kind: 'host', household: home.trim(), isConfirmed: answer === 'yes' })
            }
          />
        </>
      )}
      {(wanted.has('purpose') || isByHand) && (
        <Chips<Purpose>
          label={say(`ask.purpose-${direction}`)}
          options={purposesOf(direction, policy.purposes[direction].allowed).map((purpose) => ({
            value: purpose,
            label: say(`purpose.${purpose}`),
          }))}
          value={told.purpose}
          onChange={(purpose) => tell({ kind: 'purpose', purpose })}
        />
      )}
      {hasMore && (
        <>
          {documents.length > 0 && (
            <>
              {seenPapers.length > 0 && (
                <Say>
                  {say('ask.document-seen', { documents: seenPapers.join(say('subject.comma')) })}
                </Say>
              )}
              {otherPapers.length > 0 && (
                <Chips
                  label={say('ask.documents')}
                  options={otherPapers.map(({ id, name }) => ({ value: String(id), label: name }))}
                  value={told.document === null ? null : String(told.document)}
                  onChange={(id) =>
                    told.document === Number(id)
                      ? untell('document')
                      : tell({ kind: 'document', documentId: Number(id) })
                  }
                />
              )}
            </>
          )}
          {policy.goodsSlip && direction === 'out' && (
            <Chips<Goods>
              label={say('ask.goods')}
              options={[
                { value: 'slip', label: say('ask.goods-slip') },
                { value: 'no-slip', label: say('ask.goods-no-slip') },
                { value: 'none', label: say('ask.goods-none') },
              ]}
              value={told.goods ? (told.goods.hasSlip ? 'slip' : 'no-slip') : null}
              onChange={(goods) =>
                goods === 'none'
                  ? untell('goods')
                  : tell({ kind: 'goods', hasSlip: goods === 'slip' })
              }
            />
          )}
        </>
      )}
      <Rows>
        {!hasMore && canTellMore && (
          <Row
            title={say('ask.more')}
            detail={[sayTold(props.shown, policy), ...seenPapers]
              .filter(Boolean)
              .join(say('subject.comma'))}
            onClick={() => setMore(true)}
          />
        )}
        {(wanted.has('vehicle') || isByHand) && (
          <Row
            title={say('ask.vehicle')}
            detail={
              told.vehicle
                ? say('ask.vehicle-told', {
                    plate: told.vehicle.plate,
                    people: told.vehicle.people,
                  })
                : say('ask.vehicle-none')
            }
            onClick={() => setAtVehicle(true)}
          />
        )}
        {isByHand && (
          <Row
            title={say('ask.codes')}
            detail={sayCodes(shown, Date.now(), policy.timeZone) ?? say('codes.not-seen')}
            onClick={() => onCodes(shown)}
          />
        )}
      </Rows>
      <Grow />
    </Screen>
  );
}

/** Nobody goes out as a delivery or because they returned; what the rules allow stands first. */
const RARE: Readonly<Record<Direction, readonly Purpose[]>> = {
  out: ['delivery', 'returning', 'visit'],
  in: ['school', 'sampling'],
};

function purposesOf(direction: Direction, allowed: readonly Purpose[] | null): readonly Purpose[] {
  const rank = (purpose: Purpose): number =>
    purpose === 'other'
      ? 2
      : allowed?.includes(purpose)
        ? -1
        : RARE[direction].includes(purpose)
          ? 1
          : 0;
  return PURPOSES.toSorted((a, b) => rank(a) - rank(b));
}
