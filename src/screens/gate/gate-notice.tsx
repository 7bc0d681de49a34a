import type { ShiftSession } from '../../actions/shift-session.ts';
import type { StandingEntry } from '../../domain/shift-state.ts';
import { Button } from '../../ui/button.tsx';
import { formatTime, say } from '../../words/i18n.ts';
import { describeSubject } from './describe-subject.ts';
import css from './gate-notice.module.css';
import { SubjectName } from './subject-name.tsx';

/** What a scan said that is no entry. */
export type Notice =
  | { readonly kind: 'other-code'; readonly text: string; readonly isAddress: boolean }
  /** Both codes were looked at; `codes`: what was seen, in words. */
  | { readonly kind: 'codes-kept'; readonly codes: string }
  | { readonly kind: 'no-code-in-picture' }
  | { readonly kind: 'repeat'; readonly of: StandingEntry }
  | { readonly kind: 'invitation' }
  | { readonly kind: 'gone' }
  /** Who may let pass instead; nobody at the gate, when there are none. */
  | { readonly kind: 'not-allowed'; readonly names: readonly string[] }
  | {
      readonly kind: 'card';
      readonly said: 'named' | 'already' | 'other-gate' | 'old' | 'unknown' | 'mistyped';
    };

/** Codes can be thousands of characters long; this much tells what it was. */
const shownCharacters = 60;

export interface GateNoticeProps {
  readonly notice: Notice;
  readonly session: ShiftSession;
  readonly onOpen: (entry: StandingEntry) => void;
  readonly onCodes: () => void;
  readonly onRead: () => void;
}

export function GateNotice({ notice, session, onOpen, onCodes, onRead }: GateNoticeProps) {
  const isOpen = notice.kind === 'repeat' && ['parked', 'held'].includes(notice.of.facts.outcome);
  return (
    <section class={css.notice}>
      <div role="alert" class={css.words}>
        <Words notice={notice} session={session} />
      </div>
      <div class={css.acts}>
        {notice.kind === 'repeat' && isOpen && (
          <Button kind="still" onClick={() => onOpen(notice.of)}>
            {say('gate.go-on')}
          </Button>
        )}
        {notice.kind === 'other-code' && (
          <Button kind="still" onClick={onCodes}>
            {say('codes.row')}
          </Button>
        )}
        <Button kind="still" onClick={onRead}>
          {say('act.understood')}
        </Button>
      </div>
    </section>
  );
}

function Words({ notice, session }: { notice: Notice; session: ShiftSession }) {
  switch (notice.kind) {
    case 'other-code': {
      const characters = Array.from(notice.text);
      const start = characters.slice(0, shownCharacters).join('');
      return (
        <>
          <h2>{say(notice.isAddress ? 'gate.address' : 'gate.other-code')}</h2>
          <p>{say(notice.isAddress ? 'gate.address-look' : 'gate.other-code-safe')}</p>
          <p class={css.text}>{characters.length > shownCharacters ? `${start}…` : start}</p>
        </>
      );
    }
    case 'codes-kept':
      return (
        <>
          <h2>{say('codes.kept')}</h2>
          <p>{notice.codes}</p>
        </>
      );
    case 'no-code-in-picture':
      return (
        <>
          <h2>{say('gate.no-code-in-picture')}</h2>
          <p>{say('gate.no-code-in-picture-remedy')}</p>
        </>
      );
    case 'repeat':
      return (
        <>
          <h2>{say('gate.repeat')}</h2>
          <p>
            <SubjectName who={describeSubject(notice.of.facts.subject, session.roster)} />{' '}
            {say('gate.repeat-at', {
              time: formatTime(notice.of.at),
              direction: notice.of.facts.direction,
            })}
          </p>
        </>
      );
    case 'invitation':
      return (
        <>
          <h2>{say('gate.invitation')}</h2>
          <p>{say('gate.invitation-remedy')}</p>
        </>
      );
    case 'not-allowed': {
      const names = notice.names.filter(Boolean).join(say('subject.comma'));
      return <h2>{names ? say('gate.not-allowed', { names }) : say('gate.nobody-may')}</h2>;
    }
    case 'gone':
      return <p>{say('gate.gone')}</p>;
    case 'card':
      return <h2>{say(`gate.card-${notice.said}`)}</h2>;
    default:
      throw new Error(`unknown notice ${(notice satisfies never as Notice).kind}`);
  }
}
