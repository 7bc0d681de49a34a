import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { formatDateTime, formatTime, say } from '../../words/i18n.ts';
import { AccountEqual, useShiftAccount } from './account-equal.tsx';
import { CarryRow } from './carry-row.tsx';
import type { ClosedShift } from './closed-shift.ts';
import { CountFacts } from './count-facts.tsx';
import { lazyScreen } from './lazy-screen.tsx';
import { PendingStat } from './pending-stat.tsx';
import type { PhoneWiring } from './phone-wiring.ts';
import { isGrave } from './sync-trouble.tsx';
import { usePersisted } from './use-persisted.ts';

const CarryApp = lazyScreen(() => import('../carry/carry-app.tsx').then((m) => m.CarryApp));

export interface AccountScreenProps {
  readonly shift: ClosedShift;
  readonly wiring: PhoneWiring;
  readonly onLeave: () => void;
}

/** A closed shift: equal by a verified receipt, or what is missing, where it is and what to do. */
export function AccountScreen({ shift, wiring, onLeave }: AccountScreenProps) {
  const account = useShiftAccount(shift.shiftId);
  const isPersisted = usePersisted();
  const [isCarrying, setCarrying] = useState(false);
  useEffect(() => CarryApp.prefetch(), []);
  const isEqual = account !== null && account.received === account.recordCount;
  if (isCarrying) {
    const start = { kind: isEqual ? 'menu' : 'hand-over' } as const;
    const onBack = () => setCarrying(false);
    return <CarryApp wiring={wiring} start={start} shared={null} onLeave={onBack} />;
  }
  return (
    <Screen
      top={
        <TopLine place={say('account.title')} detail={shift.gateName ?? ''} onBack={onLeave}>
          <PendingStat sync={wiring.sync} onSync={wiring.syncNow} />
        </TopLine>
      }
      acts={
        <Acts>
          {account && !isEqual && (
            <Button
              kind="still"
              icon="up"
              isBusy={wiring.sync.state === 'sending'}
              onClick={wiring.syncNow}
            >
              {say('account.send')}
            </Button>
          )}
          <Button kind="main" onClick={onLeave}>
            {say(isEqual ? 'account.done' : 'account.later')}
          </Button>
        </Acts>
      }
    >
      <Say isSoft>
        {formatDateTime(shift.startedAt)}–{formatTime(shift.closedAt)}
      </Say>
      {account ? (
        <>
          <AccountEqual account={account} />
          {!isEqual && (
            <Facts isSlip>
              <Fact label={say('account.where')}>
                {say(isPersisted ? 'account.where-kept' : 'account.where-here')}
              </Fact>
              <Fact label={say('account.what-to-do')}>{remedy(wiring, account.trouble)}</Fact>
            </Facts>
          )}
          {isEqual && wiring.sync.problem !== null && isGrave(wiring.sync.problem) && (
            <Say>{remedy(wiring, account.trouble)}</Say>
          )}
          {account.unreadable.length > 0 && (
            <Say>{say('account.unreadable', { numbers: account.unreadable.join(' ') })}</Say>
          )}
          {!isEqual && <CarryRow onCarry={() => setCarrying(true)} />}
          <CountFacts counts={shift.counts} receipt={account.receipt} />
        </>
      ) : (
        <Say>{say('app.loading')}</Say>
      )}
      <Grow />
    </Screen>
  );
}

function remedy({ sync }: PhoneWiring, trouble: 'wrong-receipt' | 'fork' | null): string {
  if (trouble) return say(`account.${trouble}`);
  if (sync.problem === 'device-revoked') return say('trouble.device-revoked-remedy');
  if (sync.problem && isGrave(sync.problem)) return say(`trouble.${sync.problem}`);
  if (sync.state === 'sending') return say('account.is-sending');
  return say(sync.problem ? `trouble.${sync.problem}` : 'account.sends-itself');
}
