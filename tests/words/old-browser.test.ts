import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
/** As the build does it, where the catalogues are not compiled yet. */
function transformed(html: string): string {
  const plugin = new URL('../../src/words/compile-catalogues.ts', import.meta.url);
  const script = `import { compileCatalogues } from ${JSON.stringify(plugin)};
    process.stdout.write(compileCatalogues().transformIndexHtml(${JSON.stringify(html)}));`;
  const flags = ['--input-type=module', '--eval', script];
  return execFileSync(process.execPath, flags, { encoding: 'utf8', stdio: 'pipe' });
}

test('the page itself says in every language that the browser is too old', () => {
  const html = transformed(read('../../index.html'));
  for (const locale of ['zh-CN', 'zh-TW', 'en']) {
    const words = JSON.parse(read(`../../src/words/phone/${locale}.json`));
    expect(html).toContain(`<p lang="${locale}">${words['missing.too-old']}</p>`);
  }
  expect(html).not.toContain('<!-- words:');
  expect(html).toContain('<script src="/old-browser.js"></script>');
});

test('words that are not there fail the build', () => {
  expect(() => transformed('<!-- words: no.such -->')).toThrow('no words for no.such');
});

test.each([
  ['an old browser', true],
  ['a browser of the floor', false],
])('the sentence is shown in %s only', (_, isOld) => {
  const element = { hidden: true };
  const context = { document: { getElementById: () => element } };
  const script = `${isOld ? 'delete Array.prototype.toSorted;' : ''}${read('../../public/old-browser.js')}`;
  runInNewContext(script, context);
  expect(element.hidden).toBe(!isOld);
});
