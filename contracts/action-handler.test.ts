import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { actionId, defineAction } from './action.ts';
import { type ActionContext, bindRun, bindWrite } from './action-handler.ts';
import type { ActionCall } from './activity-envelope.ts';
import { appliedChangeSchema } from './change-set.ts';

const double = defineAction({
  agent: 'TestAgent',
  action: 'double',
  effect: 'read',
  summary: 'Doubles a number.',
  params: z.strictObject({ n: z.number() }),
  output: z.object({ twice: z.number() }),
});

const origin: ActionCall['origin'] = {
  tenant_id: 't',
  execution_id: 'e',
  playbook_id: 'p',
  step_id: 's',
  iteration: '',
  mode: 'live',
  requested_by: { user_id: 'u', email: 'u@x.example', api_key_id: null },
  campaign_id: null,
  idempotency_key: 'e/s',
  line: 1,
};
const context: ActionContext = {
  origin,
  signal: new AbortController().signal,
  heartbeat: () => undefined,
  log: { info: () => undefined, warn: () => undefined },
};

describe('binding a handler to its definition', () => {
  it('the id is agent and action, and defaults are filled in', () => {
    expect(actionId(double)).toBe('TestAgent.double');
    expect(double).toMatchObject({ timeout_seconds: 30, heartbeat_seconds: 5, retry: { max_attempts: 5 } });
  });

  it('a handler gets parsed parameters', async () => {
    const bound = bindRun({ definition: double, run: async ({ n }) => ({ twice: n * 2 }) });
    expect(await bound.call({ phase: 'run', origin, params: { n: 4 } }, context)).toEqual({ twice: 8 });
  });

  it.each([[{}], [{ n: '4' }], [{ n: 4, extra: 1 }]])('parameters %j do not reach the handler', (params) => {
    const bound = bindRun({ definition: double, run: async () => expect.unreachable() });
    expect(() => bound.call({ phase: 'run', origin, params }, context)).toThrow(
      expect.objectContaining({ code: 'ACTION_PARAMS_INVALID' }),
    );
  });

  it('a write handler is planned first and applied with what was planned', async () => {
    const seen: string[] = [];
    const write = defineAction({ ...double, action: 'write', effect: 'write', output: appliedChangeSchema });
    const change_set = { changes: [], currency: 'USD', total_change_minor: 0, max_change_pct: 0, change_count: 0 };
    const facts = {
      budget_change_pct_window: null,
      bid_change_pct_window: null,
      total_change_window_minor: null,
      changes_today: null,
      hours_since_last_change: null,
      spend_minor: null,
      conversions: null,
      in_learning: null,
    };
    const bound = bindWrite({
      definition: write,
      plan: async ({ n }) => {
        seen.push(`plan ${n}`);
        return { change_set, plan_digest: 'd', facts, changes_anything: false };
      },
      apply: async (call) => {
        seen.push(`apply ${call.plan_digest}`);
        return { applied: false, change_set: null, change_set_id: null, receipts: [] };
      },
    });
    await bound.call({ phase: 'plan', origin, params: { n: 1 }, exclude_last_days: 0 }, context);
    await bound.call(
      { phase: 'apply', origin, params: {}, change_set, plan_digest: 'abc', grant: { kind: 'policy', rule: 'r' } },
      context,
    );
    expect(seen).toEqual(['plan 1', 'apply abc']);
  });

  it.each(['dry_run', 'shadow'] as const)(
    'in the mode %s a write handler plans, and apply is not handed out',
    (mode) => {
      const write = defineAction({ ...double, action: 'write', effect: 'write', output: appliedChangeSchema });
      const bound = bindWrite({
        definition: write,
        plan: async () => expect.unreachable(),
        apply: async () => expect.unreachable(),
      });
      const change_set = { changes: [], currency: 'USD', total_change_minor: 0, max_change_pct: 0, change_count: 0 };
      const grant = { kind: 'policy', rule: 'r' } as const;
      const call = {
        phase: 'apply',
        origin: { ...origin, mode },
        params: {},
        change_set,
        plan_digest: 'abc',
        grant,
      } as const;
      expect(() => bound.call(call, context)).toThrow(
        expect.objectContaining({
          code: 'WRITE_NOT_LIVE',
          details: { action_id: 'TestAgent.write', mode, step_id: 's' },
        }),
      );
    },
  );
});
