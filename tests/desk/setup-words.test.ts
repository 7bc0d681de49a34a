import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PLACE_KINDS } from '../../src/domain/place.ts';
import {
  IMPORT_REFUSALS,
  PLACE_FIELDS,
  ROSTER_FIELDS,
  ROW_PROBLEMS,
} from '../../src/protocol/imports.ts';
import { PLACE_REFUSALS } from '../../src/protocol/places.ts';
import { SECTIONS } from '../../src/screens/desk/app/use-section.ts';

const NEEDED = [
  ...SECTIONS.map((section) => `desk.section-${section}`),
  ...PLACE_KINDS.flatMap((kind) => [`place-kind.${kind}`, `place-mark.${kind}`]),
  ...PLACE_REFUSALS.map((why) => `places.refused-${why}`),
  ...IMPORT_REFUSALS.map((why) => `imports.refused-${why}`),
  ...ROW_PROBLEMS.map((problem) => `import-problem.${problem}`),
  ...[...ROSTER_FIELDS, ...PLACE_FIELDS].map((field) => `import-field.${field}`),
  ...['receiving', 'reading', 'preview', 'applying', 'taken-back'].map(
    (state) => `imports.state-${state}`,
  ),
];

test.each(['zh-CN', 'zh-TW', 'en'])('whatever the server may say has words in %s', (locale) => {
  const file = new URL(`../../src/words/desk/${locale}.json`, import.meta.url);
  const words = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  expect(NEEDED.filter((id) => !words[id])).toEqual([]);
});
