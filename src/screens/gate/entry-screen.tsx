import { useState } from 'preact/hooks';
import { correctEntry } from '../../actions/correct-entry.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { Button } from '../../ui/button.tsx';
import { Chips } from '../../ui/chips.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';
import { PendingStat } from '../shift/pending-stat.tsx';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { EntryFactsList } from './entry-facts-list.tsx';
import { PersonHead } from './person-head.tsx';
import { ReadingPad } from './reading-pad.tsx';
import { degrees } from './reason-words.ts';
import type { GateWork } from './use-gate-work.ts';

export interface EntryScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly entry: StandingEntry;
  readonly save: GateWork['save'];
  readonly onGoOn: () => void;
  readonly onCorrected: () => void;
  readonly onUndo: () => void;
  readonly onLeave: () => void;
}

/** One entry again: take it back, or put it right. Both are records of their own. */
export function EntryScreen(props: EntryScreenProps) {
  const { session, wiring, entry, onGoOn, onUndo, onLeave } = props;
  const [isCorrecting, setCorrecting] = useState(false);
  if (isCorrecting) return <Correction {...props} onLeave={() => setCorrecting(false)} />;
  const isOpen = entry.facts.outcome === 'parked' || entry.facts.outcome === 'held';
  return (
    <Screen
      top={
        <TopLine place={say('entry.title')} onBack={onLeave}>
          <PendingStat sync={wiring.sync} onSync={wiring.syncNow} />
        </TopLine>
      }
      acts={
        <Acts isColumn>
          {isOpen && (
            <Button kind="main" onClick={onGoOn}>
              {say('gate.go-on')}
            </Button>
          )}
          <Button kind="outlined" icon="edit" onClick={() => setCorrecting(true)}>
            {say('entry.correct')}
          </Button>
          <Button kind="still" icon="undo" note={say('entry.undo-note')} onClick={onUndo}>
            {say('entry.undo')}
          </Button>
        </Acts>
      }
    >
      <PersonHead session={session} subject={entry.facts.subject} hasHint />
      <EntryFactsList session={session} entry={entry} hasWho={false} />
      <Grow />
    </Screen>
  );
}

function Correction({ session, wiring, entry, save, onLeave, ...rest }: EntryScreenProps) {
  const { facts } = entry;
  const [direction, setDirection] = useState(facts.direction);
  const [mask, setMask] = useState(facts.mask);
  const site = facts.reading?.site ?? session.policy.firstSite;
  const correct = (temperatureTenths: number | null) =>
    void save(
      () =>
        correctEntry(
          session,
          entry.id,
          {
            subject: facts.subject,
            identification: facts.identification,
            direction,
            mask,
            site,
            temperatureTenths,
          },
          Date.now(),
        ),
      rest.onCorrected,
    );
  const kept = facts.reading?.temperatureTenths ?? null;
  return (
    <ReadingPad
      policy={session.policy}
      site={site}
      isMaskOn={mask}
      onMask={setMask}
      onReading={correct}
      hasScale={false}
      render={(figure, keys) => (
        <Screen
          top={
            <TopLine place={say('entry.correct')} onCancel={onLeave}>
              <PendingStat sync={wiring.sync} onSync={wiring.syncNow} />
            </TopLine>
          }
          acts={keys}
        >
          <Chips
            label={say('direction.label')}
            isLabelHidden
            options={[
              { value: 'out', label: say('direction.out') },
              { value: 'in', label: say('direction.in') },
            ]}
            value={direction}
            onChange={setDirection}
          />
          <Grow />
          <Acts>
            <Button kind="outlined" onClick={() => correct(kept)}>
              {kept === null
                ? say('entry.keep-no-reading')
                : say('entry.keep-reading', { reading: degrees(kept) })}
            </Button>
          </Acts>
          {figure}
        </Screen>
      )}
    />
  );
}
