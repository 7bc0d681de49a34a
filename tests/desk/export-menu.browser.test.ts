import { h, render } from 'preact';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { failed } from '../../src/desk-client/answer.ts';
import type { ExportRequest } from '../../src/protocol/exports.ts';
import { ExportMenu } from '../../src/screens/desk/parts/export-menu.tsx';
import { loadWords } from '../../src/words/i18n.ts';
import '../../src/ui/base.css';
import { scriptedDesk } from './scripted-desk.ts';

let asked: ExportRequest[];
let root: HTMLElement;

const client = scriptedDesk({
  exportLedger: (request) => {
    asked.push(request);
    return Promise.resolve(failed('server-away'));
  },
});
const press = (name: string) => userEvent.click(page.getByRole('button', { name, exact: true }));

beforeAll(async () => {
  await loadWords('zh-CN', 'phone');
  await loadWords('zh-CN', 'desk');
});

beforeEach(() => {
  root?.remove();
  root = document.createElement('main');
  document.body.append(root);
  asked = [];
  const place = { placeId: 'c', placeName: '梧桐里社区', zone: 'Asia/Shanghai' };
  render(h(ExportMenu, { client, ledgers: ['residents', 'households'], ...place }), root);
});

test('each list is asked for in the format and within the place; a failure offers it again', async () => {
  await press('导出');
  await press('各户 Excel');
  await press('再取一次');
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  const wanted = { ledger: 'households', format: 'xlsx', locale: 'zh-CN', placeId: 'c' };
  expect(asked).toEqual([wanted, wanted]);
});

test('Escape closes the list and the focus goes back to its button', async () => {
  await press('导出');
  await userEvent.keyboard('{Tab}{Escape}');
  expect(root.querySelector('ul')).toBeNull();
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('导出'));
});
