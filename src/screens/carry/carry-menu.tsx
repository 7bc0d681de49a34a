import { useEffect, useState } from 'preact/hooks';
import { type CarriedFor, watchCarried } from '../../storage/carried-logs.ts';
import { Row, Rows, RowsHead } from '../../ui/row.tsx';
import { Grow, Say, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';
import { PendingStat } from '../shift/pending-stat.tsx';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import css from './carry-menu.module.css';
import { whoseLog } from './whose.ts';

export interface CarryMenuProps {
  readonly wiring: PhoneWiring;
  readonly onHandOver: () => void;
  readonly onTake: () => void;
  readonly onTakeReceipt: () => void;
  readonly onReturn: (deviceId: string, whose: string) => void;
  readonly onLeave: () => void;
}

interface NamedLog extends CarriedFor {
  readonly whose: string;
}

function useCarried(): readonly NamedLog[] {
  const [logs, setLogs] = useState<readonly NamedLog[]>([]);
  useEffect(
    () =>
      watchCarried((carried) => {
        void Promise.all(
          carried.map(async (one) => ({
            ...one,
            whose: await whoseLog(one.deviceId, one.gateIds),
          })),
        ).then(setLogs);
      }),
    [],
  );
  return logs;
}

/** Without a network: this phone's log by another one, another's by this one, and the receipts back. */
export function CarryMenu(props: CarryMenuProps) {
  const { wiring, onHandOver, onTake, onTakeReceipt, onReturn, onLeave } = props;
  const carried = useCarried();
  const { pending } = wiring.sync;
  return (
    <Screen
      top={
        <TopLine place={say('carry.title')} onBack={onLeave}>
          <PendingStat sync={wiring.sync} onSync={wiring.syncNow} />
        </TopLine>
      }
    >
      <Say isSoft>{say('carry.why')}</Say>
      <Rows label={say('carry.title')}>
        <Row
          icon="out"
          title={say('carry.hand-over')}
          detail={
            pending > 0 ? say('carry.hand-over-detail', { count: pending }) : say('carry.nothing')
          }
          onClick={onHandOver}
        />
        <Row
          icon="get"
          title={say('carry.take')}
          detail={say('carry.take-detail')}
          onClick={onTake}
        />
        <Row
          icon="check"
          title={say('carry.take-receipt')}
          detail={say('carry.take-receipt-detail')}
          onClick={onTakeReceipt}
        />
      </Rows>
      {carried.length > 0 && (
        <>
          <RowsHead>{say('carry.list')}</RowsHead>
          <Rows label={say('carry.list')}>
            {carried.map((one) => (
              <Row
                key={one.deviceId}
                icon="phone"
                title={one.whose}
                detail={statesOf(one).map((state) => (
                  <span key={state} class={css.state}>
                    {state}
                  </span>
                ))}
                onClick={one.receipts > 0 ? () => onReturn(one.deviceId, one.whose) : undefined}
              />
            ))}
          </Rows>
        </>
      )}
      <Grow />
    </Screen>
  );
}

const statesOf = ({ waiting, received, stuck }: CarriedFor): readonly string[] =>
  [
    received > 0 ? say('carry.arrived', { count: received }) : '',
    waiting > 0 ? say('carry.waiting', { count: waiting }) : '',
    stuck > 0 ? say('carry.stuck', { count: stuck }) : '',
  ].filter((state) => state !== '');
