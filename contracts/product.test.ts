import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { productVersion } from './product.ts';

it('the version that the product tells is the one of its package', () => {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  expect(productVersion).toBe(manifest.version);
});
