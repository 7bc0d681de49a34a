import { useEffect, useRef } from 'preact/hooks';
import type { InvitationMade } from '../../../protocol/invitations.ts';
import { formatCountdown, say } from '../../../words/i18n.ts';
import { useNow } from '../../use-now.ts';
import { sayAge } from '../parts/age-words.ts';
import { DeskButton } from '../parts/controls.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { QrCode } from '../parts/qr-code.tsx';
import css from './invitation-view.module.css';
import { endWords } from './phone-words.ts';

interface InvitationViewProps {
  made: InvitationMade;
  /** Null: used up, ended or over. */
  usesLeft: number | null;
  /** Epoch ms by the server's clock. */
  now: () => number;
  zone: string;
  onEnd: () => void;
  onClose: () => void;
}

/** From here on minutes and seconds say more than the time of day. */
const COUNT_DOWN_MS = 3_600_000;
/** So that eight hours are not called seven from the first second on. */
const MINUTE_MS = 60_000;

/** The code for the volunteers' phones, readable from across a table, with what they have to do. */
export function InvitationView(props: InvitationViewProps) {
  const { made, usesLeft, now, zone, onEnd, onClose } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useNow(1000);
  useEffect(() => {
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const leftMs = made.expiresAt - now();
  const isOpen = usesLeft !== null && leftMs > 0;
  const { placeName } = made;
  return (
    <section class={css.invitation}>
      <header class={css.head}>
        <h2 ref={heading} tabIndex={-1}>
          {say(`phones.invitation-${made.kind}`, {
            place: placeName,
            role: say(`role.${made.role}`),
          })}
        </h2>
        <DeskButton isStill icon="x" onClick={onClose}>
          {say('phones.put-away')}
        </DeskButton>
      </header>
      {isOpen ? (
        <div class={css.body}>
          <div class={css.code}>
            <QrCode text={made.link} isLink label={say('phones.code-of', { place: placeName })} />
          </div>
          <div class={css.words}>
            <p class={css.left}>
              <b>
                {leftMs < COUNT_DOWN_MS
                  ? formatCountdown(leftMs)
                  : endWords(made.expiresAt, now(), zone)}
              </b>
              <span>
                {leftMs < COUNT_DOWN_MS
                  ? say('phones.time-left')
                  : say('phones.ends-then', { age: sayAge(leftMs + MINUTE_MS) })}
                {made.kind === 'shift' && ` · ${say('phones.uses-left', { count: usesLeft })}`}
              </span>
            </p>
            <ol class={css.steps}>
              {made.role !== 'gate' && <li>{say('phones.step-computer')}</li>}
              <li>{say('phones.step-scan')}</li>
              <li>{say('phones.step-wechat')}</li>
              <li>{say('phones.step-iphone')}</li>
              <li>{say('phones.step-name')}</li>
              {made.kind === 'shift' && <li>{say('phones.step-digits')}</li>}
            </ol>
            <p class={css.shown}>{say('phones.shown-once')}</p>
            <div class={css.acts}>
              <CopyButton text={made.link} face={say('phones.copy-link')} />
              <DeskButton isStill onClick={onEnd}>
                {say('phones.end')}
              </DeskButton>
            </div>
          </div>
        </div>
      ) : (
        <p class={css.over} role="status">
          {say('phones.over')}
        </p>
      )}
    </section>
  );
}
