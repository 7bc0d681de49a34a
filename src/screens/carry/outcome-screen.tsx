import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { NoticeField } from '../../ui/notice-field.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';
import { type CarryOutcome, sayWhy } from './carry-outcome.ts';
import css from './outcome-screen.module.css';
import { whoseLog } from './whose.ts';

export interface OutcomeScreenProps {
  readonly outcome: CarryOutcome;
  readonly onAgain: () => void;
  readonly onDone: () => void;
}

/** What was taken, how much of it, and what happens next; or why nothing was. */
export function OutcomeScreen({ outcome, onAgain, onDone }: OutcomeScreenProps) {
  switch (outcome.kind) {
    case 'log':
      return <LogTaken {...outcome} onDone={onDone} />;
    case 'receipts':
      return <ReceiptsTaken records={outcome.records} onDone={onDone} />;
    case 'refused':
      return (
        <Screen
          acts={
            <Acts>
              <Button kind="still" onClick={onDone}>
                {say('act.back')}
              </Button>
              <Button kind="main" onClick={onAgain}>
                {say('act.again')}
              </Button>
            </Acts>
          }
        >
          <NoticeField
            title={say('carry.refused')}
            safe={outcome.of === 'log' ? say('carry.nothing-kept') : undefined}
            remedy={sayWhy(outcome.why)}
          />
          <Grow />
        </Screen>
      );
    default:
      throw new Error(`unknown outcome ${(outcome satisfies never as CarryOutcome).kind}`);
  }
}

function LogTaken(props: {
  readonly deviceId: string;
  readonly gateIds: readonly string[];
  readonly records: number;
  readonly onDone: () => void;
}) {
  const { deviceId, gateIds, records, onDone } = props;
  const [whose, setWhose] = useState('');
  useEffect(() => void whoseLog(deviceId, gateIds).then(setWhose), [deviceId, gateIds]);
  return (
    <Taken title={say('carry.taken')} onDone={onDone}>
      <Much count={records} unit={say('carry.taken-unit', { count: records })} />
      <Say>{whose && say('carry.taken-whose', { whose })}</Say>
      <Say isSoft>{say('carry.taken-then')}</Say>
    </Taken>
  );
}

function ReceiptsTaken({ records, onDone }: { records: number; onDone: () => void }) {
  return (
    <Taken title={say('carry.receipt-taken')} onDone={onDone}>
      {records > 0 ? (
        <>
          <Much count={records} unit={say('carry.receipt-unit', { count: records })} />
          <Say>{say('carry.receipt-checked')}</Say>
        </>
      ) : (
        <Say>{say('carry.receipt-known')}</Say>
      )}
    </Taken>
  );
}

function Taken(props: { title: string; onDone: () => void; children: ComponentChildren }) {
  return (
    <Screen
      top={<TopLine place={props.title} />}
      acts={
        <Acts>
          <Button kind="main" onClick={props.onDone}>
            {say('act.ok')}
          </Button>
        </Acts>
      }
    >
      {props.children}
      <Grow />
    </Screen>
  );
}

const Much = ({ count, unit }: { count: number; unit: string }) => (
  <p class={css.much} role="status">
    <b>{count}</b> <span>{unit}</span>
  </p>
);
