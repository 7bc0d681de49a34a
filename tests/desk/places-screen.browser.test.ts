import { h, render } from 'preact';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { failed } from '../../src/desk-client/answer.ts';
import type { Place } from '../../src/domain/place.ts';
import type { ContactChange, PlacedContact } from '../../src/protocol/marks.ts';
import type { PlaceChange } from '../../src/protocol/places.ts';
import { PlacesScreen } from '../../src/screens/desk/places/places-screen.tsx';
import { loadWords } from '../../src/words/i18n.ts';
import { hindersNobody } from '../ui/hinders-nobody.ts';
import '../../src/ui/base.css';
import { answered, PLACES, scriptedDesk, sectionProps } from './scripted-desk.ts';

let changes: PlaceChange[];
let refusal: string | null;
let made: Place[];
let root: HTMLElement;
let contacts: PlacedContact[];
let contactChanges: ContactChange[];

const client = scriptedDesk({
  readContacts: () => answered({ contacts }),
  changeContact: (change) => {
    contactChanges.push(change);
    const id = change.kind === 'set' ? change.contact.id : change.id;
    const others = contacts.filter((one) => one.id !== id);
    contacts = change.kind === 'set' ? [...others, change.contact] : others;
    return answered({ contacts });
  },
  changePlace: (change) => {
    changes.push(change);
    return refusal ? Promise.resolve(failed('refused', refusal)) : answered({ places: made });
  },
});

const show = (places: readonly Place[] = PLACES): void =>
  render(h(PlacesScreen, { ...sectionProps(client), places }), root);
const names = (): string[] =>
  [...root.querySelectorAll('[data-row]')].map((row) => row.textContent ?? '');
const open = (id: string) =>
  userEvent.click(page.getByRole('table').element().querySelector(`[data-row="${id}"]`) as Element);
const press = (name: string) => userEvent.click(page.getByRole('button', { name, exact: true }));
const panel = () => root.querySelector('aside')?.textContent ?? '';

beforeAll(async () => {
  await page.viewport(1280, 800);
  document.documentElement.lang = 'zh-CN';
  await loadWords('zh-CN', 'phone');
  await loadWords('zh-CN', 'desk');
});

beforeEach(() => {
  root?.remove();
  root = document.createElement('div');
  document.body.append(root);
  changes = [];
  refusal = null;
  made = [];
  contacts = [];
  contactChanges = [];
  show();
});

test('gates are added one after another with the keyboard alone', async () => {
  await open('m1');
  await press('下面添加');
  await userEvent.keyboard('东门{Enter}');
  await vi.waitFor(() => expect(panel()).toContain('已添加东门'));
  await userEvent.keyboard('西门{Enter}');
  await vi.waitFor(() => expect(panel()).toContain('已添加西门'));
  expect(changes).toEqual([
    { kind: 'add', parentId: 'm1', placeKind: 'gate', name: '东门' },
    { kind: 'add', parentId: 'm1', placeKind: 'gate', name: '西门' },
  ]);
});

test('what was added is gone into with one press, and its own are typed at once', async () => {
  const compound = PLACES.find(({ id }) => id === 'm2') as Place;
  made = [{ ...compound, id: 'm9', name: '柳巷', path: 's/c/m9/' }];
  await open('c');
  await press('下面添加');
  await userEvent.keyboard('柳巷{Enter}');
  await page.getByRole('button', { name: '到柳巷里面接着加' }).findElement();
  show([...PLACES, ...made]);
  await press('到柳巷里面接着加');
  await userEvent.keyboard('东门{Enter}');
  await vi.waitFor(() => expect(changes).toHaveLength(2));
  expect(changes[1]).toEqual({ kind: 'add', parentId: 'm9', placeKind: 'gate', name: '东门' });
});

test('only kinds that may stand there are offered', async () => {
  await open('m1');
  await press('下面添加');
  expect([...root.querySelectorAll('aside option')].map((one) => one.textContent)).toEqual(['门']);
});

