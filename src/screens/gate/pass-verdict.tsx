import type { ShiftSession } from '../../actions/shift-session.ts';
import { isCounted } from '../../domain/rules/household-exits.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { Button } from '../../ui/button.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { type DuoFact, VerdictField } from '../../ui/verdict-field.tsx';
import { formatTime, say } from '../../words/i18n.ts';
import { PersonHead } from './person-head.tsx';
import { degrees } from './reason-words.ts';
import { ShiftTop } from './shift-top.tsx';
import { ToldLines } from './told-lines.tsx';
import type { VerdictProps } from './verdict-screen.tsx';

export function PassVerdict(props: VerdictProps) {
  const { session, wiring, entry, reasons, onNext, onUndo } = props;
  const { facts } = entry;
  return (
    <Screen
      acts={
        <Acts>
          <Button kind="still" isNarrow icon="undo" onClick={onUndo}>
            {say('act.undo')}
          </Button>
          <Button kind="main" note={say('verdict-screen.next-note')} onClick={onNext}>
            {say('act.next')}
          </Button>
        </Acts>
      }
    >
      <VerdictField
        verdict="pass"
        top={
          <ShiftTop
            session={session}
            wiring={wiring}
            direction={facts.direction}
            isHeading={false}
            hasParked
          />
        }
        duo={[
          {
            label: facts.reading ? say(`site.${facts.reading.site}`) : say('gate.no-reading'),
            value: facts.reading ? degrees(facts.reading.temperatureTenths) : '—',
            unit: '℃',
          },
          timeBack(session, entry) ?? {
            label: say(`verdict-screen.at-${facts.direction}`),
            value: formatTime(entry.at),
          },
        ]}
      />
      <PersonHead session={session} subject={facts.subject} shown={facts.shown} />
      <ToldLines reasons={reasons} policy={session.policy} />
      <Grow />
    </Screen>
  );
}

const MINUTE_MS = 60_000;

/** When somebody of a household has to be back; null: whenever they like. */
function timeBack({ policy }: ShiftSession, { at, facts }: StandingEntry): DuoFact | null {
  const { quota } = policy;
  if (!quota || quota.maxOutMinutes === 0) return null;
  if (facts.direction !== 'out' || facts.subject.kind === 'visitor') return null;
  const purpose = facts.shown.find((one) => one.kind === 'purpose')?.purpose ?? null;
  if (!isCounted({ purpose }, quota)) return null;
  const minutes = quota.maxOutMinutes;
  return {
    label:
      minutes % 60 === 0
        ? say('quota.back-within', { hours: minutes / 60 })
        : say('quota.back-within-minutes', { minutes }),
    value: formatTime(at + minutes * MINUTE_MS),
    unit: say('quota.before'),
  };
}
