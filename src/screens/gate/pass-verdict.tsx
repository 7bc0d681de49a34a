import { Button } from '../../ui/button.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { VerdictField } from '../../ui/verdict-field.tsx';
import { formatTime, say } from '../../words/i18n.ts';
import { PersonHead } from './person-head.tsx';
import { degrees } from './reason-words.ts';
import { ShiftTop } from './shift-top.tsx';
import type { VerdictProps } from './verdict-screen.tsx';

export function PassVerdict({ session, wiring, entry, onNext, onUndo }: VerdictProps) {
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
          { label: say(`verdict-screen.at-${facts.direction}`), value: formatTime(entry.at) },
        ]}
      />
      <PersonHead session={session} subject={facts.subject} />
      <Grow />
    </Screen>
  );
}