test('a refusal is said in words and what was typed stays', async () => {
  refusal = 'name-taken';
  await open('m1');
  await press('改名');
  await userEvent.keyboard('锦绣苑{Enter}');
  await vi.waitFor(() => expect(panel()).toContain('已经有这个名字'));
  expect(root.querySelector<HTMLInputElement>('aside input')?.value).toBe('锦绣苑');
});

test('before a merge it is said what will become of people, gates and history', async () => {
  await open('m1');
  await press('合并');
  expect([...root.querySelectorAll('aside [type=radio]')]).toHaveLength(1);
  await userEvent.click(page.getByRole('radio', { name: '锦绣苑' }));
  expect(panel()).toContain('梧桐里小区停用，它下面的 2 处、住户和手机都归锦绣苑');
  await press('并入锦绣苑');
  expect(changes).toEqual([{ kind: 'merge', placeId: 'm1', intoId: 'm2' }]);
});

test('before a closing it is said what is closed with it', async () => {
  await open('c');
  await press('停用');
  expect(panel()).toContain('连同下面的 5 处（3 个门）');
  await press('停用梧桐里社区');
  expect(changes).toEqual([{ kind: 'close', placeId: 'c' }]);
});

test("the device's own place is not its own to change", async () => {
  await open('s');
  await vi.waitFor(() => expect(panel()).toContain('这台设备所在的地点'));
  expect(panel()).not.toContain('停用 ');
  await page.getByRole('button', { name: '加一个人' }).findElement();
  expect([...root.querySelectorAll('aside button')].map((one) => one.textContent)).toEqual([
    '',
    '下面添加',
    '加一个人',
  ]);
});

test('a place is found among three hundred by its name, which begin folded', async () => {
  const street = PLACES[0] as Place;
  const many = Array.from({ length: 100 }, (_, index): Place[] => {
    const id = `n${index}`;
    const base = { ...street, id, parentId: 's', name: `小区${index}`, path: `s/${id}/` };
    const gates = ['北门', '南门'].map(
      (name, at): Place => ({
        ...base,
        id: `${id}g${at}`,
        parentId: id,
        kind: 'gate',
        name,
        path: `s/${id}/${id}g${at}/`,
      }),
    );
    return [{ ...base, kind: 'compound' }, ...gates];
  }).flat();
  render(null, root);
  show([street, ...many]);
  expect(names()).toHaveLength(101);
  await userEvent.fill(page.getByRole('searchbox'), '小区57');
  await vi.waitFor(() => expect(names()).toEqual(['青石街道', '小区57']));
});

test('the arrow keys go from place to place, fold and unfold, and a closed panel gives the focus back', async () => {
  root.querySelector<HTMLElement>('[data-row="c"]')?.focus();
  await userEvent.keyboard('{ArrowDown}{ArrowLeft}');
  await vi.waitFor(() => expect(names()).not.toContain('北门'));
  await userEvent.keyboard('{ArrowRight}{Enter}');
  await vi.waitFor(() => expect(names()).toContain('北门'));
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('H2'));
  await press('关上');
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('data-row')).toBe('m1'));
});

test('who is called for a fever is kept with the place, dialled with a tap, and removed when asked', async () => {
  await open('c');
  await press('加一个人');
  await userEvent.keyboard('王医生{Enter}');
  await vi.waitFor(() => expect(panel()).toContain('电话只写数字'));
  await userEvent.fill(page.getByLabelText('电话'), '027 8800');
  await userEvent.fill(page.getByLabelText('做什么的'), '社区医生');
  await press('存下');
  await vi.waitFor(() => expect(panel()).toContain('王医生'));
  expect(contactChanges).toMatchObject([
    { kind: 'set', contact: { placeId: 'c', name: '王医生', duty: '社区医生', phone: '027 8800' } },
  ]);
  expect(root.querySelector('aside a')?.getAttribute('href')).toBe('tel:0278800');
  await press('去掉');
  await press('去掉');
  await vi.waitFor(() => expect(panel()).toContain('还没写谁'));
});

test('nothing on the places hinders anybody, by day and by night', async () => {
  await open('m1');
  await press('合并');
  await hindersNobody(root);
});
