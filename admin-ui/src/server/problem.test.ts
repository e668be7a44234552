import { expect, it } from 'vitest';
import { explainError, isWorthRetrying, ServerProblem, unreachable } from './problem.ts';

it('keeps what the server said about the problem', () => {
  const problem = new ServerProblem(409, {
    title: 'This has already been decided',
    detail: 'Ana approved this 12 s ago.',
    code: 'DECISION_TOO_LATE',
    fix: 'Nothing to do.',
    details: { decided_by: 'ana@brand.example' },
  });
  expect(problem).toMatchObject({ status: 409, code: 'DECISION_TOO_LATE', message: 'Ana approved this 12 s ago.' });
  expect(problem.details).toEqual({ decided_by: 'ana@brand.example' });
  expect(explainError(problem)).toBe('Ana approved this 12 s ago. Nothing to do.');
});

it('has words for an answer that is no problem document', () => {
  for (const body of [undefined, '<html>', null, { detail: 7 }]) {
    expect(new ServerProblem(502, body).message).toBe('Something went wrong');
  }
});

it('explains silence, foreign errors and things that are no errors', () => {
  expect(explainError(unreachable())).toMatch(/does not answer.*tries again/);
  expect(explainError(new Error('odd'))).toBe('odd');
  expect(explainError('odd')).toBe('Something went wrong.');
});

it('asks again only where asking again may help, and not for ever', () => {
  expect(isWorthRetrying(0, unreachable())).toBe(true);
  expect(isWorthRetrying(1, new ServerProblem(503, {}))).toBe(true);
  expect(isWorthRetrying(2, unreachable())).toBe(false);
  for (const status of [400, 401, 403, 404, 409]) expect(isWorthRetrying(0, new ServerProblem(status, {}))).toBe(false);
  expect(isWorthRetrying(0, new Error('odd'))).toBe(false);
});
