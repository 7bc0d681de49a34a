import { waitingHandover } from '../../actions/accept-handover.ts';
import type { ShiftSession } from '../../actions/shift-session.ts';
import { Button } from '../../ui/button.tsx';
import { Chips } from '../../ui/chips.tsx';
import { NoRows } from '../../ui/row.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { formatDateTime, say } from '../../words/i18n.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import css from './notice-screen.module.css';
import { ShiftTop } from './shift-top.tsx';

export interface HandoverScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  /** `by`: a name on duty, empty when nobody is named. */
  readonly onAccept: (shiftId: string, by: string) => void;
  readonly onLeave: () => void;
}

/** What the shift before left in words, and a tap of whoever takes it over. */
export function HandoverScreen({ session, wiring, onAccept, onLeave }: HandoverScreenProps) {
  const left = waitingHandover(session);
  const { onDuty } = session.state;
  const [first = ''] = onDuty;
  return (
    <Screen
      top={
        <ShiftTop
          session={session}
          wiring={wiring}
          title={say('handover.title')}
          onBack={onLeave}
        />
      }
      acts={
        left &&
        (onDuty.length > 1 ? (
          <Chips
            label={say('handover.who')}
            options={onDuty.map((name) => ({ value: name, label: name }))}
            value={null}
            onChange={(name) => onAccept(left.shiftId, name)}
          />
        ) : (
          <Acts>
            <Button
              kind="main"
              icon="check"
              note={first || undefined}
              onClick={() => onAccept(left.shiftId, first)}
            >
              {say('handover.accept')}
            </Button>
          </Acts>
        ))
      }
    >
      {left ? (
        <article class={css.notice}>
          <h2>{left.from.filter(Boolean).join(say('subject.comma')) || say('handover.nobody')}</h2>
          <p class={css.from}>{formatDateTime(left.at)}</p>
          <p class={css.text}>{left.text}</p>
        </article>
      ) : (
        <NoRows>{say('handover.none')}</NoRows>
      )}
      <Grow />
    </Screen>
  );
}
