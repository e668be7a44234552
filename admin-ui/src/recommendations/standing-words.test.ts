import { expect, it } from 'vitest';
import { recommendationRowSchema } from './recommendation-row.ts';
import { decisionSentences, standingLabels, standingSentence, statusOf } from './standing-words.ts';

const row = (more: object) => recommendationRowSchema.parse({ id: 'r', status: 'pending', ...more });

it('a plain open recommendation has no labels and nothing to explain', () => {
  expect(standingLabels(row({}))).toEqual([]);
  expect(standingSentence(row({}))).toBeNull();
  expect(decisionSentences(row({}))).toEqual([]);
});

it('shadow, rule, degradation, conflict and flag each are said', () => {
  const more = { mode: 'shadow', auto_approved: true, degraded: true, conflicts_with: ['x'], flagged_for_review: true };
  expect(standingLabels(row(more)).map(({ word }) => word)).toEqual([
    ...['Shadow: shown to nobody', 'Approved by rule', 'Partly worked out', 'In conflict', 'Flagged for Friday'],
  ]);
});

it('why it ended without anybody’s word, or what it is against, is said with the reason', () => {
  const superseded = row({ status: 'superseded', superseded_reason: 'newer_data' });
  expect(standingSentence(superseded)).toBe('Replaced by a newer recommendation: newer data.');
  expect(standingSentence(row({ status: 'expired', expires_at: '2026-03-01T10:00:00Z' }))).toContain('Mar 2026');
  expect(standingSentence(row({ conflicts_with: ['x'] }))).toContain('Another open recommendation pulls');
  expect(standingSentence(row({ conflicts_with: ['x', 'y'] }))).toContain('2 other open recommendations pull');
  // A conflict of what is decided is history.
  expect(standingSentence(row({ status: 'approved', conflicts_with: ['x'] }))).toBeNull();
});

it('a decision names who, what they changed, thought and would have done', () => {
  const said = decisionSentences(
    row({
      ...{ human_decision: 'rejected', decided_by: 'ana@x.example', feedback_category: 'wrong_unclear' },
      ...{ human_workflow: 'Creative Refresh', edit_distance_pct: 12.4 },
    }),
  );
  expect(said).toEqual([
    ...['ana@x.example rejected it.', 'It was changed by 12 % before.'],
    ...['Judged: wrong, and I do not see why.', 'They would have chosen: Creative Refresh.'],
  ]);
});

it('what the rule approved is nobody’s decision', () => {
  const [said] = decisionSentences(row({ auto_approved: true, human_decision: null }));
  expect(said).toBe('Approved by the rule of autonomy, without asking anybody.');
});

it('what asks for no change waits for nobody; what was decided, or is shown to nobody, keeps its status', () => {
  const open = { status: 'pending', approval_id: null, mode: 'live' };
  expect(statusOf(open)).toBe('nothing_to_approve');
  expect(statusOf({ ...open, status: null })).toBe('nothing_to_approve');
  expect(statusOf({ ...open, approval_id: 'a' })).toBe('pending');
  expect(statusOf({ ...open, status: 'approved' })).toBe('approved');
  expect(statusOf({ ...open, mode: 'shadow' })).toBe('pending');
});
