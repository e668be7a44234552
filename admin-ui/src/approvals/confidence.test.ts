import { expect, it } from 'vitest';
import { describeConfidence } from './confidence.ts';

it.each([
  [0, 'Low', '0 %', 1],
  [0.499, 'Low', '50 %', 1],
  [0.5, 'Moderate', '50 %', 2],
  [0.7, 'Good', '70 %', 3],
  [0.85, 'High', '85 %', 4],
  [1, 'High', '100 %', 4],
] as const)('%f reads as “%s, %s”', (confidence, word, percent, level) => {
  expect(describeConfidence(confidence)).toEqual({ word, percent, level });
});
