import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';

const isCatalogue = /\/src\/words\/(?:phone|desk)\/[\w-]+\.json$/;

/**
 * A Vite plugin: catalogues leave the build with their messages already parsed, so that the browser carries no
 * parser. JSON in, JSON out; a message that does not parse fails the build.
 */
export function compileCatalogues() {
  return {
    name: 'compile-catalogues',
    enforce: 'pre' as const,
    transform(code: string, id: string) {
      if (!isCatalogue.test(id)) return null;
      const messages = Object.entries(JSON.parse(code) as Record<string, string>);
      const compiled = messages.map(([key, text]) => [key, compileMessageOrThrow(text)]);
      return { code: JSON.stringify(Object.fromEntries(compiled)), map: null };
    },
  };
}
