import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const source = new URL('../../src/', import.meta.url);
const text = (file: string) => readFileSync(new URL(file, source), 'utf8');

describe('colours', () => {
  it('stand only in the tokens', () => {
    const literal = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(/i;
    const files = globSync('{ui,screens}/**/*.css', { cwd: source });
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => file !== 'ui/tokens.css' && literal.test(text(file)))).toEqual(
      [],
    );
  });

  it('are defined for every variable that is used', () => {
    const files = globSync('{ui,screens}/**/*.{css,tsx}', { cwd: source });
    const all = files.map(text).join('\n');
    // A part may set one of its own for its style sheet.
    const defined = new Set([...all.matchAll(/(--[\w-]+)'?\s*:/g)].map(([, name]) => name));
    const used = new Set([...all.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name));
    expect([...used].filter((name) => !defined.has(name))).toEqual([]);
  });

  it('chosen for the night are the ones the system brings', () => {
    const tokens = text('ui/tokens.css');
    const block = (start: string) => {
      const from = tokens.indexOf(start);
      expect(from, start).toBeGreaterThan(-1);
      const body = tokens.slice(from + start.length, tokens.indexOf('}', from));
      return [...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(
        ([, name, value]) => `${name} ${value}`,
      );
    };
    expect(block(':root[data-theme="dark"] {')).toEqual(block(':root:not([data-theme="light"]) {'));
  });
});
