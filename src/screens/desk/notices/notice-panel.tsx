import { useState } from 'preact/hooks';
import type { DeskClient } from '../../../desk-client/desk-client.ts';
import type { ListedNotice, NoticeGate } from '../../../protocol/notices.ts';
import { formatDateTime, say } from '../../../words/i18n.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import css from './notice-panel.module.css';
import { isNoticeOver, noticeTime, noticeTitle } from './notice-words.ts';

interface NoticePanelProps {
  client: DeskClient;
  /** Counts on with everything that may have changed who has read it. */
  changes: number;
  notice: ListedNotice;
  mayWithdraw: boolean;
  now: number;
  zone: string;
  /** Gives back why it was not done, in words; null: it was. */
  onWithdraw: () => Promise<string | null>;
  onClose: () => void;
}

/** One notice, and gate by gate who has read it; whoever has not comes first. */
export function NoticePanel(props: NoticePanelProps) {
  const { client, changes, notice, mayWithdraw, now, zone, onWithdraw, onClose } = props;
  const { id, placeName, madeAt, madeBy, text, policy } = notice;
  const asked = useAnswer(id, (signal) => client.readNotice(id, signal), changes);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const withdraw = async () => {
    setBusy(true);
    setProblem(await onWithdraw());
    setBusy(false);
  };
  const gates = asked.value?.gates ?? [];
  const unread = gates.filter(({ reads }) => reads.length === 0);
  const read = gates.filter(({ reads }) => reads.length > 0);
  return (
    <SidePanel
      label={say('notices.one')}
      title={noticeTitle(notice)}
      about={`${placeName} ${formatDateTime(madeAt, zone)} ${madeBy}`}
      onClose={onClose}
    >
      {policy && (
        <p>{say('notices.policy-from', { time: formatDateTime(policy.effectiveFrom, zone) })}</p>
      )}
      {text && <p class={css.text}>{text}</p>}
      <p class={css.quiet}>{noticeTime(notice, now, zone)}</p>
      {mayWithdraw && !policy && !isNoticeOver(notice, now) && (
        <AskFirst
          icon="undo"
          face={say('notices.withdraw')}
          question={say('notices.withdraw-question')}
          yes={say('notices.withdraw-yes')}
          isBusy={isBusy}
          onYes={() => void withdraw()}
        />
      )}
      {problem && <ProblemNote>{problem}</ProblemNote>}
      {asked.failure && <FailureNote why={asked.failure} onAgain={asked.askAgain} />}
      {!asked.value && !asked.failure && <LoadingNote />}
      {unread.length > 0 && (
        <section class={css.gates} aria-label={say('notices.not-read')}>
          <h3>{say('notices.not-read-count', { count: unread.length })}</h3>
          <ul>
            {unread.map((gate) => (
              <li key={gate.id}>{gateName(gate)}</li>
            ))}
          </ul>
        </section>
      )}
      {asked.value && asked.value.unreadPhones.length > 0 && (
        <section class={css.gates} aria-label={say('notices.phones-not-read')}>
          <h3>
            {say('notices.phones-not-read-count', { count: asked.value.unreadPhones.length })}
          </h3>
          <ul>
            {asked.value.unreadPhones.map(({ deviceId, name, lastSeenAt }) => (
              <li key={deviceId}>
                {name}{' '}
                <span class={css.quiet}>
                  {lastSeenAt === null
                    ? say('notices.never-seen')
                    : say('notices.seen', { time: formatDateTime(lastSeenAt, zone) })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {read.length > 0 && (
        <section class={css.gates} aria-label={say('notices.read')}>
          <h3>{say('notices.read-count', { count: read.length })}</h3>
          <ul>
            {read.map((gate) => (
              <li key={gate.id}>
                {gateName(gate)}
                {gate.reads.map(({ by, at, deviceId, deviceName }) => (
                  <span key={`${deviceId} ${by} ${at}`} class={css.reader}>
                    <b>{by || say('notices.nobody-named')}</b> {formatDateTime(at, zone)}{' '}
                    {deviceName}
                  </span>
                ))}
              </li>
            ))}
          </ul>
        </section>
      )}
    </SidePanel>
  );
}

const gateName = ({ name, compoundName }: NoticeGate): string =>
  name === compoundName ? name : `${compoundName} ${name}`;
