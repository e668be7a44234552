import { describe, expect, it } from 'vitest';
import { countWords, moneyAtRisk, retriedWords, runbookLink, summarizeFailures } from './describe-failure.ts';
import { failureViewSchema } from './failure-view.ts';

const failure = (more: object) =>
  failureViewSchema.parse({
    ...{ fingerprint: 'f', playbook_id: 'p_v1', step_id: 'read', error_code: 'X', title: 'X', count: 3, retrying: 1 },
    ...{ first_seen: '2026-01-01T00:00:00Z', last_seen: '2026-01-02T00:00:00Z', last_execution_id: 'e' },
    ...more,
  });

describe('a group of failures', () => {
  it('names money by currency and says nothing when none was about to move', () => {
    expect(moneyAtRisk([])).toBeNull();
    expect(
      moneyAtRisk([
        { currency: 'USD', daily_budget_minor: 120_000 },
        { currency: 'EUR', daily_budget_minor: 500 },
      ]),
    ).toBe('$1,200 and €5 a day');
  });

  it('keeps what failed apart from what is stuck in retries', () => {
    expect(countWords({ count: 3, retrying: 1 })).toEqual(['2 failed', '1 stuck in retries']);
    expect(countWords({ count: 2, retrying: 2 })).toEqual(['2 stuck in retries']);
    expect(countWords({ count: 2, retrying: 0 })).toEqual(['2 failed']);
  });

  it('leads to its runbook, and nowhere else', () => {
    expect(runbookLink('docs/runbooks/platform-drift.md')).toBe('/runbooks/platform-drift');
    expect(runbookLink('https://elsewhere.example/')).toBeNull();
    expect(runbookLink(null)).toBeNull();
  });

  it('does not count what was resolved, but counts it again once it fails anew', () => {
    expect(summarizeFailures([])).toBe('Nothing fails.');
    expect(summarizeFailures([failure({})])).toBe('3 executions by 1 cause, 1 stuck in retries');
    expect(summarizeFailures([failure({ resolved_at: '2026-01-03T00:00:00Z' })])).toBe('Nothing fails.');
    expect(summarizeFailures([failure({ resolved_at: '2026-01-01T12:00:00Z', count: 1, retrying: 0 })])).toBe(
      '1 execution by 1 cause',
    );
  });

  it('says how many of a retry really started', () => {
    expect(retriedWords({ started: 2, count: 2 })).toBe('2 of 2 executions were restarted.');
    expect(retriedWords({ started: 0, count: 1 })).toMatch(/^0 of 1 execution was restarted. 1 could not be/);
  });
});
