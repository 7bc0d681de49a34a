import { VerdictField } from '../../ui/verdict-field.tsx';
import { say } from '../../words/i18n.ts';
import { isOnlyTold, sayReason } from './reason-words.ts';
import { ShiftTop } from './shift-top.tsx';
import type { VerdictProps } from './verdict-screen.tsx';

type VerdictTopProps = Pick<VerdictProps, 'session' | 'wiring' | 'entry' | 'reasons'>;

/** The field of a verdict that is no plain pass, with its strongest reason. */
export function VerdictTop({ session, wiring, entry, reasons }: VerdictTopProps) {
  const { facts } = entry;
  return (
    <VerdictField
      verdict={facts.verdict}
      top={
        <ShiftTop
          session={session}
          wiring={wiring}
          direction={facts.direction}
          isHeading={false}
          hasParked
        />
      }
      why={reasons
        .filter((reason) => !isOnlyTold(reason))
        .slice(0, 2)
        .map((reason) => sayReason(reason, session.policy))
        .join(say('reason.and'))}
    />
  );
}
