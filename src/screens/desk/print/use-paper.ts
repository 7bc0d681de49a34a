import { useEffect } from 'preact/hooks';

export type Orientation = 'portrait' | 'landscape';
export type PaperSize = 'A4' | 'A5';

/**
 * Size and turn of the paper while sheets are in view. Margins are the sheets' own: with none left, browsers print no
 * address and no date. A rule for the document, since not every browser prints named pages.
 */
export function usePaper(orientation: Orientation, size: PaperSize = 'A4'): void {
  useEffect(() => {
    const rules = new CSSStyleSheet();
    rules.replaceSync(`@page { size: ${size} ${orientation}; margin: 0 }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== rules);
    };
  }, [orientation, size]);
}
