import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApprovalRequest, DecideSignal } from '../../contracts/approval.ts';
import { type ApprovalEvent, type ApprovalState, isFinal, openedApproval, reduceApproval } from './reduce-approval.ts';

const request: ApprovalRequest = {
  approval_id: 'approval-1',
  plan_digest: 'digest-1',
  eligible: ['ann', 'bob', 'cas'].map((name) => ({ user_id: name, email: `${name}@example.com`, roles: ['approver'] })),
  excluded_user_ids: ['req'],
  quorum: 1,
  editable: ['daily_budget_minor'],
  expires_at_ms: 1_000,
};

const yes = (decision_id: string, user: string, more: Partial<DecideSignal> = {}): ApprovalEvent => ({
  kind: 'decide',
  signal: {
    decision_id,
    approval_id: 'approval-1',
    plan_digest: 'digest-1',
    decision: 'approve',
    actor: { user_id: user, email: `${user}@example.com` },
    edits: null,
    reason: null,
    ...more,
  },
});
const back = (decision_id: string, user: string): ApprovalEvent => ({
  kind: 'withdraw',
  signal: { decision_id, approval_id: 'approval-1', actor: { user_id: user, email: '' } },
});
const run = (start: ApprovalState, ...events: readonly ApprovalEvent[]) => {
  const answers = [];
  let state = start;
  for (const event of events) {
    const next = reduceApproval(state, event);
    state = next.state;
    answers.push(next.outcome);
  }
  return { state, answers };
};
const opened = openedApproval(request, 0);

describe('an approval', () => {
  it('is given by one eligible person when the quorum is one', () => {
    const { state, answers } = run(opened, yes('d1', 'ann'));
    expect(state.status).toBe('approved');
    expect(answers).toEqual([{ decision_id: 'd1', accepted: true, decision: 'approve' }]);
  });

  it('counts people, not clicks', () => {
    const { state, answers } = run(
      openedApproval({ ...request, quorum: 2 }, 0),
      yes('d1', 'ann'),
      yes('d2', 'ann'),
      yes('d3', 'bob'),
    );
    expect(answers[1]).toEqual({ decision_id: 'd2', accepted: false, code: 'DECISION_REPEATED' });
    expect(state.approved_by.map((decider) => decider.user_id)).toEqual(['ann', 'bob']);
    expect(state.status).toBe('approved');
  });

  it.each([
    ['the requester', yes('d', 'req'), 'DECISION_SELF_APPROVAL'],
    ['somebody not asked', yes('d', 'eve'), 'DECISION_NOT_ELIGIBLE'],
    ['a decision on an older plan', yes('d', 'ann', { plan_digest: 'old' }), 'DECISION_STALE'],
    ['a decision on another approval', yes('d', 'ann', { approval_id: 'other' }), 'APPROVAL_NOT_FOUND'],
    ['an edit of a fixed parameter', yes('d', 'ann', { edits: { campaign_id: 'x' } }), 'DECISION_EDIT_INVALID'],
    [
      'an edit that comes with a no',
      yes('d', 'ann', { decision: 'reject', edits: { daily_budget_minor: 1 } }),
      'DECISION_EDIT_INVALID',
    ],
    ['a withdrawal by somebody who said nothing', back('d', 'ann'), 'DECISION_NOT_ELIGIBLE'],
  ])('ignores %s and says why', (_name, event, code) => {
    const { state, answers } = run(opened, event);
    expect(answers).toEqual([{ decision_id: 'd', accepted: false, code }]);
    expect(state).toEqual({ ...opened, outcomes: { d: answers[0] } });
  });

  it('ignores whatever comes after the end', () => {
    const { state, answers } = run(
      opened,
      yes('d1', 'ann', { decision: 'reject', reason: 'bad_timing' }),
      yes('d2', 'bob'),
      back('d3', 'ann'),
      { kind: 'deadline' },
      { kind: 'cancel' },
    );
    expect(state.status).toBe('rejected');
    expect(state.reason).toBe('bad_timing');
    expect(answers.slice(1, 3)).toEqual([
      { decision_id: 'd2', accepted: false, code: 'DECISION_TOO_LATE' },
      { decision_id: 'd3', accepted: false, code: 'DECISION_UNDO_WINDOW_CLOSED' },
    ]);
  });

  it('can be taken back inside the undo window and given again', () => {
    const start = openedApproval(request, 10);
    const first = run(start, yes('d1', 'ann'));
    expect(first.state.status).toBe('undo_window');
    const second = run(first.state, back('d1', 'ann'));
    expect(second.state.status).toBe('pending');
    expect(second.answers).toEqual([{ decision_id: 'd1', accepted: true, decision: 'withdraw' }]);
    const third = run(second.state, yes('d1', 'ann'), yes('d2', 'ann'), { kind: 'undo_window_ended' });
    expect(third.state.status).toBe('approved');
    expect(third.state.approved_by.map((decider) => decider.decision_id)).toEqual(['d2']);
  });

  it('cannot be taken back by somebody else, nor after the window', () => {
    const { state, answers } = run(
      openedApproval(request, 10),
      yes('d1', 'ann'),
      back('w1', 'bob'),
      { kind: 'undo_window_ended' },
      back('d1', 'ann'),
    );
    expect(state.status).toBe('approved');
    expect(answers[1]).toMatchObject({ code: 'DECISION_NOT_ELIGIBLE' });
    expect(answers[3]).toMatchObject({ code: 'DECISION_UNDO_WINDOW_CLOSED' });
    expect(state.outcomes.d1).toEqual({ decision_id: 'd1', accepted: true, decision: 'approve' });
  });

  it('ends with the edited values when an approver edits', () => {
    const { state, answers } = run(opened, yes('d1', 'ann', { edits: { daily_budget_minor: 500 } }));
    expect(state.status).toBe('superseded');
    expect(state.edits).toEqual({ daily_budget_minor: 500 });
    expect(answers[0]).toEqual({ decision_id: 'd1', accepted: true, decision: 'edit' });
  });
});

