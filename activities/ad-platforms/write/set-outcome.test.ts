import { describe, expect, it } from 'vitest';
import type { ChangeResult } from '../../../contracts/change-set.ts';
import { CodedError, type ErrorCode } from '../../../contracts/errors/index.ts';
import { errorOfSet, stateOfSet } from './set-outcome.ts';

type State = ChangeResult['state'];
const itemsOf = (...states: readonly State[]): readonly ChangeResult[] =>
  states.map((state, index) => ({
    ...{ index, state, intent_id: `01900000-0000-7000-8000-00000000000${index}`, entity_id: '1' },
    ...{ field: 'status' as const, code: null, reason: null },
  }));
const failures = (...codes: readonly ErrorCode[]) =>
  new Map(codes.map((code, index) => [`${index}`, new CodedError(code, `Why ${code}.`, { place: index }, 7)]));

describe('how a set stands', () => {
  it.each<[ReturnType<typeof stateOfSet>, readonly State[]]>([
    ['applied', ['verified', 'verified']],
    ['partly_applied', ['verified', 'not_applied']],
    ['not_applied', ['not_applied', 'not_applied']],
    ['not_applied', ['armed', 'intended']],
    ['needs_human', ['verified', 'needs_human', 'not_applied']],
  ])('%s', (expected, states) => {
    expect(stateOfSet(itemsOf(...states))).toBe(expected);
  });
});

describe('the error of a set', () => {
  const code = (codes: readonly ErrorCode[], ...states: readonly State[]) =>
    errorOfSet(failures(...codes), itemsOf(...states))?.code ?? null;

  it('is none when everything was applied', () => {
    expect(code([], 'verified', 'verified')).toBeNull();
  });

  it('of one change is the change’s own, as it is', () => {
    const error = errorOfSet(failures('PLATFORM_REFUSED'), itemsOf('not_applied'));
    expect(error).toMatchObject({ code: 'PLATFORM_REFUSED', details: { place: 0 }, retryAfterSeconds: 7 });
    expect(error?.details).not.toHaveProperty('items');
  });

  it.each<[ErrorCode, readonly ErrorCode[]]>([
    ['PLATFORM_VERIFY_FAILED', ['PLATFORM_THROTTLED', 'PLATFORM_DRIFT', 'PLATFORM_VERIFY_FAILED']],
    ['PLATFORM_THROTTLED', ['PLATFORM_REFUSED', 'PLATFORM_DRIFT', 'PLATFORM_THROTTLED']],
    ['PLATFORM_DRIFT', ['PLATFORM_REFUSED', 'PLATFORM_DRIFT']],
    ['SCOPE_PAUSED', ['PLATFORM_REFUSED', 'SCOPE_PAUSED']],
    ['PLATFORM_REFUSED', ['PLATFORM_REFUSED', 'PLATFORM_REFUSED']],
    ['CHANGES_PARTLY_APPLIED', ['PLATFORM_REFUSED', 'PLATFORM_NOT_FOUND']],
  ])('is %s of %j', (expected, codes) => {
    expect(code(codes, 'verified', 'not_applied', 'not_applied')).toBe(expected);
  });

  it('keeps the result of each change, and how long to wait', () => {
    const items = itemsOf('verified', 'not_applied');
    expect(errorOfSet(failures('PLATFORM_THROTTLED'), items)).toMatchObject({
      details: { items },
      retryAfterSeconds: 7,
    });
    const partly = errorOfSet(failures('PLATFORM_REFUSED', 'PLATFORM_NOT_FOUND'), items);
    expect(partly).toMatchObject({
      message: '1 of 2 changes were applied. The first that was not: Why PLATFORM_REFUSED.',
    });
  });

  it('is the first one where nothing at all was applied', () => {
    expect(code(['PLATFORM_REFUSED', 'PLATFORM_NOT_FOUND'], 'not_applied', 'not_applied')).toBe('PLATFORM_REFUSED');
  });
});
