import { useState } from 'preact/hooks';
import type { MissingCapability } from '../../actions/phone-capabilities.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { NoticeStrip } from '../../ui/notice-field.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';
import { MissingList } from './missing-list.tsx';

export interface Before {
  readonly streetName: string;
  readonly onStay: () => void;
}

export interface NameScreenProps {
  readonly missing: readonly MissingCapability[];
  /** What this phone lacks is not known yet. */
  readonly isChecking: boolean;
  readonly canJoin: boolean;
  readonly problem: string | null;
  readonly isBusy: boolean;
  /** Joins by itself: nothing is asked. */
  readonly isAtOnce: boolean;
  readonly onName: (name: string) => void;
  readonly onOther: () => void;
  /** Unsent records stand in the way: joins all the same, and they are lost. */
  readonly onDiscard: (() => void) | null;
  readonly before: Before | null;
}

/** The invitation is there; the desk wants to know whose phone this is. */
export function NameScreen(props: NameScreenProps) {
  const { missing, canJoin, problem, isAtOnce, onName, onOther, onDiscard, before } = props;
  const isBusy = props.isBusy || props.isChecking;
  /** Joining would throw records away: staying and sending them comes first. */
  const isHeldBack = before !== null && onDiscard !== null;
  const [name, setName] = useState('');
  const [isMissed, setMissed] = useState(false);
  if (isAtOnce && canJoin) {
    return (
      <Screen top={<TopLine place={say('join.title')} hasLogo />}>
        <Say>
          <span role="status">{say('join.joining')}</span>
        </Say>
      </Screen>
    );
  }
  const join = () => {
    if (isBusy) return;
    if (name.trim() === '') setMissed(true);
    else onName(name.trim());
  };
  return (
    <Screen
      top={<TopLine place={say('join.title')} hasLogo />}
      acts={
        <Acts isColumn>
          {before && (
            <Button kind="main" isBusy={isBusy} onClick={before.onStay}>
              {say('join.stay')}
            </Button>
          )}
          {canJoin && !isHeldBack && (
            <Button kind={before ? 'outlined' : 'main'} isBusy={isBusy} onClick={join}>
              {say(joinWord(props))}
            </Button>
          )}
          {onDiscard && (
            <Button kind="still" isBusy={isBusy} onClick={onDiscard}>
              {say('join.discard')}
            </Button>
          )}
          {problem && !isHeldBack && (
            <Button kind="still" onClick={onOther}>
              {say('join.other-invitation')}
            </Button>
          )}
        </Acts>
      }
    >
      {problem && <NoticeStrip>{problem}</NoticeStrip>}
      <MissingList missing={missing} />
      {before && !isHeldBack && <Say>{say('join.before', { street: before.streetName })}</Say>}
      {canJoin && !isHeldBack && (
        <Field
          label={say('join.name')}
          value={name}
          onInput={setName}
          hint={say('join.name-hint')}
          problem={isMissed && name.trim() === '' ? say('join.name-missing') : undefined}
          maxLength={40}
          isFocused={!before}
          onEnter={join}
        />
      )}
      <Grow />
      {canJoin && <Say isSoft>{say('join.what-happens')}</Say>}
    </Screen>
  );
}

function joinWord({ isChecking, isBusy }: NameScreenProps) {
  if (isChecking) return 'join.checking';
  return isBusy ? 'join.joining' : 'join.join';
}
