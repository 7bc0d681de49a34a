import type { PhoneSituation, UnsettledShift } from '../../actions/phone-situation.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { NoticeStrip } from '../../ui/notice-field.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { Acts, Grow, Screen } from '../../ui/screen.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { formatDateTime, formatTime, say } from '../../words/i18n.ts';
import { CameraWell } from './camera-well.tsx';
import css from './locked-screen.module.css';
import { PendingStat } from './pending-stat.tsx';
import type { PhoneWiring } from './phone-wiring.ts';
import { SyncTroubleNote } from './sync-trouble.tsx';
import type { Eye } from './use-scanner.ts';

export interface LockedScreenProps {
  readonly wiring: PhoneWiring;
  readonly eye: Eye;
  /** Null while it is read. */
  readonly situation: PhoneSituation | null;
  readonly problem: string | null;
  readonly onType: () => void;
  readonly onPicture: (picture: Blob) => void;
  readonly onWithoutNames: () => void;
  readonly onUnsettled: (shift: UnsettledShift) => void;
  readonly onSettings: () => void;
  /** Also for a phone that is about to die: what is sealed needs no card. */
  readonly onCarry: () => void;
}

/** Nothing readable is on the screen or in memory: the gate card brings it back. */
export function LockedScreen(props: LockedScreenProps) {
  const { wiring, eye, situation, problem } = props;
  const openShift = situation?.openShift ?? null;
  return (
    <Screen
      top={
        <TopLine place={say('locked.title')} hasLogo>
          <button
            type="button"
            class={css.settings}
            aria-label={say('phone-settings.title')}
            onClick={props.onSettings}
          >
            <Icon name="rule" size="large" />
          </button>
          <PendingStat sync={wiring.sync} onSync={wiring.syncNow} />
        </TopLine>
      }
      acts={
        <>
          <Acts isColumn>
            <Button
              kind="outlined"
              note={say('locked.no-card-note')}
              onClick={props.onWithoutNames}
            >
              {say('locked.no-card')}
            </Button>
          </Acts>
          <Acts>
            <Button kind="still" icon="keys" onClick={props.onType}>
              {say('locked.type')}
            </Button>
            <Button kind="still" isNarrow onClick={props.onCarry}>
              {say('carry.title')}
            </Button>
          </Acts>
        </>
      }
    >
      <CameraWell eye={eye} frame="card" onPicture={props.onPicture} />
      {problem && <NoticeStrip>{problem}</NoticeStrip>}
      <SyncTroubleNote trouble={wiring.sync.problem} isOnlyGrave />
      <div class={css.say}>
        <h2>{say('locked.scan-card')}</h2>
        <p>
          {openShift
            ? say('locked.resume', {
                gate: openShift.gate.name,
                time: formatTime(openShift.startedAt),
              })
            : say('locked.scan-card-why')}
        </p>
      </div>
      {situation && situation.unsettled.length > 0 && (
        <Rows label={say('locked.unsettled')}>
          {situation.unsettled.map((shift) => (
            <Row
              key={shift.shiftId}
              icon="up"
              title={say('locked.unsettled')}
              detail={say('locked.unsettled-shift', {
                gate: shift.gate?.name ?? '',
                time: formatDateTime(shift.closedAt),
                count: shift.recordCount,
              })}
              onClick={() => props.onUnsettled(shift)}
            />
          ))}
        </Rows>
      )}
      <Grow />
    </Screen>
  );
}
