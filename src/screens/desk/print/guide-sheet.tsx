import type { ComponentChildren } from 'preact';
import { VerdictMark } from '../../../ui/verdict-mark.tsx';
import { say } from '../../../words/i18n.ts';
import css from './guide-sheet.module.css';
import { Sheet } from './sheet.tsx';

interface GuideSheetProps {
  streetName: string;
  /** Empty: any gate's. */
  gateName: string;
}

/** How to run a gate, on one side, for whoever has never done it. Keys are called what the phone calls them. */
export function GuideSheet({ streetName, gateName }: GuideSheetProps) {
  return (
    <Sheet>
      <header class={css.head}>
        <b>{say('print.guide-title')}</b>
        <span>{[streetName, gateName].filter(Boolean).join('　')}</span>
      </header>
      <ol class={css.steps}>
        <Step title={say('print.guide-open')}>
          <p>{say('print.guide-open-how', { start: say('start.start') })}</p>
        </Step>
        <Step title={say('print.guide-come')}>
          <p>
            {say('print.guide-come-how', { find: say('gate.find'), visitor: say('gate.visitor') })}
          </p>
        </Step>
        <Step title={say('print.guide-measure')}>
          <p>
            {say('print.guide-measure-how', {
              confirm: say('keys.confirm'),
              mask: say('keys.mask-off'),
            })}
          </p>
        </Step>
        <Step title={say('print.guide-colours')}>
          <dl class={css.colours}>
            {(['pass', 'check', 'stop'] as const).map((verdict) => (
              <div key={verdict}>
                <dt>
                  <VerdictMark verdict={verdict} />
                </dt>
                <dd>{say(`print.guide-${verdict}`)}</dd>
              </div>
            ))}
          </dl>
        </Step>
        <Step title={say('print.guide-fever')}>
          <p>{say('print.guide-fever-how')}</p>
        </Step>
        <Step title={say('print.guide-offline')}>
          <p>{say('print.guide-offline-how', { pending: say('top.pending') })}</p>
        </Step>
        <Step title={say('print.guide-close')}>
          <p>
            {say('print.guide-close-how', {
              duty: say('duty.title'),
              close: say('duty.close'),
              send: say('account.send'),
            })}
          </p>
          <p class={css.equal}>
            <span>{say('account.logged')}</span> <b>=</b> <span>{say('account.received')}</span>
          </p>
        </Step>
        <Step title={say('print.guide-trouble')}>
          <dl class={css.troubles}>
            {(['phone', 'card', 'quarrel'] as const).map((trouble) => (
              <div key={trouble}>
                <dt>{say(`print.guide-${trouble}`)}</dt>
                <dd>{say(`print.guide-${trouble}-how`, { nameless: say('locked.no-card') })}</dd>
              </div>
            ))}
          </dl>
        </Step>
      </ol>
      <footer class={css.phones}>
        {(['community', 'team', 'desk'] as const).map((whom) => (
          <p key={whom}>
            {say(`print.guide-phone-${whom}`)} <b />
          </p>
        ))}
      </footer>
    </Sheet>
  );
}

function Step({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <li class={css.step}>
      <h2>{title}</h2>
      <div>{children}</div>
    </li>
  );
}
