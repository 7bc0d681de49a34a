import { expect, test } from 'vitest';
import {
  type HostApp,
  type JoiningBrowser,
  joiningBrowser,
} from '../../src/actions/joining-browser.ts';
import { BROWSER_FLOOR } from '../../sw/browser-floor.ts';

const android = 'Mozilla/5.0 (Linux; Android 13; M2012K11AC)';
const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const iphone = (os: string): string =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS ${os} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)`;
const mac =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const fit = { kind: 'fit' } as const;
const old = { kind: 'too-old' } as const;
const homeScreen = { kind: 'not-on-home-screen' } as const;
const inside = (app: HostApp): JoiningBrowser => ({ kind: 'in-app', app });

const tabs: readonly [string, string, JoiningBrowser][] = [
  ['Chrome on Android', `${android} ${webkit} Chrome/124.0.0.0 Mobile Safari/537.36`, fit],
  ['Chrome of the floor', `${android} ${webkit} Chrome/111.0.0.0 Mobile Safari/537.36`, fit],
  ['Chrome below the floor', `${android} ${webkit} Chrome/110.0.0.0 Mobile Safari/537.36`, old],
  [
    'Edge on Windows',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/130.0.0.0 Safari/537.36 Edg/130.0`,
    fit,
  ],
  [
    'Samsung Internet, old',
    `${android} ${webkit} SamsungBrowser/19.0 Chrome/102.0.5005.125 Mobile Safari/537.36`,
    old,
  ],
  ['Firefox', 'Mozilla/5.0 (Android 13; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0', fit],
  ['Firefox below the floor', 'Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/102.0', old],
  [
    'the QQ browser, which is a browser',
    `${android} ${webkit} Version/4.0 Chrome/121.0.0.0 MQQBrowser/14.9 Mobile Safari/537.36`,
    fit,
  ],
  [
    'WeChat on Android',
    `${android} ${webkit} Version/4.0 Chrome/107.0 MMWEBID/1 MicroMessenger/8.0.40 WeChat/arm64`,
    inside('wechat'),
  ],
  [
    'WeChat on an iPhone',
    `${iphone('17_4')} Mobile/15E148 MicroMessenger/8.0.47`,
    inside('wechat'),
  ],
  [
    'WeChat on Windows',
    `Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/107.0 Safari/537.36 MicroMessenger/7.0 WindowsWechat`,
    inside('wechat'),
  ],
  [
    'QQ on Android',
    `${android} ${webkit} Chrome/98.0 MQQBrowser/6.2 TBS/046403 Mobile Safari/537.36 V1_AND_SQ_8.9 QQ/8.9.28`,
    inside('qq'),
  ],
  ['Weibo', `${iphone('16_6')} Mobile/15E148 Weibo (iPhone14,5__weibo__13.8.1)`, inside('weibo')],
  [
    'DingTalk',
    `${android} ${webkit} Chrome/91.0 Mobile Safari/537.36 AliApp(DingTalk/6.5)`,
    inside('dingtalk'),
  ],
  ['Alipay', `${android} ${webkit} Chrome/105.0 Mobile AlipayClient/10.5`, inside('alipay')],
  [
    'some other app',
    `${android.replace(')', '; wv)')} ${webkit} Chrome/120.0 Mobile Safari/537.36`,
    inside('other'),
  ],
  ['some other app of an iPhone', `${iphone('17_0')} Mobile/15E148`, inside('other')],
  ['Safari on an iPhone', `${iphone('17_4')} Version/17.4 Mobile/15E148 Safari/604.1`, homeScreen],
  [
    'Safari on iOS 16.10',
    `${iphone('16_10')} Version/16.10 Mobile/15E148 Safari/604.1`,
    homeScreen,
  ],
  ['Safari below the floor', `${iphone('16_3_1')} Version/16.3 Mobile/15E148 Safari/604.1`, old],
  [
    'Chrome on an iPhone',
    `${iphone('17_4')} CriOS/124.0 Mobile/15E148 Safari/604.1`,
    { kind: 'not-safari' },
  ],
  ['Chrome on an old iPhone', `${iphone('15_8')} CriOS/124.0 Mobile/15E148 Safari/604.1`, old],
  ['Safari on a Mac', `${mac} Version/17.4 Safari/605.1.15`, fit],
  ['an old Safari on a Mac', `${mac} Version/15.6 Safari/605.1.15`, old],
  ['something that nobody knows', 'Ladybird/1.0', fit],
];

test.each(tabs)('%s', (_, userAgent, verdict) => {
  expect(joiningBrowser({ userAgent, maxTouchPoints: 0, isStandalone: false })).toEqual(verdict);
});

test('an iPad calls itself a Mac and is known by its touch screen', () => {
  const userAgent = `${mac} Version/17.4 Safari/605.1.15`;
  expect(joiningBrowser({ userAgent, maxTouchPoints: 5, isStandalone: false })).toEqual(homeScreen);
});

test('on the home screen an iPhone joins, but not one that is too old', () => {
  const standalone = (userAgent: string) =>
    joiningBrowser({ userAgent, maxTouchPoints: 5, isStandalone: true });
  expect(standalone(`${iphone('17_4')} Mobile/15E148`)).toEqual(fit);
  expect(standalone(`${iphone('16_2')} Mobile/15E148`)).toEqual(old);
});

test('the floor is the one that the app is built for', () => {
  expect(BROWSER_FLOOR).toEqual(['chrome111', 'safari16.4', 'firefox115']);
});
