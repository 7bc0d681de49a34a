import { useState } from 'preact/hooks';
import type { JoiningBrowser } from '../../actions/joining-browser.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { NoticeField } from '../../ui/notice-field.tsx';
import { Acts, Grow, Say, Screen } from '../../ui/screen.tsx';
import { Steps } from '../../ui/steps.tsx';
import { TopLine } from '../../ui/top-line.tsx';
import { say } from '../../words/i18n.ts';

export type Elsewhere = Exclude<JoiningBrowser, { kind: 'fit' }>;

export interface ElsewhereScreenProps {
  readonly browser: Elsewhere;
  /** Opens this page again, with the invitation if there is one. */
  readonly link: string;
}

/** A phone cannot join in this browser: how to go on in one where it can. Nothing has been used. */
export function ElsewhereScreen({ browser, link }: ElsewhereScreenProps) {
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setCopied('yes');
    } catch {
      // Not allowed, or an app whose pages have no clipboard at all.
      setCopied('no');
    }
  };
  const { title, why, steps } = wordsOf(browser);
  // On the home screen the code is scanned anew: a link would only lead back into a tab.
  const hasLink = browser.kind !== 'not-on-home-screen';
  return (
    <Screen
      acts={
        hasLink && (
          <>
            <div role="status">
              {copied && <Say>{say(copied === 'yes' ? 'join.copied' : 'join.copy-failed')}</Say>}
            </div>
            {copied === 'no' && (
              <Field label={say('join.link')} value={link} onInput={nothing} maxLength={1000} />
            )}
            <Acts>
              <Button kind="main" onClick={() => void copy()}>
                {say('join.copy-link')}
              </Button>
            </Acts>
          </>
        )
      }
    >
      <NoticeField
        top={<TopLine place={say('app.name')} isHeading={false} hasLogo />}
        title={title}
        safe={why}
      />
      {steps.length > 0 && <Steps steps={steps} />}
      <Grow />
    </Screen>
  );
}

const nothing = (): void => undefined;

interface Words {
  readonly title: string;
  readonly why: string;
  readonly steps: readonly string[];
}

function wordsOf(browser: Elsewhere): Words {
  switch (browser.kind) {
    case 'in-app':
      return {
        title: say('join.in-app', { app: browser.app }),
        why: say('join.nothing-used'),
        steps: [say('join.in-app-menu'), say('join.in-app-open'), say('join.in-app-otherwise')],
      };
    case 'not-on-home-screen':
      return {
        title: say('join.home-screen'),
        why: say('join.home-screen-why'),
        steps: [
          say('join.home-screen-share'),
          say('join.home-screen-add'),
          say('join.home-screen-scan'),
        ],
      };
    case 'not-safari':
      return {
        title: say('join.not-safari'),
        why: say('join.not-safari-why'),
        steps: [say('join.not-safari-paste'), say('join.not-safari-go-on')],
      };
    case 'too-old':
      return { title: say('missing.too-old-title'), why: say('missing.too-old'), steps: [] };
    default:
      throw new Error(`unknown browser ${(browser satisfies never as Elsewhere).kind}`);
  }
}
