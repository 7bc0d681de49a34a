import { qrModules } from '../encoding/qr-modules.ts';
import type { Locale } from '../words/message-id.ts';
import type { VisitSay } from '../words/visit-words.ts';
import { element } from './element.ts';
import {
  deleteKeptCode,
  endOfKeeping,
  type KeptCode,
  keepCode,
  type MadeCode,
} from './kept-code.ts';

interface CodeView {
  readonly say: VisitSay;
  readonly locale: Locale;
  readonly code: MadeCode;
  readonly kept: KeptCode | null;
  /** How long the street lets a code be kept; 0 until it is known. */
  readonly days: number;
  readonly onKept: (kept: KeptCode | null) => void;
  /** The answers are still there: they can be changed. */
  readonly hasAnswers: boolean;
  readonly onForm: () => void;
}

const SVG = 'http://www.w3.org/2000/svg';
const QUIET_MODULES = 4;

/** The code as large as the screen is wide, black on white by day and night. */
export function codeView(view: CodeView): HTMLElement {
  const { say, locale, code, hasAnswers, onForm } = view;
  return element(
    'main',
    { class: 'code' },
    element('h1', { tabindex: '-1' }, say('visit.show')),
    element('p', { class: 'who' }, code.maskedName),
    qrPicture(code.text, say('visit.code-label')),
    element('p', { class: 'made' }, say('visit.made-at', { time: timeWords(code.madeAt, locale) })),
    element('p', { class: 'hint' }, say('visit.bright')),
    keeping(view),
    element(
      'button',
      { type: 'button', class: 'second', onclick: onForm },
      say(hasAnswers ? 'visit.change' : 'visit.fill-again'),
    ),
  );
}

function keeping({ say, locale, code, kept, days, onKept }: CodeView): HTMLElement {
  const said = element('p', { class: 'note', role: 'status' });
  if (kept) {
    return element(
      'div',
      { class: 'keep' },
      element('p', {}, say('visit.kept-until', { date: dateWords(kept.until, locale) })),
      element(
        'button',
        {
          type: 'button',
          class: 'second',
          onclick: () => {
            deleteKeptCode();
            onKept(null);
          },
        },
        say('visit.delete'),
      ),
    );
  }
  if (days === 0) return said;
  const box = element('input', {
    type: 'checkbox',
    onchange: () => {
      const keeps = { ...code, until: endOfKeeping(code.madeAt, days) };
      if (keepCode(keeps)) {
        onKept(keeps);
      } else {
        box.checked = false;
        said.textContent = say('visit.not-kept');
      }
    },
  });
  const label = element('label', {}, box, element('span', {}, say('visit.keep', { days })));
  return element('div', { class: 'keep' }, label, said);
}

function qrPicture(text: string, label: string): SVGElement {
  const modules = qrModules(text);
  const size = modules.length + 2 * QUIET_MODULES;
  let path = '';
  modules.forEach((row, y) => {
    row.forEach((isDark, x) => {
      if (isDark) path += `M${x + QUIET_MODULES} ${y + QUIET_MODULES}h1v1h-1z`;
    });
  });
  const picture = document.createElementNS(SVG, 'svg');
  picture.setAttribute('viewBox', `0 0 ${size} ${size}`);
  picture.setAttribute('shape-rendering', 'crispEdges');
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', label);
  const dark = document.createElementNS(SVG, 'path');
  dark.setAttribute('d', path);
  picture.append(dark);
  return picture;
}

/** By the phone's own zone: it stands at the gate. */
const timeWords = (at: number, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, {
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);

const dateWords = (at: number, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric' }).format(at);
