import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApprovalRequest, DecideSignal, DecisionOutcome } from '../../contracts/approval.ts';
import { temporalAddress } from '../../tests/harness/temporal.ts';
import { openTheatre, type Theatre } from '../../tests/rehearsal/open-theatre.ts';
import { gate, plan } from '../../tests/rehearsal/plans.ts';
import { approvalAsked, readRecords } from '../../tests/rehearsal/records.ts';
import { messageNames } from '../messages.ts';
import { createMailbox } from './mailbox.ts';
import { isFinal } from './reduce-approval.ts';

/** Fifty decisions by two people on one approval, half of them yes; some are the same message sent again. */
function fifty(sign: (who: 'ann' | 'bob', decision: DecideSignal['decision']) => DecideSignal): DecideSignal[] {
  const decisions = Array.from({ length: 40 }, (_, index) =>
    sign(index % 2 === 0 ? 'ann' : 'bob', Math.floor(index / 2) % 2 === 0 ? 'approve' : 'reject'),
  );
  const all = [...decisions, ...decisions.slice(0, 10)];
  return all
    .map((each) => ({ each, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each);
}

/** Those that counted and ended it: one, or with a quorum of two exactly one yes of each. */
function winners(outcomes: readonly DecisionOutcome[], decisions: readonly DecideSignal[]) {
  const people = new Map(decisions.map(({ decision_id, actor }) => [decision_id, actor.user_id]));
  return outcomes.flatMap((outcome) =>
    outcome.accepted ? [{ decision: outcome.decision, user_id: people.get(outcome.decision_id) }] : [],
  );
}

const request: ApprovalRequest = {
  ...{ approval_id: 'a1', plan_digest: 'p1', excluded_user_ids: [], editable: [], expires_at_ms: 0, quorum: 1 },
  eligible: ['ann', 'bob'].map((user_id) => ({ user_id, email: `${user_id}@example.com`, roles: ['approver'] })),
};

describe('fifty decisions by two people at once', () => {
  it.each([1, 2])(
    'with a quorum of %i have one winner in each of 200 rounds, and every voice counts once',
    (quorum) => {
      for (let round = 0; round < 200; round += 1) {
        const mailbox = createMailbox(null, () => undefined);
        mailbox.announce('a1');
        const decisions = fifty((user_id, decision) => ({
          ...{ decision_id: randomUUID(), approval_id: 'a1', plan_digest: 'p1', decision, edits: null, reason: null },
          actor: { user_id, email: `${user_id}@example.com` },
        }));
        const early = Math.floor(Math.random() * 50);
        for (const decision of decisions.slice(0, early)) mailbox.decide(decision);
        mailbox.open({ ...request, quorum }, 0);
        for (const decision of decisions.slice(early)) mailbox.decide(decision);

        const { status } = mailbox.state('a1');
        expect(isFinal(status)).toBe(true);
        const counted = winners(mailbox.outcomes(), decisions);
        const rejections = counted.filter(({ decision }) => decision === 'reject');
        const yeses = counted.filter(({ decision }) => decision === 'approve').map(({ user_id }) => user_id);
        expect(new Set(yeses).size).toBe(yeses.length);
        expect(rejections).toHaveLength(status === 'rejected' ? 1 : 0);
        if (status === 'approved') expect(yeses).toHaveLength(quorum);
        expect(mailbox.outcomes()).toHaveLength(40);
      }
    },
  );

  describe('on a real server', () => {
    let theatre: Theatre;
    beforeAll(async () => {
      theatre = await openTheatre({ address: temporalAddress() });
    });
    afterAll(() => theatre.close());

    it('have one winner in each of 10 rounds, and the records say the same as the workflow', async () => {
      const rounds = Array.from({ length: 10 }, async () => {
        const performance = await theatre.start(plan([gate('ok')]));
        const asked = await approvalAsked(theatre, performance);
        const decisions = fifty((who, decision) => theatre.decision(who, asked, { decision }));
        const sending = decisions.map((each) =>
          // Whoever comes after the end finds the workflow closed, as people do who answer too late.
          performance.handle.signal(messageNames.decide, each).catch(() => undefined),
        );
        const [result] = await Promise.all([performance.handle.result(), ...sending]);
        const counted = winners(await performance.handle.query(messageNames.outcomes), decisions);
        expect(counted).toHaveLength(1);
        const approved = counted[0]?.decision === 'approve';
        expect(result).toMatchObject({ status: approved ? 'completed' : 'rejected' });
        const records = await readRecords(theatre, performance);
        expect(records.approvals.map(({ status }) => status)).toEqual([approved ? 'approved' : 'rejected']);
        const mine = records.decisions.filter((row) => row.approval_id === asked.approval_id);
        expect(mine.filter(({ status }) => status === 'accepted')).toHaveLength(1);
      });
      await Promise.all(rounds);
    });
  });
});
