import type { BrowserFacts } from '../../actions/joining-browser.ts';
import type { CameraProblem } from '../../scanning/scanner.ts';
import type { MessageId } from '../../words/i18n.ts';

/** What to do about it on this very phone, in a sentence. */
export function cameraRemedy(problem: CameraProblem, facts: BrowserFacts): MessageId {
  return problem === 'denied' ? deniedRemedy(facts) : `camera.${problem}-how`;
}

/** Where a browser keeps what it was told about the camera. */
function deniedRemedy({ userAgent, isStandalone, maxTouchPoints }: BrowserFacts): MessageId {
  if (/Android/.test(userAgent)) {
    return isStandalone ? 'camera.denied-how-android-app' : 'camera.denied-how-android';
  }
  const isApple =
    /iPhone|iPad|iPod/.test(userAgent) || (/Mac/.test(userAgent) && maxTouchPoints > 1);
  return isApple ? 'camera.denied-how-apple' : 'camera.denied-how-other';
}
