import { expect, test } from 'vitest';
import { overriders } from '../../src/domain/override.ts';

const onDuty = ['王秀英', '李建国'];

test('who may let pass what the rules stopped is the street’s choice', () => {
  expect(overriders({ override: 'nobody' }, onDuty, ['quota-used'])).toEqual([]);
  expect(overriders({ override: 'leader' }, onDuty, ['quota-used'])).toEqual(['王秀英']);
  expect(overriders({ override: 'anybody' }, onDuty, ['quota-used'])).toEqual(onDuty);
});

test('a second fever is nobody’s to let pass; deny list and isolation ask for the leader', () => {
  expect(overriders({ override: 'anybody' }, onDuty, ['fever-again'])).toEqual([]);
  expect(overriders({ override: 'anybody' }, onDuty, ['mask-missing', 'isolated'])).toEqual([
    '王秀英',
  ]);
  expect(overriders({ override: 'anybody' }, [], ['denied'])).toEqual([]);
});
