import { createHash } from 'node:crypto';
import { z } from 'zod';
import { defineAction } from '../../contracts/action.ts';
import { type BoundHandler, bindRun, bindWrite } from '../../contracts/action-handler.ts';
import { canonicalJson } from '../../contracts/canonical-json.ts';
import { appliedChangeSchema, type ChangeSet, type GuardrailFacts } from '../../contracts/change-set.ts';
import { CodedError, isErrorCode } from '../../contracts/errors/index.ts';
import { jsonValueSchema } from '../../contracts/json.ts';

/** The small world in which rehearsals happen: one campaign's budget, and what was done to it. */
export type Stage = {
  live_budget_minor: number;
  readonly applied: number[];
  readonly calls: string[];
  readonly keys: string[];
  /** Somebody else changes the budget this many times, each time right before it is applied. */
  meddling: number;
  facts: Partial<GuardrailFacts>;
};

export const openStage = (): Stage => ({
  live_budget_minor: 10_000,
  applied: [],
  calls: [],
  keys: [],
  meddling: 0,
  facts: {},
});

const RehearsalAgent = 'RehearsalAgent';
const read = { agent: RehearsalAgent, effect: 'read', heartbeat_seconds: null } as const;
const empty = z.object({});

const noop = defineAction({ ...read, action: 'noop', summary: 'does nothing', params: empty, output: z.null() });
const echo = defineAction({
  ...read,
  action: 'echo',
  summary: 'gives back what it got',
  params: z.object({ value: jsonValueSchema }),
  output: jsonValueSchema,
});
const fail = defineAction({
  ...read,
  action: 'fail',
  summary: 'fails with a code',
  params: z.object({ code: z.string(), times: z.int().default(1_000) }),
  output: z.string(),
});
const odd = defineAction({
  ...read,
  action: 'odd',
  summary: 'gives what it does not declare',
  params: z.object({ kind: z.enum(['wrong_type', 'huge', 'nul', 'nan', 'deep', 'crash']) }),
  output: z.object({ text: z.string(), number: z.number(), tree: z.unknown() }),
});
const linger = defineAction({
  ...read,
  action: 'linger',
  summary: 'works until it is told to stop',
  params: empty,
  output: z.null(),
});
const setBudget = defineAction({
  agent: RehearsalAgent,
  action: 'set_budget',
  effect: 'write',
  summary: 'sets the daily budget',
  params: z.object({ daily_budget_minor: z.int() }),
  output: appliedChangeSchema,
});

function deep(levels: number): unknown {
  let tree: unknown = 1;
  for (let level = 0; level < levels; level += 1) tree = [tree];
  return tree;
}

/** Handlers that act in a stage; everything around them is the product. */
export function createRehearsalHandlers(stage: Stage): BoundHandler[] {
  const failures = new Map<string, number>();
  return [
    bindRun({
      definition: noop,
      run: async (_params, { origin }) => {
        stage.calls.push(`noop ${origin.step_id}${origin.iteration === '' ? '' : `[${origin.iteration}]`}`);
        stage.keys.push(origin.idempotency_key);
        return null;
      },
    }),
    bindRun({
      definition: echo,
      run: async ({ value }, { origin }) => {
        stage.calls.push(`echo ${origin.step_id}${origin.iteration === '' ? '' : `[${origin.iteration}]`}`);
        return value;
      },
    }),
    bindRun({
      definition: fail,
      run: async ({ code, times }, { origin }) => {
        const before = failures.get(origin.idempotency_key) ?? 0;
        failures.set(origin.idempotency_key, before + 1);
        stage.calls.push(`fail ${origin.step_id}`);
        if (before >= times) return 'went well';
        if (isErrorCode(code))
          throw new CodedError(code, `failed; access_token=abc123`, { token: 'xyz', row: 7 }, 0.01);
        throw new Error('postgres://somebody:hunter2@db.example/secret');
      },
    }),
    bindRun({
      definition: odd,
      run: async ({ kind }) => {
        stage.calls.push(`odd ${kind}`);
        const good = { text: 'fine', number: 1, tree: null };
        if (kind === 'crash') throw new TypeError('cannot read properties of undefined');
        if (kind === 'huge') return { ...good, text: 'x'.repeat(300 * 1024) };
        if (kind === 'nul') return { ...good, text: 'a\u0000b' };
        if (kind === 'nan') return { ...good, number: Number.NaN };
        if (kind === 'deep') return { ...good, tree: deep(20_000) };
        return JSON.parse('{"text": 5, "number": "x"}');
      },
    }),
    bindRun({
      definition: linger,
      run: (_params, { signal, origin }) => {
        stage.calls.push(`linger ${origin.step_id}`);
        return new Promise((_resolve, reject) => {
          const stop = () => reject(signal.reason);
          if (signal.aborted) stop();
          else signal.addEventListener('abort', stop);
        });
      },
    }),
    bindWrite({
      definition: setBudget,
      plan: async (params, { origin }) => {
        stage.calls.push(`plan ${stage.live_budget_minor}->${params.daily_budget_minor}`);
        stage.keys.push(origin.idempotency_key);
        const change_set = changeSetOf(stage.live_budget_minor, params.daily_budget_minor, origin.campaign_id ?? 'c1');
        const named = { change_set, params, action_id: 'RehearsalAgent.set_budget' };
        const plan_digest = createHash('sha256').update(canonicalJson(named)).digest('hex');
        const changes_anything = stage.live_budget_minor !== params.daily_budget_minor;
        return { change_set, plan_digest, facts: { ...quietFacts, ...stage.facts }, changes_anything };
      },
      apply: async ({ change_set }) => {
        if (stage.meddling > 0) {
          stage.meddling -= 1;
          stage.live_budget_minor += 1;
        }
        const [change] = change_set.changes;
        const after = change?.after;
        if (change?.before !== stage.live_budget_minor || typeof after !== 'number') {
          throw new CodedError('PLATFORM_DRIFT', 'Somebody changed the budget in between.');
        }
        stage.live_budget_minor = after;
        stage.applied.push(after);
        return { applied: true, change_set, change_set_id: null, receipts: [] };
      },
    }),
  ];
}

const quietFacts: GuardrailFacts = {
  budget_change_pct_window: 0,
  bid_change_pct_window: 0,
  total_change_window_minor: 0,
  changes_today: 1,
  hours_since_last_change: null,
  spend_minor: 100_000,
  conversions: 50,
  in_learning: false,
};

function changeSetOf(before: number, after: number, campaign_id: string): ChangeSet {
  const change_pct = ((after - before) / before) * 100;
  const money_moved_minor = Math.abs(after - before);
  const change = {
    ...{ platform: 'rehearsal', account_id: 'a1', campaign_id, entity_id: campaign_id, entity_name: 'Spring' },
    ...{ entity_type: 'campaign' as const, field: 'daily_budget_minor' as const, before, after, change_pct },
    money_moved_minor,
  };
  const max_change_pct = Math.abs(change_pct);
  return { changes: [change], currency: 'USD', total_change_minor: money_moved_minor, max_change_pct, change_count: 1 };
}
