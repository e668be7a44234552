import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it, vi } from 'vitest';
import { buildAlone } from './back-office.ts';

vi.setConfig({ testTimeout: 120_000 });

const most_kb = 350;

it(`the back office loads at most ${most_kb} kB of script before its first screen, compressed`, async () => {
  await buildAlone();
  const page = readFileSync('admin-ui/dist/index.html', 'utf8');
  const files = [...page.matchAll(/(?:src|href)="\/admin\/(assets\/[^"]+\.js)"/g)].map((match) => match[1] ?? '');
  expect(files.length).toBeGreaterThan(0);
  const sizes = files.map((file) => gzipSync(readFileSync(`admin-ui/dist/${file}`)).length / 1_000);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(most_kb);
});
