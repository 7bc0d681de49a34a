import { beforeEach, expect, it } from 'vitest';
import { database } from '../../src/storage/database.ts';
import { watch } from '../../src/storage/watch.ts';
import { TestStreet } from '../phone/test-street.ts';

const street = await TestStreet.make();

beforeEach(() => street.setUpPhone());

const putMark = (value: number) => database.marks.put({ name: 'lastPullAt', value });

/** Resolves with what was told when that is the value. */
function told(value: number): { readonly heard: Promise<void>; readonly stop: () => void } {
  const heard = Promise.withResolvers<void>();
  const stop = watch(
    async () => (await database.marks.get('lastPullAt'))?.value,
    (answer) => {
      if (answer === value) heard.resolve();
    },
  );
  return { heard: heard.promise, stop };
}

it('tells what changes, also when the database was closed and opened in between', async () => {
  await putMark(1);
  const first = told(1);
  const second = told(2);
  await first.heard;
  database.close({ disableAutoOpen: false });
  await putMark(2);
  await second.heard;
  first.stop();
  second.stop();
  expect(database.isOpen()).toBe(true);
});

it('asks again when the database was closed while it asked for the first time', async () => {
  await putMark(3);
  database.close();
  const { heard, stop } = told(3);
  await heard;
  stop();
  expect(database.isOpen()).toBe(true);
});
