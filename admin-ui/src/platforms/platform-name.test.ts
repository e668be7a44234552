import { expect, it } from 'vitest';
import { platformSchema } from '../../../contracts/platform.ts';
import { platformChoices, platformName } from './platform-name.ts';

it('offers every platform of the contract by a name that people read, and no two the same', () => {
  expect(platformChoices.map(({ id }) => id)).toEqual(platformSchema.options);
  expect(new Set(platformChoices.map(({ name }) => name)).size).toBe(platformSchema.options.length);
  for (const { name } of platformChoices) expect(name).toMatch(/^[A-Z][A-Za-z ]+$/);
});

it('spells what its id does not spell, and names one that it has never met by its words', () => {
  expect(['meta_ads', 'google_ads', 'linkedin_ads', 'tiktok_ads'].map(platformName)).toEqual([
    ...['Meta', 'Google Ads', 'LinkedIn', 'TikTok'],
  ]);
  expect(platformName('corner_shop')).toBe('Corner Shop');
  expect(platformName('constructor')).toBe('Constructor');
  expect(platformName('')).toBe('');
});
