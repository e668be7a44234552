import { expect, it } from 'vitest';
import { ServerProblem } from '../server/problem.ts';
import { decidedWords, refusedWords } from './decided-words.ts';

it('says what was done and what it changes', () => {
  expect(decidedWords('approve', 'Raise bid')).toBe('Approved: Raise bid.');
  expect(decidedWords('reject', 'Raise bid')).toContain('Nothing changes');
  expect(decidedWords('withdraw', 'Raise bid')).toContain('Nothing was changed');
  expect(decidedWords('edit', 'Raise bid')).toMatch(/^Edited: .*comes back here for your approval/);
});

it('names who decided first, once', () => {
  const late = (detail: string) =>
    new ServerProblem(409, { code: 'DECISION_TOO_LATE', detail, details: { decided_by: 'ana@brand.example' } });
  expect(refusedWords(late('Already decided.'), 'Raise bid')).toBe(
    'Raise bid: Already decided. It was decided by ana@brand.example.',
  );
  expect(refusedWords(late('ana@brand.example approved this.'), 'Raise bid')).toBe(
    'Raise bid: ana@brand.example approved this.',
  );
});

it('passes on the fix of any other refusal', () => {
  const self = new ServerProblem(403, {
    code: 'DECISION_SELF_APPROVAL',
    detail: 'Your own request.',
    fix: 'Ask a colleague.',
  });
  expect(refusedWords(self, 'Raise bid')).toBe('Raise bid: Your own request. Ask a colleague.');
  expect(refusedWords(new Error('odd'), 'Raise bid')).toBe('odd');
});
