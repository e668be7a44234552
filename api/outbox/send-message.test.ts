import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { messageNames } from '../../workflows/messages.ts';
import type { TemporalGateway } from '../temporal/gateway.ts';
import { outboxMessageSchema, plainMessageSchema } from './messages.ts';
import { sendMessage } from './send-message.ts';

const actor = { user_id: randomUUID(), email: 'person@x.example' };
const ids = { decision_id: randomUUID(), approval_id: randomUUID() };
const decision = { ...ids, plan_digest: 'd1', decision: 'approve', actor, edits: null, reason: null };
const outcome = {
  ...{ tenant_id: randomUUID(), execution_id: randomUUID(), outcome_id: randomUUID(), playbook_id: 'p_v1' },
  ...{ campaign_id: '100', measure_at_ms: 1_772_323_200_000, mode: 'live' },
  requested_by: { ...actor, api_key_id: null },
};
const messages = {
  signal_decision: { kind: 'signal_decision', payload: { workflow_id: 'w1', signal: decision } },
  signal_withdrawal: { kind: 'signal_withdrawal', payload: { workflow_id: 'w1', signal: { ...ids, actor } } },
  track_outcome: { kind: 'track_outcome', payload: outcome },
  deliver_approval: {
    kind: 'deliver_approval',
    payload: {
      ...{ tenant_id: randomUUID(), execution_id: randomUUID(), approval_id: ids.approval_id },
      ...{ moment: 'asked', message_key: 'deliver_approval/1/asked' },
    },
  },
  cancel_workflow: { kind: 'cancel_workflow', payload: { workflow_id: 'w1' } },
} as const;

/** A gateway that writes down what it is asked; `failure` makes every call fail. */
function createTestGateway(failure: Error | null = null) {
  const calls: unknown[][] = [];
  const note =
    <T>(answer: T) =>
    async (...asked: unknown[]) => {
      calls.push(asked);
      if (failure !== null) throw failure;
      return answer;
    };
  const gateway: TemporalGateway = {
    start: note('started' as const),
    track: note('already_started' as const),
    deliver: note('already_started' as const),
    signal: note('gone' as const),
    cancel: note(undefined),
    query: note(null),
    health: async () => ({ reachable: true, pollers: 1 }),
    close: async () => undefined,
  };
  return { gateway, calls };
}

describe('a message of the outbox', () => {
  it.each([
    ['signal_decision', ['w1', messageNames.decide, decision]],
    ['signal_withdrawal', ['w1', messageNames.withdraw, { ...ids, actor }]],
    ['track_outcome', [outcome]],
    ['deliver_approval', [messages.deliver_approval.payload]],
    ['cancel_workflow', ['w1']],
  ] as const)(
    '%s reaches Temporal as it was written, and a workflow that is gone is no failure',
    async (kind, asked) => {
      const { gateway, calls } = createTestGateway();
      await sendMessage(gateway, plainMessageSchema.parse(messages[kind]));
      expect(calls).toEqual([asked]);
    },
  );

  it.each(['signal_decision', 'signal_withdrawal', 'track_outcome', 'deliver_approval', 'cancel_workflow'] as const)(
    '%s fails when Temporal cannot be asked, so that it is tried again',
    async (kind) => {
      const { gateway } = createTestGateway(new Error('unreachable'));
      await expect(sendMessage(gateway, plainMessageSchema.parse(messages[kind]))).rejects.toThrow('unreachable');
    },
  );

  it.each<[string, object]>([
    ['of an unknown kind', { kind: 'send_money', payload: {} }],
    ['without a payload', { kind: 'cancel_workflow' }],
    [
      'with a decision in another word',
      { kind: 'signal_decision', payload: { workflow_id: 'w1', signal: { ...decision, decision: 'withdraw' } } },
    ],
    [
      'with an id that is none',
      { kind: 'signal_decision', payload: { workflow_id: 'w1', signal: { ...decision, decision_id: '1' } } },
    ],
    ['with half a millisecond', { kind: 'track_outcome', payload: { ...outcome, measure_at_ms: 1.5 } }],
    ['that starts without an input', { kind: 'start_workflow', payload: { wait_for: [] } }],
  ])('%s is never sent', (_case, message) => {
    expect(outboxMessageSchema.safeParse(message).success).toBe(false);
  });
});
