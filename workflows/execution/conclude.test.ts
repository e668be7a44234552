import { CancelledFailure, ContinueAsNew } from '@temporalio/workflow';
import { describe, expect, it } from 'vitest';
import type { ExecutionResult } from '../../contracts/execution.ts';
import { plan } from '../../tests/rehearsal/plans.ts';
import { createMailbox } from '../approvals/mailbox.ts';
import { concluded } from './conclude.ts';
import { createEventInbox } from './event-inbox.ts';
import { ExecutionStopped, failure } from './failures.ts';
import type { Frame } from './frame.ts';
import { createFuel } from './fuel.ts';
import { createPauses } from './pauses.ts';
import type { Run } from './run.ts';
import { createStanding } from './standing.ts';
import { createUnfinished } from './unfinished.ts';

/** Ends a story and keeps what was told to the read model. */
function theatre(variables: Frame['variables'] = {}) {
  const told: (readonly [ExecutionResult, unknown])[] = [];
  const quiet = () => undefined;
  const run: Run = {
    input: {
      ...{ execution_id: 'e', tenant_id: 't', plan: plan([]), playbook_digest: '', inputs: {}, context: {} },
      ...{ entity: null, mode: 'live', excluded_user_ids: [] },
      requested_by: { user_id: 'u', email: 'one@example.com', api_key_id: null },
    },
    mailbox: createMailbox(null, quiet),
    inbox: createEventInbox(null, []),
    pauses: createPauses({ initial: [], carried: null, now: () => 0, changed: quiet }),
    ...{ calledOff: () => null, unfinished: createUnfinished(null), fuel: createFuel(null) },
    progress: {
      ...{ started: quiet, working: () => quiet, step: quiet, asked: quiet, answered: quiet, sleeping: quiet },
      ...{ stillAsking: quiet, paused: quiet, reused: quiet },
      ...{ decided: quiet, summary: () => '' },
      finished: (result, error) => {
        told.push([result, error]);
      },
    },
    journey: {
      once: async (_, compute) => compute(),
      ...{ known: () => undefined, keep: quiet, drop: quiet, forget: quiet },
      during: (_, work) => work(),
      ...{ rest: async () => undefined, hold: async () => true, travel: (story) => story(), callOff: quiet },
    },
    standing: createStanding({ execution_id: 'e', plan: plan([]) }),
    ...{ walk: async () => null, breathe: async () => undefined },
  };
  const end = (story: () => Promise<unknown>) => concluded(run, { iteration: '', variables }, story);
  return { told, end };
}
const throwing = (error: unknown) => async () => {
  throw error;
};

describe('the end of an execution', () => {
  it('that has run through is completed, with what its steps named', async () => {
    const { told, end } = theatre({ inputs: { a: 1 }, now: 'then', checked: { ok: true } });
    const result = await end(async () => 'ignored');
    expect(result).toEqual({ status: 'completed', result: null, outputs: { checked: { ok: true } } });
    expect(told).toEqual([[result, null]]);
  });

  it.each(['completed', 'cancelled'] as const)('that stopped itself as %s returns with its result', async (status) => {
    const { told, end } = theatre();
    expect(await end(throwing(new ExecutionStopped(status, { why: 1 })))).toMatchObject({ status, result: { why: 1 } });
    expect(told).toHaveLength(1);
  });

  it('that stopped itself as failed is a failure for Temporal too, and its result is kept', async () => {
    const { told, end } = theatre();
    await expect(end(throwing(new ExecutionStopped('failed', 'why')))).rejects.toMatchObject({
      ...{ type: 'EXECUTION_STOPPED', details: [{ result: 'why' }] },
    });
    expect(told).toMatchObject([[{ status: 'failed', result: 'why' }, { type: 'EXECUTION_STOPPED' }]]);
  });

  it.each([
    ['APPROVAL_REJECTED', 'rejected'],
    ['APPROVAL_EXPIRED', 'expired'],
  ] as const)('by %s is %s: an answer, no failure', async (code, status) => {
    const { told, end } = theatre();
    expect(await end(throwing(failure(code, 'No.')))).toMatchObject({ status, result: null });
    expect(told).toMatchObject([[{ status }, { type: code }]]);
  });

  it('by a failed step or a cancellation is told once and thrown on', async () => {
    for (const [error, status] of [
      [failure('PLATFORM_REFUSED', 'No.'), 'failed'],
      [new CancelledFailure('cancelled'), 'cancelled'],
    ] as const) {
      const { told, end } = theatre();
      await expect(end(throwing(error))).rejects.toBe(error);
      expect(told).toMatchObject([[{ status }, error]]);
    }
  });

  it('is not a move to a new history, nor a fault of the interpreter: nobody is told', async () => {
    const moved = new ContinueAsNew({ workflowType: 'w', taskQueue: 'q' });
    for (const error of [moved, new TypeError('fault')]) {
      const { told, end } = theatre();
      await expect(end(throwing(error))).rejects.toBe(error);
      expect(told).toEqual([]);
    }
  });
});

describe('outputs too large for one payload', () => {
  const outputsOf = async (variables: Frame['variables']) => {
    const { outputs } = await theatre(variables).end(async () => null);
    return outputs;
  };

  it('are left out, and do not take smaller ones with them', async () => {
    expect(Object.keys(await outputsOf({ first: 1, huge: 'x'.repeat(1_000_001), last: 2 }))).toEqual(['first', 'last']);
  });

  it('are measured in bytes, so that no script makes a payload that Temporal refuses', async () => {
    const kept = await outputsOf({ one: '値'.repeat(300_000), other: '値'.repeat(300_000), last: 2 });
    expect(Object.keys(kept)).toEqual(['one', 'last']);
    expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThan(1_100_000);
  });
});
