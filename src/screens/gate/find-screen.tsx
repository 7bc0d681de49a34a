import { useEffect, useState } from 'preact/hooks';
import type { ShiftSession } from '../../actions/shift-session.ts';
import type { RosterHousehold } from '../../roster/roster.ts';
import { Button } from '../../ui/button.tsx';
import { FindLine } from '../../ui/find-line.tsx';
import { Foot } from '../../ui/foot.tsx';
import { NinePad } from '../../ui/key-pad.tsx';
import { NoRows } from '../../ui/row.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { say } from '../../words/i18n.ts';
import { PictureButton } from '../shift/camera-well.tsx';
import { PendingStat } from '../shift/pending-stat.tsx';
import type { PhoneWiring } from '../shift/phone-wiring.ts';
import { codeInFinder, LONGEST_SEARCH } from './code-in-finder.ts';
import { FoundHousehold } from './found-household.tsx';

/** As many as fit on a few screens; more digits find fewer. */
const mostHits = 20;

export interface FindScreenProps {
  readonly session: ShiftSession;
  readonly wiring: PhoneWiring;
  readonly onFound: (rosterNumber: number) => void;
  readonly onTogether: (household: RosterHousehold) => void;
  readonly onCode: (text: string) => void;
  readonly onPicture: (picture: Blob) => void;
  readonly onType: () => void;
  readonly onVisitor: () => void;
  readonly onLeave: () => void;
}

/** Room number, initials and phone tail by the same nine keys, at the same time. */
export function FindScreen(props: FindScreenProps) {
  const { session, wiring, onFound, onCode, onPicture, onType, onVisitor, onLeave } = props;
  const [typed, setTyped] = useState('');
  const [hasKeyboard, setKeyboard] = useState(false);
  const { roster } = session;
  const code = codeInFinder(typed);
  const isSearch = typed !== '' && code === null;
  const hits = roster && isSearch ? roster.find(typed, mostHits) : [];
  // Another search begins with its best hit, however far down the last one was read.
  useEffect(() => window.scrollTo(0, 0), [typed]);
  const onInput = (text: string) =>
    setTyped(codeInFinder(text) === null ? text.slice(0, LONGEST_SEARCH) : text);
  return (
    <Screen
      top={
        <FindLine
          title={say('find.title')}
          typed={typed}
          backLabel={say('act.back')}
          onBack={onLeave}
          onDelete={() => setTyped(Array.from(typed).slice(0, -1).join(''))}
          onInput={hasKeyboard ? onInput : undefined}
          onEnter={() => code !== null && onCode(code)}
        >
          <PendingStat sync={wiring.sync} onSync={wiring.syncNow} />
        </FindLine>
      }
      acts={
        <>
          <Foot icon="guest" onClick={onVisitor}>
            {say(typed ? 'find.none-of-these' : 'find.register-visitor')}
          </Foot>
          {hasKeyboard ? (
            <>
              {code !== null && (
                <Acts>
                  <Button kind="main" onClick={() => onCode(code)}>
                    {say('find.read-code')}
                  </Button>
                </Acts>
              )}
              <Acts>
                <Button kind="still" icon="keys" onClick={() => setKeyboard(false)}>
                  {say('find.nine-keys')}
                </Button>
                <PictureButton onPicture={onPicture} />
              </Acts>
            </>
          ) : (
            roster && (
              <NinePad
                onKey={(key) => setTyped((before) => (before + key).slice(0, LONGEST_SEARCH))}
                onFullKeyboard={() => setKeyboard(true)}
              />
            )
          )}
        </>
      }
    >
      {hits.map((hit) => (
        <FoundHousehold
          key={`${hit.household.id} ${hit.by} ${hit.hit.text}`}
          hit={hit}
          session={session}
          onFound={onFound}
          onTogether={props.onTogether}
        />
      ))}
      {!roster && <NoRows>{say(session.named ? 'find.no-roster' : 'find.no-card')}</NoRows>}
      {roster && !typed && <NoRows>{say('find.how', { count: roster.size })}</NoRows>}
      {roster && isSearch && hits.length === 0 && <NoRows>{say('find.nothing')}</NoRows>}
      {!typed && !hasKeyboard && (
        <Acts>
          <Button kind="still" icon="keys" onClick={onType}>
            {say('code.type')}
          </Button>
          <PictureButton onPicture={onPicture} />
        </Acts>
      )}
      <Grow />
    </Screen>
  );
}
