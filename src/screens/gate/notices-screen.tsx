import type { ShiftSession } from '../../actions/shift-session.ts';
import { noticesNow } from '../../actions/street-notices.ts';
import { NoRows } from '../../ui/row.tsx';
import { Grow, Screen } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { useNow } from '../use-now.ts';
import { NoticeRows } from './notice-rows.tsx';
import { ShiftTop } from './shift-top.tsx';

export interface NoticesScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly onOpen: (id: string) => void;
  readonly onLeave: () => void;
}

/** What the street and the community have to say, newest first. */
export function NoticesScreen({ session, wiring, onOpen, onLeave }: NoticesScreenProps) {
  const notices = noticesNow(session, useNow(60_000));
  return (
    <Screen
      top={
        <ShiftTop session={session} wiring={wiring} title={say('notice.title')} onBack={onLeave} />
      }
    >
      {notices.length === 0 ? (
        <NoRows>{say(session.named ? 'notice.none' : 'notice.nameless')}</NoRows>
      ) : (
        <NoticeRows notices={notices} onOpen={onOpen} />
      )}
      <Grow />
    </Screen>
  );
}
