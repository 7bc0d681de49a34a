import type { ShiftAccount } from '../../actions/shift-account.ts';
import type { ShiftState } from '../../domain/shift-state.ts';
import { Fact, Facts, SlipCode } from '../../ui/facts.tsx';
import { formatTimeToSecond, say } from '../../words/i18n.ts';
import type { ShiftCounts } from './closed-shift.ts';

export function countShift(state: ShiftState): ShiftCounts {
  const count = (is: (facts: ShiftState['entries'][number]['facts']) => boolean) =>
    state.entries.filter(({ facts }) => is(facts)).length;
  return {
    out: count(({ outcome, direction }) => outcome === 'passed' && direction === 'out'),
    in: count(({ outcome, direction }) => outcome === 'passed' && direction === 'in'),
    visitors: count(({ subject }) => subject.kind === 'visitor'),
    turnedBack: count(({ outcome }) => outcome === 'turned-back'),
    refusals: state.refusals,
    open: state.open.length,
    onDuty: state.onDuty,
  };
}

export interface CountFactsProps {
  readonly counts: ShiftCounts | null;
  readonly note?: string;
  readonly receipt: ShiftAccount['receipt'];
}

/** The slip under the two numbers. */
export function CountFacts({ counts, note, receipt }: CountFactsProps) {
  return (
    <Facts isSlip>
      {receipt && (
        <Fact
          label={say('account.receipt')}
          note={say('account.receipt-at', { time: formatTimeToSecond(receipt.receivedAt) })}
        >
          <SlipCode>{receipt.code}</SlipCode>
        </Fact>
      )}
      {counts && (
        <>
          <Fact
            label={say('account.passed')}
            note={say('account.passed-note', {
              visitors: counts.visitors,
              refusals: counts.refusals,
            })}
          >
            <b>{say('account.passed-counts', { out: counts.out, in: counts.in })}</b>
          </Fact>
          <Fact label={say('account.weighty')}>
            <b>
              {say('account.weighty-counts', { turnedBack: counts.turnedBack, open: counts.open })}
            </b>
          </Fact>
          <Fact label={say('gate.on-duty')}>
            {counts.onDuty.join(' ') || say('gate.nobody-named')}
          </Fact>
        </>
      )}
      {note && <Fact label={say('account.note')}>{note}</Fact>}
    </Facts>
  );
}
