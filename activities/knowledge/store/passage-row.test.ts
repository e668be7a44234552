import { describe, expect, it } from 'vitest';
import { passageColumns, passageRowSchema } from './passage-row.ts';

const row = {
  ...{ tenant_id: 't', source_id: 'd#0', document_id: 'd', source_key: 'guide', kind: 'brand_guideline' },
  ...{ section: '', language: 'en', dated_on: '', access: '', start: 0, end: 3, searched: 'abc', vector: [1, 0] },
};

describe('a passage as it is found', () => {
  it('has its vector as numbers, whatever list the store gives back', () => {
    expect(passageRowSchema.parse(row).vector).toEqual(Float32Array.of(1, 0));
    expect(passageRowSchema.parse({ ...row, vector: new Set([0, 1]) }).vector).toEqual(Float32Array.of(0, 1));
  });

  it('is refused without a vector, or of a kind that is none', () => {
    for (const vector of [null, 7, {}]) expect(passageRowSchema.safeParse({ ...row, vector }).success).toBe(false);
    expect(passageRowSchema.safeParse({ ...row, kind: 'gossip' }).success).toBe(false);
  });

  it('is read with exactly the columns that it is made of', () => {
    expect(passageColumns.toSorted()).toEqual(Object.keys(row).toSorted());
  });
});
