import { describe, expect, it } from 'vitest';
import type { SettledDecision } from '../../contracts/activity-envelope.ts';
import type { ApprovalRequest, DecideSignal } from '../../contracts/approval.ts';
import { createMailbox } from './mailbox.ts';

const request: ApprovalRequest = {
  approval_id: 'a1',
  plan_digest: 'p1',
  eligible: [{ user_id: 'ann', email: 'ann@example.com', roles: ['approver'] }],
  excluded_user_ids: [],
  quorum: 1,
  editable: [],
  expires_at_ms: 0,
};
const yes = (decision_id: string, more: Partial<DecideSignal> = {}): DecideSignal => ({
  ...{ decision_id, approval_id: 'a1', plan_digest: 'p1', decision: 'approve', edits: null, reason: null },
  actor: { user_id: 'ann', email: 'ann@example.com' },
  ...more,
});
const open = (told: SettledDecision[] = []) => createMailbox(null, (decision) => told.push(decision));

describe('the mailbox', () => {
  it('keeps what comes before the approval is open, and reduces it in order once it is', () => {
    const mailbox = open();
    mailbox.announce('a1');
    mailbox.decide(yes('d1', { plan_digest: 'old' }));
    mailbox.decide(yes('d2'));
    mailbox.decide(yes('d3', { decision: 'reject' }));
    expect(mailbox.outcomes()).toEqual([]);
    mailbox.open(request, 0);
    expect(mailbox.state('a1').status).toBe('approved');
    expect(mailbox.takeDecisions('a1').map(({ outcome }) => outcome)).toEqual([
      { decision_id: 'd1', accepted: false, code: 'DECISION_STALE' },
      { decision_id: 'd2', accepted: true, decision: 'approve' },
      { decision_id: 'd3', accepted: false, code: 'DECISION_TOO_LATE' },
    ]);
    expect(mailbox.takeDecisions('a1')).toEqual([]);
  });

  it('says that there is no such approval when it could not be asked', () => {
    const mailbox = open();
    mailbox.announce('a1');
    mailbox.decide(yes('d1'));
    mailbox.abandon('a1');
    expect(mailbox.outcomes()).toEqual([{ decision_id: 'd1', accepted: false, code: 'APPROVAL_NOT_FOUND' }]);
  });

  it('tells at once what moves nothing, and leaves what moves the approval to its settling', () => {
    const told: SettledDecision[] = [];
    const mailbox = open(told);
    mailbox.announce('a1');
    mailbox.open(request, 0);
    mailbox.decide(yes('d1', { plan_digest: 'old' }));
    mailbox.decide(yes('d2'));
    mailbox.decide(yes('d2'));
    expect(told.map(({ signal }) => signal.decision_id)).toEqual(['d1']);
  });

  it('remembers in a new history what was answered in the old one, and which approvals are closed', () => {
    const before = open();
    before.announce('a1');
    before.open(request, 0);
    before.decide(yes('d1'));
    const after = createMailbox(JSON.parse(JSON.stringify(before.pack())), () => undefined);
    after.decide(yes('d1'));
    after.decide(yes('d2'));
    after.withdraw(yes('d3'));
    after.decide(yes('d4', { approval_id: 'other' }));
    expect(after.outcomes()).toEqual([
      { decision_id: 'd1', accepted: true, decision: 'approve' },
      { decision_id: 'd2', accepted: false, code: 'DECISION_TOO_LATE' },
      { decision_id: 'd3', accepted: false, code: 'DECISION_UNDO_WINDOW_CLOSED' },
      { decision_id: 'd4', accepted: false, code: 'APPROVAL_NOT_FOUND' },
    ]);
  });

  it('does not grow without end under a flood of forged decisions', () => {
    const mailbox = open();
    mailbox.announce('a1');
    mailbox.open(request, 0);
    for (let index = 0; index < 10_001; index += 1) mailbox.decide(yes(`forged${index}`, { plan_digest: 'old' }));
    for (let index = 0; index < 10_001; index += 1) mailbox.decide(yes(`lost${index}`, { approval_id: 'other' }));
    mailbox.decide(yes('real'));
    expect(mailbox.state('a1').status).toBe('approved');
    expect(mailbox.outcomes().length).toBeLessThanOrEqual(2_001);
    expect(mailbox.outcomes()).toContainEqual({ decision_id: 'real', accepted: true, decision: 'approve' });
    expect(mailbox.takeDecisions('a1').length).toBeLessThanOrEqual(201);
  });
});
