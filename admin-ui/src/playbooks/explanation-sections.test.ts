import { expect, it } from 'vitest';
import { explanationSections } from './explanation-sections.ts';

it('keeps every line under its title, with how deep it stands', () => {
  const sections = explanationSections(
    'Campaign health\n  It looks.\n\nSteps\n  1. read\n     Calls it.\n    deeper\n',
  );
  expect(sections.map(({ title }) => title)).toEqual(['Campaign health', 'Steps']);
  expect(sections[1]?.lines.map(({ depth, text }) => [depth, text])).toEqual([
    [0, '1. read'],
    [1, 'Calls it.'],
    [1, 'deeper'],
  ]);
});

it('loses nothing when there is no title, and makes nothing of nothing', () => {
  expect(explanationSections('  alone')).toEqual([{ title: 'alone', lines: [] }]);
  expect(explanationSections('\n \n')).toEqual([]);
});
