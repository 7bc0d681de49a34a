import { h, render } from 'preact';
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { CameraWell } from '../../src/screens/shift/camera-well.tsx';
import { flashCode } from '../../src/screens/shift/code-flash.ts';
import type { Eye } from '../../src/screens/shift/use-scanner.ts';
import { loadWords, say } from '../../src/words/i18n.ts';
import { blindEye } from './any-shift.ts';
import '../../src/ui/base.css';

await loadWords('zh-CN', 'phone');
const root = document.createElement('div');
document.body.append(root);
const nothing = (): void => undefined;

afterEach(() => render(null, root));

function show(eye: Partial<Eye>, onPicture: (picture: Blob) => void = nothing): void {
  render(h(CameraWell, { eye: { ...blindEye(), ...eye }, frame: 'code', onPicture }), root);
}

function showZoom(now: number): number[] {
  const zooms: number[] = [];
  const zoom = { min: 1, max: 4, step: 0.1, now };
  const state = { kind: 'scanning', torch: 'none', zoom } as const;
  show({ state, setZoom: (wanted) => zooms.push(wanted) });
  return zooms;
}

const key = (id: 'well.zoom-in' | 'well.zoom-out') => page.getByRole('button', { name: say(id) });

test('a camera that zooms goes nearer and farther by keys', async () => {
  const zooms = showZoom(2);
  await userEvent.click(key('well.zoom-in'));
  await userEvent.click(key('well.zoom-out'));
  expect(zooms.map((zoom) => zoom.toFixed(2))).toEqual(['2.83', '1.41']);
});

test('at the nearest the key that goes nearer says that it does not', async () => {
  showZoom(4);
  await expect.element(key('well.zoom-in')).toHaveAttribute('aria-disabled', 'true');
  await expect.element(key('well.zoom-out')).toHaveAttribute('aria-disabled', 'false');
});

test('a camera that does not zoom has no keys for it', () => {
  show({ state: { kind: 'scanning', torch: 'none' } });
  expect(page.getByRole('button').elements()).toEqual([]);
});

test('two fingers that go apart on the well zoom by as much, one finger does nothing', async () => {
  const zooms = showZoom(1.5);
  const well = root.querySelector('section');
  await expect.poll(() => well?.style.touchAction).toBe('pan-y');
  const finger = (type: string, pointerId: number, clientX: number) =>
    well?.dispatchEvent(
      new PointerEvent(type, { pointerId, clientX, clientY: 100, pointerType: 'touch' }),
    );
  finger('pointerdown', 1, 100);
  finger('pointermove', 1, 120);
  expect(zooms).toEqual([]);
  finger('pointerdown', 2, 160);
  finger('pointermove', 2, 200);
  finger('pointerup', 1, 120);
  finger('pointermove', 2, 300);
  expect(zooms).toEqual([3]);
});

test('a code flashes where it was, without taking touches, and is gone', async () => {
  show({});
  const video = root.querySelector('video');
  if (video === null) throw new Error('no video');
  Object.defineProperty(video, 'videoWidth', { value: 1280 });
  Object.defineProperty(video, 'videoHeight', { value: 720 });
  const box = video.getBoundingClientRect();
  const corners = [
    [0.45, 0.4],
    [0.55, 0.4],
    [0.55, 0.6],
    [0.45, 0.6],
  ] as const;
  flashCode(video, box, corners);
  const flash = document.body.querySelector(':scope > svg');
  const { left, top, right, bottom } =
    flash?.querySelector('polygon')?.getBoundingClientRect() ?? box;
  expect((left + right) / 2).toBeCloseTo(box.left + box.width / 2, 0);
  expect((top + bottom) / 2).toBeCloseTo(box.top + box.height / 2, 0);
  expect(flash && getComputedStyle(flash).pointerEvents).toBe('none');
  const [fade] = flash?.getAnimations() ?? [];
  expect(fade?.effect?.getComputedTiming().duration).toBeLessThanOrEqual(200);
  await fade?.finished;
  await expect.poll(() => document.body.querySelector(':scope > svg')).toBeNull();
});

test.each(['denied', 'in-use', 'none', 'failed', 'in-app-browser'] as const)(
  'a camera that is %s says what to do, and a tap tries it again',
  async (problem) => {
    let wakes = 0;
    show({ state: { kind: 'problem', problem }, wake: () => wakes++ });
    const status = root.querySelector('[role=status]')?.textContent ?? '';
    expect(status).toContain(say(`camera.${problem}`));
    expect(status.length).toBeGreaterThan(say(`camera.${problem}`).length + 5);
    await userEvent.click(page.getByRole('button', { name: say('camera.again') }));
    expect(wakes).toBe(1);
    await expect.element(page.getByRole('button', { name: say('code.picture') })).toBeVisible();
  },
);
