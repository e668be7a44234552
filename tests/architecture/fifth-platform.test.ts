import { expect, it } from 'vitest';
import { readSourceFiles } from './source-files.ts';

const named = /product[ _-]?hunt/i;
/** The adapter, the sandbox's file, and the agent that knows launches: what is written for the platform alone. */
const own = (path: string) =>
  path.startsWith('activities/ad-platforms/product-hunt/') ||
  path === 'sandbox/product-hunt.ts' ||
  path.startsWith('activities/agents/launch/');

const files = readSourceFiles().filter((file) => !file.isTest);
const linesIn = (path: string, text: string) =>
  text.split('\n').flatMap((line) => (named.test(line) ? [`${path}: ${line.trim()}`] : []));

it('a platform costs one folder, one sandbox file and three lines', () => {
  const elsewhere = files.filter(({ path }) => !own(path)).flatMap(({ path, text }) => linesIn(path, text));
  expect(elsewhere.toSorted()).toEqual([
    "activities/ad-platforms/every-platform.action.ts: export { productHunt } from './product-hunt/platform.action.ts';",
    "contracts/platform.ts: export const platformSchema = z.enum(['meta_ads', 'google_ads', 'linkedin_ads', 'tiktok_ads', 'product_hunt']);",
    "sandbox/platforms.ts: export { createProductHunt } from './product-hunt.ts';",
  ]);
});

it('what is written for it alone is small', () => {
  const linesOf = (path: string) => files.find((file) => file.path === path)?.text.split('\n').length ?? 0;
  expect(linesOf('sandbox/product-hunt.ts')).toBeLessThanOrEqual(201);
  const folder = files.filter(({ path }) => path.startsWith('activities/ad-platforms/product-hunt/'));
  expect(folder.length).toBeGreaterThan(5);
  for (const { path } of folder) expect(linesOf(path), path).toBeLessThanOrEqual(200);
});

it('nothing but the registration and the registry’s own list names its adapter', () => {
  const importers = files.filter(
    ({ path, imports }) =>
      !own(path) && imports.some(({ to }) => to.startsWith('activities/ad-platforms/product-hunt/')),
  );
  expect(importers.map(({ path }) => path)).toEqual(['activities/ad-platforms/every-platform.action.ts']);
});
