import { useEffect, useRef, useState } from 'preact/hooks';
import { type Approval, giveUpWaiting } from '../../actions/ask-approval.ts';
import { type Enrolled, enrol } from '../../actions/enrol.ts';
import type { JoiningBrowser } from '../../actions/joining-browser.ts';
import { type MissingCapability, missingCapabilities } from '../../actions/phone-capabilities.ts';
import { type Invitation, readInvitation } from '../../actions/read-invitation.ts';
import type { DeviceIdentity } from '../../storage/device-identity.ts';
import { say } from '../../words/i18n.ts';
import { CodeScreen } from '../shift/code-screen.tsx';
import { pictureText } from '../shift/picture-text.ts';
import { useArrival } from '../shift/use-arrival.ts';
import { ElsewhereScreen } from './elsewhere-screen.tsx';
import { InviteScreen } from './invite-screen.tsx';
import css from './join-screen.module.css';
import { type Before, NameScreen } from './name-screen.tsx';
import { useApproval } from './use-approval.ts';
import { WaitingScreen } from './waiting-screen.tsx';

export interface JoinScreenProps {
  /** What `takeInvitation` took from the address; null when the app was opened by itself. */
  readonly invitation: string | null;
  /** The check code of a phone that was left waiting for the desk; null when it was not. */
  readonly checkCode: string | null;
  readonly browser: JoiningBrowser;
  readonly onEnrolled: (identity: DeviceIdentity) => void;
  /** Where this phone belongs already, with the way back; null for a phone that is new. */
  readonly before: Before | null;
}

/** Without these no shift can be kept; a camera can be done without. */
const needed: readonly MissingCapability[] = [
  'secure-context',
  'storage',
  'signatures',
  'web-locks',
];

type Stage = 'invite' | 'type' | 'name' | 'waiting';

/** From an invitation to a phone that the street knows; in a browser where that cannot be, the way to another. */
export function JoinScreen({ browser, ...props }: JoinScreenProps) {
  if (browser.kind === 'fit' || props.checkCode !== null) return <Joining {...props} />;
  const fragment = props.invitation === null ? '' : `#${props.invitation}`;
  return (
    <div class={css.join}>
      <ElsewhereScreen browser={browser} link={`${location.origin}/${fragment}`} />
    </div>
  );
}

