import { describe, expect, it } from 'vitest';
import { CodedError, describeError, errorTable, isErrorCode } from './index.ts';
import { renderErrorPage } from './render-page.ts';

describe('the closed list of errors', () => {
  it('every code says what it means and how to mend it, in whole sentences', () => {
    for (const [code, entry] of Object.entries(errorTable)) {
      expect(code).toMatch(/^[A-Z][A-Z0-9_]+$/);
      expect(entry.title, code).toMatch(/^[A-Z].*[^.]$/);
      for (const sentence of [entry.meaning, entry.fix]) expect(sentence.length, code).toBeGreaterThan(5);
    }
  });

  it('a text from outside is a code only when it stands in the list', () => {
    expect(isErrorCode('GUARDRAIL_VIOLATED')).toBe(true);
    for (const text of ['', 'toString', '__proto__', 'guardrail_violated']) expect(isErrorCode(text)).toBe(false);
  });

  it('an error carries its code, its details and how long to wait', () => {
    const error = new CodedError('PLATFORM_THROTTLED', 'Slow down.', { account_id: 'act_1' }, 30);
    expect(error).toMatchObject({
      code: 'PLATFORM_THROTTLED',
      retryAfterSeconds: 30,
      details: { account_id: 'act_1' },
    });
    expect(describeError(error.code)).toMatchObject({ status: 429, retryable: true });
  });

  it('a page shows meaning, remedy, status and failure type', () => {
    const page = renderErrorPage('DECISION_STALE');
    for (const part of ['# DECISION_STALE', describeError('DECISION_STALE').fix, '412', '/errors/DECISION_STALE'])
      expect(page).toContain(part);
  });
});
