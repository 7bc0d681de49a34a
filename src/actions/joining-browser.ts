export interface BrowserFacts {
  readonly userAgent: string;
  /** `navigator.maxTouchPoints`: an iPad calls itself a Mac, but a Mac has no touch screen. */
  readonly maxTouchPoints: number;
  /** Opened from the home screen. */
  readonly isStandalone: boolean;
}

export type HostApp = 'wechat' | 'qq' | 'weibo' | 'dingtalk' | 'alipay' | 'other';

/** Whether a phone may join in this browser; otherwise which way out it is to be shown. */
export type JoiningBrowser =
  | { readonly kind: 'fit' }
  /** A page inside another app: it forgets what it stores, and often has no camera. */
  | { readonly kind: 'in-app'; readonly app: HostApp }
  /** Safari forgets what a tab stores after a week without a visit; an app on the home screen keeps it. */
  | { readonly kind: 'not-on-home-screen' }
  /** Another browser of an iPhone or iPad. */
  | { readonly kind: 'not-safari' }
  | { readonly kind: 'too-old' };

const hostApps: readonly [RegExp, HostApp][] = [
  [/MicroMessenger/i, 'wechat'],
  // The QQ browser says MQQBrowser, which is a browser; the page inside QQ says both.
  [/(?:^|\s)QQ\//, 'qq'],
  [/Weibo/i, 'weibo'],
  [/DingTalk/i, 'dingtalk'],
  [/AlipayClient/i, 'alipay'],
  [/; wv\)/, 'other'],
];

const otherBrowsersOfApple = /CriOS|FxiOS|EdgiOS|OPiOS|OPT\/|DuckDuckGo|MQQBrowser|UCBrowser|GSA\//;

/** Lowest version that Kadian is built for, as the user agent states it; the same browsers as sw/browser-floor.ts. */
const floors: readonly [RegExp, number][] = [
  [/\bChrom(?:e|ium)\/(\d+(?:\.\d+)?)/, 111],
  [/\bFirefox\/(\d+(?:\.\d+)?)/, 115],
  [/\bVersion\/(\d+(?:\.\d+)?).* Safari\//, 16.4],
];
const appleFloor = 16.4;

export function joiningBrowser(facts: BrowserFacts): JoiningBrowser {
  const { userAgent, maxTouchPoints, isStandalone } = facts;
  const isApple =
    /\b(?:iPhone|iPad|iPod)\b/.test(userAgent) ||
    (/\bMacintosh\b/.test(userAgent) && maxTouchPoints > 1);
  const host = hostApps.find(([sign]) => sign.test(userAgent))?.[1];
  if (host) return { kind: 'in-app', app: host };
  if (isOlderThanFloor(userAgent)) return { kind: 'too-old' };
  if (!isApple || isStandalone) return { kind: 'fit' };
  if (otherBrowsersOfApple.test(userAgent)) return { kind: 'not-safari' };
  // A page that some app shows by itself does not call itself Safari.
  if (!/\bSafari\//.test(userAgent)) return { kind: 'in-app', app: 'other' };
  return { kind: 'not-on-home-screen' };
}

function isOlderThanFloor(userAgent: string): boolean {
  const apple = /\b(?:iPhone|CPU) OS (\d+)_(\d+)/.exec(userAgent);
  if (apple) return isBelow(`${apple[1]}.${apple[2]}`, appleFloor);
  const floor = floors.find(([sign]) => sign.test(userAgent));
  return floor !== undefined && isBelow(floor[0].exec(userAgent)?.[1] ?? '', floor[1]);
}

/** By parts: 16.10 is later than 16.4. */
function isBelow(version: string, floor: number): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [floorMajor = 0, floorMinor = 0] = String(floor).split('.').map(Number);
  return major < floorMajor || (major === floorMajor && minor < floorMinor);
}

/** Of the browser that runs this page. */
export const browserFacts = (): BrowserFacts => ({
  userAgent: navigator.userAgent,
  maxTouchPoints: navigator.maxTouchPoints,
  isStandalone:
    matchMedia('(display-mode: standalone)').matches ||
    ('standalone' in navigator && navigator.standalone === true),
});

/** The page is opened again somewhere else from its address, so an invitation must stay in it. */
export const leavesWithAddress = ({ kind }: JoiningBrowser): boolean =>
  kind === 'in-app' || kind === 'not-safari' || kind === 'too-old';
