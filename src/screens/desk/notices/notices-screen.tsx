import { useState } from 'preact/hooks';
import { may } from '../../../domain/role.ts';
import { streetDay } from '../../../domain/street-time.ts';
import type { NoticeChange, NoticesAnswer } from '../../../protocol/notices.ts';
import { say } from '../../../words/i18n.ts';
import { useNow } from '../../use-now.ts';
import { CheckBox } from '../parts/check-box.tsx';
import { DeskButton } from '../parts/controls.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { focusRow } from '../parts/focus-row.ts';
import { notDoneWords } from '../parts/not-done-words.ts';
import { Page } from '../parts/page.tsx';
import type { SectionProps } from '../parts/section-props.ts';
import { SplitView } from '../parts/split-view.tsx';
import { EmptyNote, LoadingNote } from '../parts/state-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { useSlowed } from '../parts/use-slowed.ts';
import { NoticeForm } from './notice-form.tsx';
import { NoticePanel } from './notice-panel.tsx';
import { NoticeTable } from './notice-table.tsx';
import { isNoticeOver } from './notice-words.ts';
import css from './notices-screen.module.css';

type Panel = { kind: 'new' } | { kind: 'notice'; id: string };

const ASK_EVERY_MS = 2_000;
/** What a server process beside this desk's took is not always announced. */
const ASK_ANYWAY_MS = 30_000;

/** What the street has to say to its gates, and who has read it. */
export function NoticesScreen({ client, live, identity, places, zone }: SectionProps) {
  const { place, role } = identity;
  const anyway = Math.floor(useNow(ASK_ANYWAY_MS) / ASK_ANYWAY_MS);
  const changes = useSlowed(live.changes, ASK_EVERY_MS) + anyway;
  const asked = useAnswer('notices', client.readNotices, changes);
  const [changed, setChanged] = useState<{
    after: NoticesAnswer | null;
    now: NoticesAnswer;
  } | null>(null);
  const [isAll, setAll] = useState(false);
  const [panel, setPanel] = useState<Panel | null>(null);
  const [said, setSaid] = useState('');
  const now = client.now();
  const answer = changed && changed.after === asked.value ? changed.now : asked.value;
  const notices = answer?.notices ?? [];
  const shown = notices.filter((notice) => isAll || !isNoticeOver(notice, now));
  const selected =
    panel?.kind === 'notice' ? (notices.find(({ id }) => id === panel.id) ?? null) : null;
  const maySend = may(role, 'send-notices');
  const ownPlaces = new Set(places.map(({ id }) => id));

  const close = () => {
    focusRow(panel?.kind === 'notice' ? panel.id : null);
    setPanel(null);
  };
  const change = async (wanted: NoticeChange, words: string): Promise<string | null> => {
    const got = await client.changeNotice(wanted);
    if (got.kind === 'failed') return notDoneWords(got.why) ?? say(`failure.${got.why}`);
    setChanged({ after: asked.value, now: got.value });
    setSaid(words);
    close();
    return null;
  };
  return (
    <Page
      title={say('desk.section-notices')}
      live={live}
      isFixed
      acts={
        maySend && (
          <DeskButton
            icon="plus"
            onClick={() => {
              setSaid('');
              setPanel({ kind: 'new' });
            }}
          >
            {say('notices.new')}
          </DeskButton>
        )
      }
    >
      {asked.failure && <FailureNote why={asked.failure} onAgain={asked.askAgain} />}
      <p role="status" class={css.said}>
        {said}
      </p>
      <div class={panel ? css.behind : undefined}>
        <CheckBox label={say('notices.all')} isChecked={isAll} onChange={setAll} />
      </div>
      <SplitView
        label={say('desk.section-notices')}
        panel={
          panel?.kind === 'new' ? (
            <NoticeForm
              places={places}
              placeId={place.id}
              today={streetDay(now, zone)}
              zone={zone}
              onSend={(wanted) => change(wanted, say('notices.is-sent'))}
              onClose={close}
            />
          ) : (
            selected && (
              <NoticePanel
                key={selected.id}
                client={client}
                changes={changes}
                notice={selected}
                mayWithdraw={maySend && ownPlaces.has(selected.placeId)}
                now={now}
                zone={zone}
                onWithdraw={() =>
                  change({ kind: 'withdraw', id: selected.id }, say('notices.is-withdrawn'))
                }
                onClose={close}
              />
            )
          )
        }
      >
        {!answer && !asked.failure && <LoadingNote />}
        {answer && shown.length === 0 && (
          <EmptyNote>{say(notices.length === 0 ? 'notices.none' : 'notices.none-now')}</EmptyNote>
        )}
        {shown.length > 0 && (
          <NoticeTable
            notices={shown}
            selectedId={selected?.id ?? null}
            isBesidePanel={panel !== null}
            now={now}
            zone={zone}
            onSelect={(id) => {
              setSaid('');
              setPanel({ kind: 'notice', id });
            }}
          />
        )}
      </SplitView>
    </Page>
  );
}
