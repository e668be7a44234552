import { describe, expect, it } from 'vitest';
import { splitDocument } from '../../knowledge/passages/split.ts';
import { type DocumentedRecommendation, outcomeDocument } from './outcome-document.ts';

type Row = DocumentedRecommendation;
const outcome = (more: Partial<Row['outcomes'][number]> = {}): Row['outcomes'][number] => ({
  ...{ metric: 'cpa', effect_pct: -12.34, low_pct: -20, high_pct: -4.06, verdict: 'positive' },
  ...more,
});
const row: Row = {
  ...{ id: 'r1', campaign_name: 'Spring Sale', recommended_workflow: 'Bid Adjustment' },
  ...{ specific_action: 'Raise the bid by 15 %.', reasoning: 'Rivals bid more.', root_cause: 'auction_pressure' },
  ...{ human_decision: 'approved', decision_feedback: null, generated_at: new Date('2026-03-01T09:00:00Z') },
  outcomes: [outcome()],
};

describe('a measured recommendation as a document', () => {
  it('tells situation, decision and result, under one key and with its date', () => {
    const made = outcomeDocument(row);
    expect(made).toMatchObject({
      ...{ source_key: 'recommendation/r1', kind: 'recommendation_outcome', dated_on: '2026-03-01', access: [] },
      title: 'Spring Sale: Bid Adjustment',
    });
    expect(made.content).toContain('Cause: auction pressure. Raise the bid by 15 %. Decision: approved.');
    expect(made.content).toContain('Situation: Rivals bid more.');
    expect(outcomeDocument(row)).toEqual(made);
  });

  it('is found by its cause with its result, however long somebody reasoned: both stand in the first passage', () => {
    const outcomes = ['cpa', 'ctr', 'spend'].map((metric) => outcome({ metric }));
    const made = outcomeDocument({ ...row, outcomes, reasoning: 'Rivals bid more than ever before. '.repeat(60) });
    const [first, ...others] = splitDocument(made.content);
    expect(first?.text).toMatch(/^Cause: auction pressure.*spend changed by -12.3 %/s);
    expect(others.length).toBeGreaterThan(1);
    const short = splitDocument(outcomeDocument(row).content);
    expect(short.map((passage) => passage.section)).toEqual(['Spring Sale: Bid Adjustment']);
  });

  it.each<[Partial<Row['outcomes'][number]>, string]>([
    [{}, '- cpa changed by -12.3 % (between -20 and -4.1 %); verdict: positive.'],
    [{ effect_pct: 3, low_pct: null }, '- cpa changed by +3 %; verdict: positive.'],
    [{ effect_pct: null, low_pct: null, verdict: null }, '- cpa no effect could be computed; verdict: none.'],
  ])('tells %j with its sign and its range, and judges nothing that was not measured', (more, line) => {
    expect(outcomeDocument({ ...row, outcomes: [outcome(more)] }).content).toContain(line);
  });

  it('keeps what the person said, and a long name within what a title may be', () => {
    const made = outcomeDocument({ ...row, campaign_name: 'x'.repeat(400), decision_feedback: 'Too early.' });
    expect(made.content).toContain('Remark: Too early.');
    expect(made.title).toHaveLength(300);
  });
});