const anyEvent: fc.Arbitrary<ApprovalEvent> = fc.oneof(
  fc.record({
    kind: fc.constant('decide' as const),
    signal: fc.record({
      decision_id: fc.constantFrom('d1', 'd2', 'd3', 'd4', 'd5', 'd6'),
      approval_id: fc.constantFrom('approval-1', 'approval-1', 'approval-1', 'other'),
      plan_digest: fc.constantFrom('digest-1', 'digest-1', 'digest-1', 'old'),
      decision: fc.constantFrom('approve' as const, 'approve' as const, 'reject' as const),
      actor: fc.constantFrom('ann', 'bob', 'cas', 'req', 'eve').map((name) => ({ user_id: name, email: name })),
      edits: fc.constantFrom(null, null, null, { daily_budget_minor: 1 }, { campaign_id: 'x' }),
      reason: fc.constant(null),
    }),
  }),
  fc.record({
    kind: fc.constant('withdraw' as const),
    signal: fc.record({
      decision_id: fc.constantFrom('d1', 'd2', 'w1', 'w2'),
      approval_id: fc.constant('approval-1'),
      actor: fc.constantFrom('ann', 'bob', 'req').map((name) => ({ user_id: name, email: name })),
    }),
  }),
  fc.constantFrom<ApprovalEvent>({ kind: 'deadline' }, { kind: 'undo_window_ended' }, { kind: 'cancel' }),
);

describe('whatever arrives, in any order and any number of times', () => {
  const anyStory = fc.record({
    events: fc.array(anyEvent, { maxLength: 40 }),
    quorum: fc.integer({ min: 1, max: 3 }),
    undo: fc.constantFrom(0, 10),
  });

  it('ends at most once, and never says yes without enough different eligible people', () => {
    fc.assert(
      fc.property(anyStory, ({ events, quorum, undo }) => {
        let state = openedApproval({ ...request, quorum }, undo);
        for (const event of events) {
          const next = reduceApproval(state, event).state;
          if (isFinal(state.status)) expect({ ...next, outcomes: {} }).toEqual({ ...state, outcomes: {} });
          if (next.status === 'approved' || next.status === 'undo_window') {
            const people = new Set(next.approved_by.map((decider) => decider.user_id));
            expect(people.size).toBeGreaterThanOrEqual(quorum);
            for (const person of people) expect(['ann', 'bob', 'cas']).toContain(person);
          }
          state = next;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('answers the same decision the same way however often it is repeated, and changes nothing', () => {
    fc.assert(
      fc.property(anyStory, ({ events, quorum, undo }) => {
        let state = openedApproval({ ...request, quorum }, undo);
        for (const event of events) {
          const next = reduceApproval(state, event);
          if (event.kind === 'decide') {
            const again = reduceApproval(next.state, event);
            expect(again.state).toBe(next.state);
            expect(again.outcome).toEqual(next.outcome);
          }
          state = next.state;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('answers every decision with an outcome that carries its id', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        let state = openedApproval(request, 10);
        for (const event of events) {
          const next = reduceApproval(state, event);
          if (event.kind === 'decide' || event.kind === 'withdraw') {
            expect(next.outcome?.decision_id).toBe(event.signal.decision_id);
          }
          state = next.state;
        }
      }),
    );
  });
});
