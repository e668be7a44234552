import { expect, it } from 'vitest';
import { findRefusedEdit, refusedEditWords } from './refused-edit.ts';

const refused_edit = { edits: { daily_budget_minor: 90_000 }, code: 'GUARDRAIL_VIOLATED', message: 'Over the cap.' };

it('is found in the evidence beside whatever else stands there', () => {
  expect(findRefusedEdit({ root_cause: 'x', refused_edit })).toEqual(refused_edit);
  for (const none of [null, [], 'x', {}, { refused_edit: null }]) expect(findRefusedEdit(none)).toBeNull();
});

it('says what was wanted, why it was not taken, and what is asked now', () => {
  expect(refusedEditWords(refused_edit)).toEqual({
    what: 'The edit was not taken: daily budget minor = 90000',
    why: 'Over the cap. (GUARDRAIL_VIOLATED) The plan below is the one before the edit.',
  });
  const edits = { contents: [{ headline: 'x' }], creative_id: '4003' };
  expect(refusedEditWords({ edits, code: '', message: 'contents.1.body: It has 91 characters.' })).toEqual({
    what: 'The edit was not taken: words, creative = 4003',
    why: 'Text 2: It has 91 characters. The plan below is the one before the edit.',
  });
  expect(refusedEditWords({ edits: {}, code: '', message: 'No.' }).what).toBe('An edit was not taken');
});
