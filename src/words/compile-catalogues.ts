import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import en from './phone/en.json' with { type: 'json' };
import zhCN from './phone/zh-CN.json' with { type: 'json' };
import zhTW from './phone/zh-TW.json' with { type: 'json' };
import visitEn from './visit/en.json' with { type: 'json' };
import visitZhCN from './visit/zh-CN.json' with { type: 'json' };
import visitZhTW from './visit/zh-TW.json' with { type: 'json' };

const isCatalogue = /\/src\/words\/(?:phone|desk)\/[\w-]+\.json$/;

/** In the page itself, where no code of ours may run: `<!-- words: id -->`, in every language. */
const isPlaceForWords = /<!-- words: ([\w.-]+) -->/g;
const catalogues: Record<string, Readonly<Record<string, string>>> = {
  'zh-CN': { ...zhCN, ...visitZhCN },
  'zh-TW': { ...zhTW, ...visitZhTW },
  en: { ...en, ...visitEn },
};

function inEveryLanguage(id: string): string {
  const said = Object.entries(catalogues).map(([locale, words]) => {
    const text = words[id];
    if (text === undefined) throw new Error(`no words for ${id} in ${locale}`);
    return `<p lang="${locale}">${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`;
  });
  return said.join('');
}

/**
 * A Vite plugin: catalogues leave the build with their messages already parsed, so that the browser carries no
 * parser. JSON in, JSON out; a message that does not parse fails the build.
 */
export function compileCatalogues() {
  return {
    name: 'compile-catalogues',
    enforce: 'pre' as const,
    transformIndexHtml: (html: string) =>
      html.replaceAll(isPlaceForWords, (_, id: string) => inEveryLanguage(id)),
    transform(code: string, id: string) {
      if (!isCatalogue.test(id)) return null;
      const messages = Object.entries(JSON.parse(code) as Record<string, string>);
      const compiled = messages.map(([key, text]) => [key, compileMessageOrThrow(text)]);
      return { code: JSON.stringify(Object.fromEntries(compiled)), map: null };
    },
  };
}
