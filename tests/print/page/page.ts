import { h, render } from 'preact';
import '../../../src/ui/base.css';
import type { IssuedPass } from '../../../src/protocol/passes.ts';
import { type Printed, PrintScreen } from '../../../src/screens/desk/print/print-screen.tsx';
import { cardText } from '../../../src/sealing/gate-card.ts';
import { generateSigningKeyPair } from '../../../src/sealing/keys.ts';
import { signPass } from '../../../src/sealing/pass.ts';
import { type Locale, loadWords } from '../../../src/words/i18n.ts';
import { answered, passAt, scriptedDesk, sectionProps } from '../../desk/scripted-desk.ts';

/** What the test sets up and asks for; everything else is the product's own. */
export interface PrintPage {
  /** Texts of all passes of a kind, and of the cards by gate. */
  readonly passes: Readonly<Record<IssuedPass['kind'], readonly IssuedPass[]>>;
  readonly cards: Readonly<Record<string, string>>;
  readonly show: (view: Printed, kind?: IssuedPass['kind']) => void;
}

declare global {
  interface Window {
    printPage: PrintPage;
  }
}

const asked = new URLSearchParams(location.search);
const locale = (asked.get('locale') ?? 'zh-CN') as Locale;
const count = Number(asked.get('passes') ?? 12);
const VALID_FROM = Date.parse('2022-03-28T00:00:00+08:00');

document.documentElement.lang = locale;
document.documentElement.dataset.theme = asked.get('theme') ?? 'light';
await Promise.all([loadWords(locale, 'phone'), loadWords(locale, 'desk')]);

const { privateKey } = await generateSigningKeyPair(false);
const signed = (kind: IssuedPass['kind']): Promise<IssuedPass[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const usual = passAt(index, kind, '');
      // One with as much to say as any roster has.
      const pass =
        index === 1
          ? { ...usual, room: '香樟花园三期12幢2单元1203室', maskedName: 'A▇ L▇ M▇' }
          : usual;
      const content = { ...pass, validFrom: VALID_FROM };
      return { ...pass, passText: await signPass(content, privateKey, 7) };
    }),
  );
const passes = { resident: await signed('resident'), household: await signed('household') };
const cards: Record<string, string> = {};
for (const [index, gateId] of ['g1', 'g2', 'g3'].entries()) {
  cards[gateId] = cardText(Uint8Array.from({ length: 16 }, (_, at) => at * 13 + index * 7));
}

const client = scriptedDesk({
  now: () => VALID_FROM,
  readPasses: ({ kind, cursor, limit }) => {
    const from = Number(cursor ?? 0);
    const to = Math.min(from + limit, count);
    return answered({
      passes: passes[kind].slice(from, to),
      next: to < count ? String(to) : null,
      total: count,
    });
  },
  readPosterAddress: () => answered({ address: 'https://street.example/visit/' }),
  readGateCard: (gateId) =>
    answered({
      text: cards[gateId] ?? '',
      epoch: 3,
      gateName: gateId === 'g1' ? '北门' : '南门',
      compoundName: '梧桐里小区',
    }),
});
const root = document.getElementById('root') as HTMLElement;

window.printPage = {
  passes,
  cards,
  show(firstView, firstKind = 'resident') {
    render(null, root);
    render(
      h(PrintScreen, {
        ...sectionProps(client),
        firstView,
        firstKind,
        firstCompoundId: 'm1',
        onBack: () => undefined,
      }),
      root,
    );
  },
};
