import { useEffect, useRef, useState } from 'preact/hooks';
import { type Enrolled, enrol } from '../../actions/enrol.ts';
import { type MissingCapability, missingCapabilities } from '../../actions/phone-capabilities.ts';
import { type Invitation, readInvitation } from '../../actions/read-invitation.ts';
import type { DeviceIdentity } from '../../storage/device-identity.ts';
import { say } from '../../words/i18n.ts';
import { CodeScreen } from '../shift/code-screen.tsx';
import { pictureText } from '../shift/picture-text.ts';
import { useArrival } from '../shift/use-arrival.ts';
import { InviteScreen } from './invite-screen.tsx';
import { type Before, NameScreen } from './name-screen.tsx';

export interface JoinScreenProps {
  /** What `takeInvitation` took from the address; null when the app was opened by itself. */
  readonly invitation: string | null;
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

type Stage = 'invite' | 'type' | 'name';

/** From an invitation to a phone that the street knows. */
export function JoinScreen({ invitation, onEnrolled, before = null }: JoinScreenProps) {
  const [join, setJoin] = useState<Invitation | null>(() =>
    invitation === null ? null : readInvitation(invitation),
  );
  const [stage, setStage] = useState<Stage>(join ? 'name' : 'invite');
  const [missing, setMissing] = useState<readonly MissingCapability[]>([]);
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
    const enrolled = await enrol(invited, name, Date.now(), { discardUnsent });
    hasAsked.current = false;
    setBusy(false);
    if (enrolled.kind === 'enrolled') onEnrolled(enrolled.identity);
    else {
      setProblem(sayRefusal(enrolled));
      setUnsentName(enrolled.kind === 'unsent' ? name : null);
    }
  }

  useEffect(() => {
    void missingCapabilities().then((found) => {
      setMissing(found);
      const canJoin = !found.some((one) => needed.includes(one));
      // A phone that would leave its street is asked.
      if (canJoin && join?.mode === 'at-once' && !before) void ask(join, say('join.demo-name'));
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
    <div ref={root}>
      {stage === 'name' && join ? (
        <NameScreen
          missing={missing}
          canJoin={!missing.some((one) => needed.includes(one))}
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
          missing={missing}
          problem={problem}
          onText={onText}
          onPicture={onPicture}
          onType={() => setStage('type')}
        />
      )}
    </div>
  );
}

function sayRefusal(refused: Exclude<Enrolled, { kind: 'enrolled' }>): string {
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
