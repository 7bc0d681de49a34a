import { expect, test } from 'vitest';
import { codeInFinder } from '../../src/screens/gate/code-in-finder.ts';

test.each([
  ['a pass', 'KP1:NCFOXN%TS3DH'],
  ['a gate card in small letters', 'kc1:4tqx'],
  ['an invitation', 'https://gate.example/#join=1.abc.def.ask'],
])('%s is read as a code, without the blanks around it', (_, text) => {
  expect(codeInFinder(` ${text}\n`)).toBe(text);
});

test.each(['3-1-502', 'ZGM', 'KP', '王桂兰', '4417', 'KPL', ''])(
  '%j is something to look for',
  (text) => {
    expect(codeInFinder(text)).toBeNull();
  },
);
