import { describe, expect, it } from 'vitest';
import { intentStateSchema } from './change-set.ts';
import { changePath, changeStates, stateOfChange } from './change-state.ts';

describe('how a change stands', () => {
  it('has one word, one sentence and one place for every state, and no two share one', () => {
    const all = changeStates();
    expect(all.map(({ state }) => state).toSorted()).toEqual([...intentStateSchema.options].toSorted());
    expect(all.map(({ order }) => order)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(new Set(all.map(({ word }) => word)).size).toBe(6);
    expect(new Set(all.map(({ sentence }) => sentence)).size).toBe(6);
  });

  it('counts the four states that a change goes through', () => {
    expect(changePath.map((state) => stateOfChange({ state }).steps_done)).toEqual([1, 2, 3, 4]);
  });

  it('means the same to everybody, without a colour', () => {
    const meanings = changeStates().map(({ state, meaning }) => [state, meaning]);
    expect(Object.fromEntries(meanings)).toEqual({
      ...{ intended: 'under_way', armed: 'under_way', applied: 'under_way', verified: 'done' },
      ...{ not_applied: 'not_done', needs_human: 'needs_person' },
    });
  });

  it('says of what was taken back that it holds no more', () => {
    const undone_by_execution_id = 'e';
    expect(stateOfChange({ state: 'verified', undone_by_execution_id })).toMatchObject({
      ...{ state: 'verified', word: 'Taken back', meaning: 'taken_back', steps_done: 4 },
    });
    expect(stateOfChange({ state: 'needs_human', undone_by_execution_id }).meaning).toBe('needs_person');
  });

  it('says who settled it when a person did', () => {
    const applied = stateOfChange({ state: 'verified', resolution: 'confirmed_applied' });
    expect([applied.word, applied.sentence]).toEqual(['Verified', expect.stringContaining('person')]);
    const not = stateOfChange({ state: 'not_applied', resolution: 'confirmed_not_applied' });
    expect([not.word, not.sentence]).toEqual(['Not applied', expect.stringContaining('settled')]);
  });
});
