import { expect, it } from 'vitest';
import { creativeChoices } from './creative-choices.ts';

const creative = (creative_id: string, name: string, headline: string | null = null, state = 'spare') => ({
  ...{ creative_id, name, headline, state },
});

it('are named as people name them, without the one that is shown already', () => {
  const all = [creative('1', 'Worn'), creative('2', 'Blossom'), creative('3', 'Variant 1', 'Rain'), creative('4', '')];
  expect(creativeChoices({ initial: '3', without: '1' }, all)).toEqual([
    { id: '2', name: 'Blossom' },
    { id: '3', name: 'Variant 1 – “Rain”' },
    { id: '4', name: '4' },
  ]);
  expect(creativeChoices({ initial: '2', without: '1' }, [creative('2', 'Blossom', null, 'active')])).toEqual([
    { id: '2', name: 'Blossom, shown by another ad' },
  ]);
});

it('tell two of the same name apart, and never lose what the plan holds', () => {
  const twins = [creative('2', 'Blossom'), creative('3', 'Blossom')];
  expect(creativeChoices({ initial: '9', without: null }, twins)).toEqual([
    { id: '9', name: '9' },
    { id: '2', name: 'Blossom (2)' },
    { id: '3', name: 'Blossom (3)' },
  ]);
});
