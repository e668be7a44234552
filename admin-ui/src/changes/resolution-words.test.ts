import { expect, it } from 'vitest';
import { resolutionSchema } from '../../../contracts/write-intent.ts';
import { answersFor, resolutions } from './resolution-words.ts';

it('has words for every answer of the contract, and no two the same', () => {
  expect(resolutions.map(({ resolution }) => resolution)).toEqual(resolutionSchema.options);
  expect(new Set(resolutions.map(({ button }) => button)).size).toBe(resolutions.length);
});

it('whoever asked for a change may not be the one who says that it was applied', () => {
  expect(answersFor('ana@brand.example', 'Ana@brand.example')).toEqual(['confirm_not_applied', 'retry']);
  expect(answersFor('ana@brand.example', 'ben@brand.example')).toEqual(resolutionSchema.options);
  expect(answersFor('ana@brand.example', null)).toEqual(resolutionSchema.options);
});
