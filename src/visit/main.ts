import { keepScreenOn } from '../devices/wake-lock.ts';
import { maskedNameText } from '../domain/masked-name.ts';
import type { VisitKey } from '../protocol/visiting.ts';
import { sealVisitorCode } from '../sealing/seal-visitor-code.ts';
import { chooseLocale } from '../words/choose-locale.ts';
import type { Locale } from '../words/message-id.ts';
import { visitSay } from '../words/visit-words.ts';
import { formOf, noAnswers } from './answers.ts';
import { askKey } from './ask-key.ts';
import { codeView } from './code-view.ts';
import { element } from './element.ts';
import { formView } from './form-view.ts';
import {
  deleteKeptCode,
  endOfKeeping,
  type KeptCode,
  keepCode,
  type MadeCode,
  readKeptCode,
} from './kept-code.ts';

const LANGUAGES: readonly (readonly [Locale, string])[] = [
  ['zh-CN', '简体'],
  ['zh-TW', '繁體'],
  ['en', 'English'],
];

const page = document.getElementById('page') as HTMLElement;
const answers = noAnswers();
let locale = chooseLocale(navigator.languages, null);
let key: VisitKey | 'asking' | 'no-answer' | 'unknown-gate' = 'asking';
let kept: KeptCode | null = readKeptCode(Date.now());
let shown: MadeCode | null = kept;
let hasAnswers = false;
let letSleep: (() => void) | null = null;

/** No code comes out of this browser: no WebCrypto (plain http, very old), or one without what the code needs. */
let isUnable = typeof crypto === 'undefined' || crypto.subtle === undefined;
/** Pressed before the street had answered. */
let isWaiting = false;
let asking: Promise<void> | null = null;

function render(): void {
  const say = visitSay(locale);
  document.documentElement.lang = locale;
  document.title = say('visit.title');
  page.replaceChildren(top(), isUnable ? unableView() : shown ? shownCode(shown) : form());
  if (shown && !isUnable) {
    letSleep ??= keepScreenOn();
  } else {
    letSleep?.();
    letSleep = null;
  }
}

/** Another screen: from its beginning, and read out from its heading. */
function turnTo(code: MadeCode | null): void {
  shown = code;
  render();
  scrollTo(0, 0);
  page.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  // On the smallest screens the whole code counts more than the words above it.
  page.querySelector('svg')?.scrollIntoView({ block: 'nearest' });
}

function top(): HTMLElement {
  const streetName = typeof key === 'string' ? '' : key.streetName;
  const switches = LANGUAGES.map(([language, name]) =>
    element(
      'button',
      {
        type: 'button',
        lang: language,
        'aria-pressed': String(language === locale),
        onclick: () => {
          locale = language;
          render();
          page.querySelector<HTMLElement>(`header button[lang="${language}"]`)?.focus();
        },
      },
      name,
    ),
  );
  const languages = { role: 'group', 'aria-label': visitSay(locale)('visit.language') };
  return element(
    'header',
    {},
    element('p', { lang: 'zh-CN' }, streetName),
    element('div', languages, ...switches),
  );
}

const unableView = (): HTMLElement =>
  element('main', { class: 'unable' }, element('p', {}, visitSay(locale)('visit.cannot')));

const form = (): HTMLElement =>
  formView({ say: visitSay(locale), answers, trouble: trouble(), onMake: () => void make() });

function trouble(): HTMLElement | null {
  const say = visitSay(locale);
  switch (key) {
    case 'asking':
      return isWaiting
        ? element('p', { class: 'trouble', role: 'status' }, say('visit.asking'))
        : null;
    case 'unknown-gate':
      return element('p', { class: 'trouble', role: 'alert' }, say('visit.old-poster'));
    case 'no-answer':
      return element(
        'div',
        { class: 'trouble', role: 'alert' },
        element('p', {}, say('visit.no-key')),
        element(
          'button',
          { type: 'button', class: 'second', onclick: () => void ask() },
          say('visit.again'),
        ),
      );
    default:
      return null;
  }
}

function shownCode(code: MadeCode): HTMLElement {
  return codeView({
    say: visitSay(locale),
    locale,
    code,
    kept: kept?.text === code.text ? kept : null,
    days: typeof key === 'string' ? 0 : key.visitorCodeDays,
    onKept: (now) => {
      kept = now;
      if (!now && !hasAnswers) {
        turnTo(null);
        return;
      }
      render();
      page.querySelector<HTMLElement>('.keep button, .keep input')?.focus();
    },
    hasAnswers,
    onForm: () => (history.state === 'code' ? history.back() : turnTo(null)),
  });
}

async function make(): Promise<void> {
  if (isWaiting) return;
  isWaiting = true;
  if (typeof key === 'string') await ask();
  isWaiting = false;
  if (typeof key === 'string') return;
  const now = Date.now();
  const filled = formOf(answers, now);
  let text = '';
  try {
    text = await sealVisitorCode(filled, key.sealingKey, now);
  } catch {
    isUnable = true;
    turnTo(null);
    return;
  }
  hasAnswers = true;
  // The phone's back key leads to the form, not away from it.
  history.pushState('code', '');
  turnTo({ text, maskedName: maskedNameText(filled.name), madeAt: now });
}

/** One at a time: whoever asks meanwhile waits for the same answer. */
function ask(): Promise<void> {
  asking ??= askStreet().finally(() => {
    asking = null;
  });
  if (isWaiting) showTrouble();
  return asking;
}

async function askStreet(): Promise<void> {
  key = 'asking';
  const asked = await askKey(gateOfAddress());
  key = asked.kind === 'key' ? asked.key : asked.kind;
  if (asked.kind === 'key' && kept) shortenKeeping(kept, asked.key.visitorCodeDays);
  if (shown) {
    render();
    return;
  }
  // The form is not drawn again under the visitor's fingers: only its lines about the street.
  page.querySelector('header')?.replaceWith(top());
  showTrouble();
}

function showTrouble(): void {
  page.querySelector('.trouble')?.remove();
  const said = trouble();
  if (said) page.querySelector('.main')?.before(said);
}

/** What stands behind the # on a poster. Browsers in messengers put things of their own there. */
const gateOfAddress = (): string => /^#([a-z0-9-]{1,40})$/.exec(location.hash)?.[1] ?? '';

/** The street's rule counts as it is today, also for what was kept before. */
function shortenKeeping(code: KeptCode, days: number): void {
  const until = Math.min(code.until, endOfKeeping(code.madeAt, days));
  if (until <= Date.now()) {
    deleteKeptCode();
    kept = null;
    if (shown?.text === code.text) shown = null;
    render();
  } else if (until < code.until) {
    kept = { ...code, until };
    keepCode(kept);
  }
}

addEventListener('popstate', () => turnTo(null));
// Another gate's poster, scanned into the same page.
addEventListener('hashchange', () => void ask());
addEventListener('online', () => {
  if (key === 'no-answer') void ask();
});
render();
if (!isUnable) void ask();
