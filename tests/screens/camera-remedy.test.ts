import { expect, test } from 'vitest';
import { cameraRemedy } from '../../src/screens/shift/camera-remedy.ts';

const android =
  'Mozilla/5.0 (Linux; Android 13; K) AppleWebKit/537.36 Chrome/124.0 Mobile Safari/537.36';
const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) Version/17.4 Safari/604.1';
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.4 Safari/605.1.15';

test.each([
  ['Chrome on Android', android, false, 5, 'camera.denied-how-android'],
  ['the app on Android', android, true, 5, 'camera.denied-how-android-app'],
  ['an iPhone', iPhone, true, 5, 'camera.denied-how-apple'],
  ['an iPad, which calls itself a Mac', mac, true, 5, 'camera.denied-how-apple'],
  ['a Mac', mac, false, 0, 'camera.denied-how-other'],
])(
  'in %s a blocked camera is allowed again where it keeps that',
  (_, userAgent, isStandalone, maxTouchPoints, remedy) => {
    expect(cameraRemedy('denied', { userAgent, isStandalone, maxTouchPoints })).toBe(remedy);
  },
);

test('what is not blocked has the same remedy everywhere', () => {
  const facts = { userAgent: android, isStandalone: false, maxTouchPoints: 5 };
  expect(cameraRemedy('in-use', facts)).toBe('camera.in-use-how');
});