function Joining(props: Omit<JoinScreenProps, 'browser'>) {
  const { invitation, onEnrolled, before } = props;
  const [join, setJoin] = useState<Invitation | null>(() =>
    invitation === null ? null : readInvitation(invitation),
  );
  const firstStage = join ? 'name' : 'invite';
  const [checkCode, setCheckCode] = useState(props.checkCode ?? '');
  const [stage, setStage] = useState<Stage>(props.checkCode === null ? firstStage : 'waiting');
  /** Null until they are known: nothing may be used up before. */
  const [missing, setMissing] = useState<readonly MissingCapability[] | null>(null);
  const [problem, setProblem] = useState<string | null>(
    invitation !== null && join === null ? say('join.not-an-invitation') : null,
  );
  /** The name that was given when unsent records of another street stood in the way. */
  const [unsentName, setUnsentName] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const hasAsked = useRef(false);
  const root = useArrival(stage);

  async function ask(invited: Invitation, name: string, discardUnsent = false): Promise<void> {
    if (hasAsked.current) return;
    hasAsked.current = true;
    setBusy(true);
    setProblem(null);
    const enrolled = await enrol(invited, name, Date.now, { discardUnsent }).catch(
      () => ({ kind: 'not-kept' }) as const,
    );
    hasAsked.current = false;
    setBusy(false);
    setUnsentName(enrolled.kind === 'unsent' ? name : null);
    switch (enrolled.kind) {
      case 'enrolled':
        onEnrolled(enrolled.identity);
        break;
      case 'waiting':
        setCheckCode(enrolled.checkCode);
        setStage('waiting');
        break;
      case 'not-kept':
        setProblem(say('missing.storage'));
        break;
      default:
        setProblem(sayRefusal(enrolled));
    }
  }

  const toInvitation = (said: string | null) => {
    setProblem(said);
    setStage(said === null && join ? 'name' : 'invite');
  };
  useApproval(stage === 'waiting', (answer) => {
    switch (answer.kind) {
      case 'enrolled':
        onEnrolled(answer.identity);
        break;
      case 'waiting':
        setCheckCode(answer.checkCode);
        setProblem(sayTrouble(answer.trouble));
        break;
      case 'unsent':
        setProblem(sayRefusal(answer));
        break;
      case 'refused':
        toInvitation(say('join.not-approved'));
        break;
      case 'wrong-server':
        toInvitation(say('join.wrong-server'));
        break;
      case 'not-waiting':
        toInvitation(null);
        break;
      default:
        throw new Error(`unknown answer ${(answer satisfies never as Approval).kind}`);
    }
  });
  const onGiveUp = () =>
    void giveUpWaiting().then(() => {
      if (before && invitation === null) before.onStay();
      else toInvitation(null);
    });

  useEffect(() => {
    void missingCapabilities().then((found) => {
      setMissing(found);
      const canJoin = !found.some((one) => needed.includes(one));
      const isAtOnce = join?.mode === 'at-once' && stage === 'name';
      // A phone that would leave its street is asked.
      if (canJoin && isAtOnce && !before) void ask(join, say('join.demo-name'));
    });
    // Once: an invitation that comes later goes through onText.
  }, []);

  const onText = (text: string) => {
    const read = readInvitation(text);
    setJoin(read);
    setProblem(read ? null : say('join.not-an-invitation'));
    setStage(read ? 'name' : 'invite');
  };
  const onPicture = (picture: Blob) =>
    void pictureText(picture).then((text) =>
      text === null ? setProblem(say('gate.no-code-in-picture')) : onText(text),
    );

  return (
    <div ref={root} class={css.join}>
      {stage === 'waiting' ? (
        <WaitingScreen checkCode={checkCode} trouble={problem} onGiveUp={onGiveUp} />
      ) : stage === 'name' && join ? (
        <NameScreen
          missing={missing ?? []}
          isChecking={missing === null}
          canJoin={!missing?.some((one) => needed.includes(one))}
          problem={problem}
          isBusy={isBusy}
          isAtOnce={join.mode === 'at-once' && problem === null && !before}
          before={before}
          onName={(name) => void ask(join, name)}
          onDiscard={unsentName === null ? null : () => void ask(join, unsentName, true)}
          onOther={() => {
            setProblem(null);
            setStage('invite');
          }}
        />
      ) : stage === 'type' ? (
        <CodeScreen
          wiring={null}
          title={say('join.type-title')}
          label={say('join.type-label')}
          hint={say('join.type-hint')}
          onText={onText}
          onPicture={onPicture}
          onLeave={() => setStage('invite')}
        />
      ) : (
        <InviteScreen
          missing={missing ?? []}
          problem={problem}
          onText={onText}
          onPicture={onPicture}
          onType={() => setStage('type')}
        />
      )}
    </div>
  );
}

function sayTrouble(trouble: Extract<Approval, { kind: 'waiting' }>['trouble']): string | null {
  if (trouble === null) return null;
  return say(trouble === 'no-network' ? 'join.wait-no-network' : 'join.wait-no-answer');
}

function sayRefusal(refused: Exclude<Enrolled, { kind: 'enrolled' | 'waiting' }>): string {
  switch (refused.kind) {
    case 'no-network':
      return say('join.no-network');
    case 'wrong-server':
      return say('join.wrong-server');
    case 'unsent':
      return say('join.unsent', { count: refused.pending, street: refused.streetName });
    case 'refused':
      switch (refused.problem) {
        case 'invitation-used':
        case 'invitation-expired':
        case 'invitation-unknown':
        case 'too-many':
          return say(`join.${refused.problem}`);
        default:
          return say('join.refused');
      }
    default:
      throw new Error(`unknown answer ${(refused satisfies never as Enrolled).kind}`);
  }
}
