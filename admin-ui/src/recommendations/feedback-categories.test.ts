import { expect, it } from 'vitest';
import { feedbackCategorySchema } from '../../../contracts/feedback.ts';
import { categoryLabel, categoryOfKey, feedbackCategories } from './feedback-categories.ts';

it('every category of the contract has a key and words of its own', () => {
  const keys = feedbackCategorySchema.options.map((_, index) => categoryOfKey(String(index + 1)));
  expect(new Set(keys)).toEqual(new Set(feedbackCategorySchema.options));
  expect(new Set(feedbackCategories.map(({ label }) => label)).size).toBe(keys.length);
});

it('other keys say nothing', () => {
  for (const key of ['0', '5', 'a', 'Enter', '11']) expect(categoryOfKey(key)).toBeNull();
});

it('says categories in words, unknown ones as they came', () => {
  expect(categoryLabel('wrong_unclear')).toBe('Wrong, and I do not see why');
  expect(categoryLabel('too_late')).toBe('too late');
});
