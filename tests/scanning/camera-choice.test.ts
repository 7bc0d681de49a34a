import { expect, test } from 'vitest';
import { focusOf, othersToTry, zoomOf, zoomWithin } from '../../src/scanning/camera-choice.ts';

const camera = (deviceId: string, label: string, ...facingModes: string[]) => ({
  deviceId,
  label,
  facingModes,
});

test('a camera focuses when it says so, does not when it tells of all but focus, else nobody knows', () => {
  expect(focusOf({ focusMode: ['manual', 'continuous'] })).toBe('continuous');
  expect(focusOf({ focusMode: ['manual'] })).toBe('fixed');
  expect(focusOf({ torch: true, zoom: { min: 1, max: 4 } })).toBe('fixed');
  expect(focusOf({ width: { max: 1280 } })).toBe('unknown');
});

test('of the other cameras the rear ones are tried, those that surely are first, front ones never', () => {
  const cameras = [
    camera('first', 'camera2 0, facing back', 'environment'),
    camera('front', 'camera2 1, facing front', 'user'),
    camera('nameless', ''),
    camera('selfie', '前置相机'),
    camera('wide', 'camera2 2', 'environment'),
    camera('tele', '后置长焦相机'),
    camera('', 'camera2 3, facing back'),
  ];
  expect(othersToTry(cameras, 'first')).toEqual(['wide', 'tele', 'nameless']);
});

test('a zoom stays within what the camera offers, in its steps', () => {
  const range = { min: 1, max: 5, step: 0.5 };
  expect([0.2, 1.7, 2, 9].map((zoom) => zoomWithin(range, zoom))).toEqual([1, 1.5, 2, 5]);
  expect(zoomWithin({ min: 1, max: 5, step: 0 }, 1.7)).toBe(1.7);
  expect(zoomOf({ zoom: { min: 1, max: 5, step: 0.5 } })).toEqual(range);
  expect(zoomOf({ zoom: { min: 1, max: 1 } })).toBeNull();
  expect(zoomOf({})).toBeNull();
});
