import { describe, expect, it } from 'vitest';
import { compileStepsOf, told } from '../../tests/playbooks/compile-text.ts';
import { createReport } from './report.ts';

const source = 'one: 1\r\ntwo: 2\nthree: 3';

describe('a report', () => {
  it('turns offsets into lines and columns from 1, the end exclusive', () => {
    const report = createReport(source);
    report.add({ code: 'PLAYBOOK_KEY_UNKNOWN', place: { start: 8, end: 11 }, message: 'two' });
    expect(report.diagnostics()).toEqual([
      {
        code: 'PLAYBOOK_KEY_UNKNOWN',
        severity: 'error',
        line: 2,
        column: 1,
        end_line: 2,
        end_column: 4,
        message: 'two',
        expected: null,
        suggestion: null,
        doc: 'docs/errors/PLAYBOOK_KEY_UNKNOWN.md',
      },
    ]);
    expect([0, 7, 8, 15, 22].map((offset) => report.lineAt(offset))).toEqual([1, 1, 2, 3, 3]);
  });

  it('orders by place, keeps one of a code at a place, and keeps places inside the text', () => {
    const report = createReport(source);
    const at = (start: number) => ({ start, end: start });
    report.add({ code: 'PLAYBOOK_KEY_UNKNOWN', place: at(15), message: 'later' });
    report.add({ code: 'PLAYBOOK_KEY_UNKNOWN', place: at(0), message: 'first' });
    report.add({ code: 'PLAYBOOK_KEY_UNKNOWN', place: at(0), message: 'again' });
    report.add({ code: 'PLAYBOOK_KEY_MISSING', place: { start: 900, end: 999 }, message: 'outside' });
    expect(report.diagnostics().map(({ message, line, end_column }) => [message, line, end_column])).toEqual([
      ['first', 1, 2],
      ['later', 3, 2],
      ['outside', 3, 10],
    ]);
  });

  it('warnings are no errors', () => {
    const report = createReport(source);
    report.add({ code: 'PLAYBOOK_GUARDRAIL_UNIT', severity: 'warning', place: { start: 0, end: 1 }, message: 'w' });
    expect(report.hasErrors()).toBe(false);
    expect(report.has('PLAYBOOK_GUARDRAIL_UNIT')).toBe(true);
    report.add({ code: 'PLAYBOOK_KEY_MISSING', place: { start: 0, end: 1 }, message: 'e' });
    expect(report.hasErrors()).toBe(true);
  });

  it('says nothing more about a line that YAML could not read', () => {
    const report = createReport(source);
    report.add({ code: 'PLAYBOOK_YAML_SYNTAX', place: { start: 10, end: 11 }, message: 'yaml' });
    report.add({ code: 'PLAYBOOK_KEY_UNKNOWN', place: { start: 8, end: 9 }, message: 'follows' });
    report.add({ code: 'PLAYBOOK_KEY_UNKNOWN', place: { start: 0, end: 1 }, message: 'elsewhere' });
    expect(report.diagnostics().map(({ message }) => message)).toEqual(['elsewhere', 'yaml']);
  });

  it('stops at a hundred', () => {
    const report = createReport('x'.repeat(200));
    for (let at = 0; at < 150; at += 1)
      report.add({ code: 'PLAYBOOK_KEY_UNKNOWN', place: { start: at, end: at + 1 }, message: 'x' });
    expect(report.diagnostics()).toHaveLength(100);
  });
});

describe('where YAML cannot be read', () => {
  it('what is there, but was lost, is not missed', () => {
    const lost =
      "  - id: a\n   agent: HealthAgent\n    output: got\n  - { id: b, set: { c: '{{ got.x }}', d: '{{ never.x }}' } }";
    const found = told(compileStepsOf(lost).diagnostics);
    expect(found.filter((each) => each.includes('NAME_UNKNOWN'))).toEqual([
      expect.stringContaining('never is not known here.'),
    ]);
    const open =
      '  - { id: a, agent: AdPlatformAgent, action: set_daily_budget, params: { campaign_id: c, daily_budget_minor: 5 } }';
    expect(told(compileStepsOf(`${open}\nowner: "ana\nguardrails: { max_budget_change_pct: 5 }`).diagnostics)).toEqual([
      'error YAML_SYNTAX 5:8-12 This text has no closing quote. → Close the quote; everything behind it was read as part of the text.',
    ]);
  });
});
