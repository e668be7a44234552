import { expect, it } from 'vitest';
import { createCursorPages } from './cursor-pages.ts';

function numbers(count: number) {
  const asked: (string | null)[] = [];
  const read = async (cursor: string | null) => {
    asked.push(cursor);
    const from = cursor === null ? 0 : Number(cursor);
    const data = Array.from({ length: Math.min(10, count - from) }, (_, index) => from + index);
    return { data, next_cursor: from + 10 < count ? String(from + 10) : null };
  };
  return { asked, read };
}

it('gives consecutive pages with one request each', async () => {
  const { asked, read } = numbers(25);
  const readPage = createCursorPages();
  expect((await readPage('a', 1, read)).data[0]).toBe(0);
  expect((await readPage('a', 2, read)).data[0]).toBe(10);
  const third = await readPage('a', 3, read);
  expect(third).toEqual({ data: [20, 21, 22, 23, 24], next_cursor: null });
  expect(asked).toEqual([null, '10', '20']);
});

it('walks to a page that was never reached', async () => {
  const { asked, read } = numbers(25);
  expect((await createCursorPages()('a', 3, read)).data[0]).toBe(20);
  expect(asked).toEqual([null, '10', '20']);
});

it('is empty behind the end', async () => {
  expect(await createCursorPages()('a', 9, numbers(25).read)).toEqual({ data: [], next_cursor: null });
});

it('keeps lists apart and starts anew at page 1', async () => {
  const readPage = createCursorPages();
  const long = numbers(25);
  await readPage('a', 1, long.read);
  await readPage('a', 2, long.read);
  await readPage('b', 2, long.read);
  await readPage('a', 1, long.read);
  await readPage('a', 2, long.read);
  expect(long.asked).toEqual([null, '10', null, '10', null, '10']);
});
