import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lockWhenHidden } from '../../src/actions/lock-when-hidden.ts';
import type { ShiftSession } from '../../src/actions/shift-session.ts';
import { unlockWithCard } from '../../src/actions/unlock-with-card.ts';
import { GATE, START, TestStreet } from '../phone/test-street.ts';

const street = await TestStreet.make();
let session: ShiftSession;
let stop: () => void;

beforeEach(async () => {
  await street.setUpPhone();
  const unlocked = await unlockWithCard(street.cardOf(GATE), START);
  if (unlocked.kind !== 'ready') throw new Error(unlocked.kind);
  const started = await unlocked.start([], START);
  if (started.kind !== 'opened') throw new Error(started.kind);
  session = started.session;
  vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  stop = lockWhenHidden(session);
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function show(state: DocumentVisibilityState): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
}

it('locks after the time of the policy out of sight, not before', () => {
  show('hidden');
  vi.advanceTimersByTime(session.policy.lockAfterHiddenMs - 1);
  expect(session.ended).toBeNull();
  vi.advanceTimersByTime(1);
  expect(session.ended).toBe('locked');
});

it('counts anew every time it is hidden', () => {
  for (let nth = 0; nth < 3; nth += 1) {
    show('hidden');
    vi.advanceTimersByTime(session.policy.lockAfterHiddenMs - 1);
    show('visible');
  }
  vi.advanceTimersByTime(session.policy.lockAfterHiddenMs * 2);
  expect(session.ended).toBeNull();
});

it('locks at once when the page slept through its timer, or the clock was set back', () => {
  show('hidden');
  vi.setSystemTime(START + session.policy.lockAfterHiddenMs);
  show('visible');
  expect(session.ended).toBe('locked');
});

it('takes a clock that was set back for long enough', () => {
  show('hidden');
  vi.setSystemTime(START - 1);
  show('visible');
  expect(session.ended).toBe('locked');
});
