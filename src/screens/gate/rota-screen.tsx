import type { ShiftSession } from '../../actions/shift-session.ts';
import type { ToldTurn } from '../../domain/gate-day.ts';
import { personKey } from '../../domain/rota.ts';
import { offRotaNow, rotaDays, rotaNow } from '../../domain/told-rota.ts';
import { NoRows, Row, Rows, RowsHead } from '../../ui/row.tsx';
import { Grow, Say, Screen } from '../../ui/screen.tsx';
import { formatDate, formatTime, say } from '../../words/i18n.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { useNow } from '../use-now.ts';
import { ShiftTop } from './shift-top.tsx';

export interface RotaScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly onLeave: () => void;
}

/** Who should stand here now and in the coming days, and how long each has served this month. */
export function RotaScreen({ session, wiring, onLeave }: RotaScreenProps) {
  const now = useNow(60_000);
  const { day, policy, state } = session;
  const rota = day?.rota ?? [];
  const { now: due } = rotaNow(rota, now);
  const off = offRotaNow(state.onDuty, rota, now);
  const days = rotaDays(
    rota.filter((turn) => !due.includes(turn)),
    now,
    policy.timeZone,
  );
  const isHere = ({ name }: ToldTurn): boolean =>
    state.onDuty.some((one) => personKey(one) === personKey(name));
  return (
    <Screen
      top={
        <ShiftTop
          session={session}
          wiring={wiring}
          title={say('gate-rota.title')}
          onBack={onLeave}
        />
      }
    >
      {!day && <NoRows>{say(session.named ? 'gate-rota.none' : 'gate-rota.nameless')}</NoRows>}
      {day && due.length === 0 && days.length === 0 && <NoRows>{say('gate-rota.none')}</NoRows>}
      {(due.length > 0 || off.length > 0) && (
        <>
          <RowsHead end={say('gate-rota.month')}>{say('gate-rota.now')}</RowsHead>
          {due.length === 0 && <NoRows>{say('gate-rota.nobody-now')}</NoRows>}
          <Turns
            turns={due}
            label={say('gate-rota.now')}
            sayMore={(turn) => say(isHere(turn) ? 'gate-rota.is-here' : 'gate-rota.not-here')}
          />
          {off.length > 0 && (
            <Say isSoft>{say('gate-rota.off', { names: off.join(say('subject.comma')) })}</Say>
          )}
        </>
      )}
      {days.map(({ day: on, turns }, place) => {
        const label = formatDate(turns[0]?.startsAt ?? now);
        return (
          <section key={on}>
            <RowsHead end={place === 0 ? say('gate-rota.next') : undefined}>{label}</RowsHead>
            <Turns turns={turns} label={label} />
          </section>
        );
      })}
      <Grow />
    </Screen>
  );
}

interface TurnsProps {
  readonly turns: readonly ToldTurn[];
  readonly label: string;
  readonly sayMore?: (turn: ToldTurn) => string;
}

const HOUR_MINUTES = 60;

function Turns({ turns, label, sayMore }: TurnsProps) {
  if (turns.length === 0) return null;
  return (
    <Rows label={label}>
      {turns.map((turn) => (
        <Row
          key={`${turn.startsAt} ${turn.name}`}
          title={turn.name}
          after={`${formatTime(turn.startsAt)}–${formatTime(turn.endsAt)}`}
          detail={sayMore?.(turn)}
          end={say('gate-rota.hours', { hours: hoursOf(turn) })}
          endLabel={say('gate-rota.hours-heard', { hours: hoursOf(turn) })}
        />
      ))}
    </Rows>
  );
}

/** To a tenth, as people say hours. */
const hoursOf = ({ servedMinutes }: ToldTurn): number =>
  Math.round((servedMinutes / HOUR_MINUTES) * 10) / 10;
