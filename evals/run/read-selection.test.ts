import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectable } from './evaluate-all.ts';
import { readSelection } from './read-selection.ts';

const refused = expect.objectContaining({ code: 'REQUEST_INVALID' });
function errorOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

describe('a selection', () => {
  it('of nothing is everything', () => {
    expect(readSelection({})).toEqual({});
    expect(readSelection({ only: ['', ','] })).toEqual({});
  });

  it('takes words one by one or with commas, in the order typed', () => {
    expect(readSelection({ only: ['golden,mixed', 'train'] })).toEqual({ only: ['golden', 'mixed', 'train'] });
    for (const word of selectable) expect(readSelection({ only: [word] })).toEqual({ only: [word] });
  });

  it('refuses a word that names no cases, and says which there are', () => {
    const error = errorOf(() => readSelection({ only: ['golden,silver'] }));
    expect(error).toEqual(refused);
    expect(String(error)).toContain('silver');
    expect(String(error)).toContain('held_out');
  });

  it('keeps a seed as it was typed', () => {
    expect(readSelection({ seed: '007', count: '15' })).toEqual({ seed: '007', count: 15 });
  });

  it.each(['0', '-1', '1.5', 'many', '', '10001', 'Infinity', 'NaN'])('refuses %j as a number of cases', (count) => {
    expect(errorOf(() => readSelection({ count }))).toEqual(refused);
  });

  it('reads every number of cases from 1 to 10000', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.integer({ min: 1, max: 10_000 }), (count) => {
        expect(readSelection({ count: String(count) })).toEqual({ count });
      }),
    );
  });
});
