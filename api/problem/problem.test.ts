import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CodedError, errorTable, isErrorCode } from '../../contracts/errors/index.ts';
import { invalidRequest, problemSchema, toProblem } from './problem.ts';

const place = { base_url: 'https://mbi.example', instance: '/v2/campaigns', trace_id: 'trace-1' };

describe('a problem document', () => {
  it.each(Object.keys(errorTable))('of %s carries the code’s own title, status, fix and page', (code) => {
    if (!isErrorCode(code)) throw new Error(`${code} is not a code`);
    const problem = toProblem(new CodedError(code, 'What happened.'), place);
    const { title, status, fix, retryable } = errorTable[code];
    expect(problemSchema.parse(problem)).toEqual({
      ...{ code, title, status, fix, retryable, detail: 'What happened.' },
      ...{ type: `https://mbi.example/errors/${code}`, instance: '/v2/campaigns', traceId: 'trace-1' },
    });
  });

  it('shows wrong places apart from the facts for machines', () => {
    const errors = [{ pointer: '/body/limit', detail: 'Too large.' }];
    const problem = toProblem(new CodedError('REQUEST_INVALID', 'x', { errors, limit: 200 }), place);
    expect([problem.errors, problem.details]).toEqual([errors, { limit: 200 }]);
  });

  it('leaves out places that are not places, and facts when there are none', () => {
    const problem = toProblem(new CodedError('REQUEST_INVALID', 'x', { errors: ['somewhere'] }), place);
    expect(problem).not.toHaveProperty('errors');
    expect(problem).not.toHaveProperty('details');
  });

  it('shows neither the stack nor the cause of its error', () => {
    const error = new CodedError('INTERNAL', 'Sorry.');
    error.cause = new Error('password=hunter2');
    const text = JSON.stringify(toProblem(error, place));
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('problem.test');
  });
});

describe('the faults of a request', () => {
  const schema = z.strictObject({
    name: z.string(),
    tags: z.array(z.strictObject({ key: z.string() })),
  });
  const errorOf = (value: unknown) => {
    const parsed = schema.safeParse(value);
    if (parsed.success) throw new Error('This fits.');
    return invalidRequest(parsed.error, '/body');
  };

  it('are all named at once, each by a pointer from the root', () => {
    const { errors } = errorOf({ name: 1, tags: [{ key: 'a' }, { key: 2 }] }).details;
    expect(errors).toEqual([
      { pointer: '/body/name', detail: expect.any(String) },
      { pointer: '/body/tags/1/key', detail: expect.any(String) },
    ]);
  });

  it('include every unknown field, one by one, deep down too', () => {
    const { errors } = errorOf({ name: 'a', tags: [{ key: 'a', hue: 1 }], colour: 1, size: 2 }).details;
    expect(errors).toEqual([
      { pointer: '/body/tags/0/hue', detail: 'This field is not known.' },
      { pointer: '/body/colour', detail: 'This field is not known.' },
      { pointer: '/body/size', detail: 'This field is not known.' },
    ]);
  });

  it('escape the two special characters of a pointer', () => {
    expect(errorOf({ name: 'a', tags: [], 'a/b~c': 1 }).details).toEqual({
      errors: [{ pointer: '/body/a~1b~0c', detail: 'This field is not known.' }],
    });
  });

  it('can carry another code and point at the whole', () => {
    const error = invalidRequest(new z.ZodError([{ code: 'custom', path: [], message: 'No.' }]), '/query');
    expect([error.code, error.message]).toEqual(['REQUEST_INVALID', '/query: No.']);
    expect(invalidRequest(new z.ZodError([]), '/body', 'ACTION_PARAMS_INVALID').code).toBe('ACTION_PARAMS_INVALID');
  });
});
