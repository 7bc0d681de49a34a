import { useEffect } from 'preact/hooks';

const ROLES_IN_BLACK = [
  'ink',
  'ink-2',
  'line',
  'edge',
  'plate',
  'pass-text',
  'check-text',
  'stop-text',
];
const ROLES_IN_WHITE = ['surface', 'surface-2', 'ground', 'on-plate', 'stop-soft'];

/** Paper has no dark theme: every role is black or white there, whatever the screen shows. */
const roles = [
  ...ROLES_IN_BLACK.map((role) => `--${role}: var(--code)`),
  ...ROLES_IN_WHITE.map((role) => `--${role}: var(--code-ground)`),
].join(';');

/** The sheet is wide. Rules for the document while it is in view, since not every browser prints named pages. */
export function useReportPaper(): void {
  useEffect(() => {
    const rules = new CSSStyleSheet();
    rules.replaceSync(
      `@page { size: A4 landscape; margin: 10mm }
      @media print { :root:root:root { ${roles}; print-color-adjust: exact; -webkit-print-color-adjust: exact } }`,
    );
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== rules);
    };
  }, []);
}
