import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { CodeColour, Shown } from '../../domain/entry.ts';
import type { Policy } from '../../domain/policy.ts';
import type { TwoCodes } from '../../domain/shown.ts';
import { streetDay } from '../../domain/street-time.ts';
import { Button } from '../../ui/button.tsx';
import { Chips } from '../../ui/chips.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';
import { PendingStat } from '../shift/pending-stat.tsx';
import type { PhoneWiring } from '../shift/phone-wiring.ts';

const DAY_MS = 86_400_000;

export interface CodesScreenProps {
  readonly wiring: PhoneWiring;
  readonly policy: Policy;
  /** What was seen already. */
  readonly shown: readonly Shown[];
  /** Nobody is let through without them. */
  readonly isNeeded?: boolean;
  readonly onDone: (codes: readonly TwoCodes[]) => void;
  readonly onLeave: () => void;
  /** Whose codes they are. */
  readonly children: ComponentChildren;
}

type DayChoice = 'today' | 'yesterday' | 'other';

/** Health code and travel card as the volunteer sees them: one tap each, and the second one is enough to go on. */
export function CodesScreen(props: CodesScreenProps) {
  const { wiring, policy, shown, isNeeded = false, onDone, onLeave, children } = props;
  const [now] = useState(() => Date.now());
  const today = streetDay(now, policy.timeZone);
  const yesterday = streetDay(now - DAY_MS, policy.timeZone);
  const seen = {
    health: shown.find((one) => one.kind === 'health-code'),
    card: shown.find((one) => one.kind === 'travel-card'),
  };
  const [day, setDay] = useState(seen.health?.shownOn ?? seen.card?.shownOn ?? today);
  const [isOther, setOther] = useState(day !== today && day !== yesterday);
  const [colour, setColour] = useState<CodeColour | null>(seen.health?.colour ?? null);
  const [star, setStar] = useState<Star | null>(seen.card ? starOf(seen.card.isStarred) : null);
  const choice: DayChoice = isOther ? 'other' : day === today ? 'today' : 'yesterday';

  const codesOf = (health: CodeColour | null, card: Star | null): TwoCodes[] => [
    ...(health ? [{ kind: 'health-code', colour: health, shownOn: day } as const] : []),
    ...(card
      ? [{ kind: 'travel-card', isStarred: card === 'starred', shownOn: day } as const]
      : []),
  ];
  const chooseColour = (chosen: CodeColour) => {
    setColour(chosen);
    if (star) onDone(codesOf(chosen, star));
  };
  const chooseStar = (chosen: Star) => {
    setStar(chosen);
    if (colour) onDone(codesOf(colour, chosen));
  };
  const chooseDay = (chosen: DayChoice) => {
    setOther(chosen === 'other');
    if (chosen !== 'other') setDay(chosen === 'today' ? today : yesterday);
  };
  return (
    <Screen
      top={
        <TopLine place={say(isNeeded ? 'codes.first' : 'codes.title')} onBack={onLeave}>
          <PendingStat sync={wiring.sync} onSync={wiring.syncNow} />
        </TopLine>
      }
      acts={
        (colour || star) && (
          <Acts>
            <Button kind="main" onClick={() => onDone(codesOf(colour, star))}>
              {say('codes.done')}
            </Button>
          </Acts>
        )
      }
    >
      {children}
      <Say isSoft>{say('codes.look')}</Say>
      <Chips
        label={say('codes.health-code')}
        options={[
          { value: 'green', label: say('codes.health-green') },
          { value: 'yellow', label: say('codes.health-yellow') },
          { value: 'red', label: say('codes.health-red') },
        ]}
        value={colour}
        onChange={chooseColour}
      />
      <Chips
        label={say('codes.travel-card')}
        options={[
          { value: 'plain', label: say('codes.card-plain') },
          { value: 'starred', label: say('codes.card-starred') },
        ]}
        value={star}
        onChange={chooseStar}
      />
      <Chips
        label={say('codes.date')}
        options={[
          { value: 'today', label: say('codes.today') },
          { value: 'yesterday', label: say('codes.yesterday') },
          { value: 'other', label: say('codes.other-day') },
        ]}
        value={choice}
        onChange={chooseDay}
      />
      {isOther && (
        <DateField
          label={say('codes.day')}
          value={day}
          max={today}
          // An emptied field keeps the day that was there.
          onInput={(typed) => typed !== '' && typed <= today && setDay(typed)}
        />
      )}
      <Grow />
    </Screen>
  );
}

type Star = 'plain' | 'starred';

const starOf = (isStarred: boolean): Star => (isStarred ? 'starred' : 'plain');
