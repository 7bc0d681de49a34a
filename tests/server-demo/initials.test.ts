import { expect, test } from 'vitest';
import { initialsOf } from '../../src/server/roster/initials.ts';

test('initials are by every reading, surnames first as surnames are read', () => {
  expect(initialsOf('周国明')).toEqual(['ZGM']);
  expect(initialsOf('单明')[0]).toBe('SM');
  expect(initialsOf('单明')).toContain('DM');
  expect(initialsOf('曾乐')).toEqual(expect.arrayContaining(['ZL', 'ZY', 'CL', 'CY']));
  expect(initialsOf('解放')[0]).toBe('XF');
  expect(initialsOf('欧阳静')[0]).toBe('OYJ');
});

test('Latin words give their first letters, signs and unknown characters nothing', () => {
  expect(initialsOf('John Smith')).toEqual(['JS']);
  expect(initialsOf('阿依·买买提')[0]).toBe('AYMMT');
  expect(initialsOf('𠮷野')).toEqual(['Y']);
  expect(initialsOf('')).toEqual([]);
});

test('a name of many readings stays bounded', () => {
  expect(initialsOf('曾重乐行长单解盖').length).toBeLessThanOrEqual(12);
});
