import { createHash } from 'node:crypto';
import { z } from 'zod';
import { defineAction } from '../../contracts/action.ts';
import { type BoundHandler, bindRun, bindWrite } from '../../contracts/action-handler.ts';
import { canonicalJson } from '../../contracts/canonical-json.ts';
import { appliedChangeSchema, type GuardrailFacts } from '../../contracts/change-set.ts';
import { CodedError, type ErrorCode, isErrorCode } from '../../contracts/errors/index.ts';
import { jsonValueSchema } from '../../contracts/json.ts';
import { changeSetOf, quietFacts } from './change-sets.ts';
import { createUndoHandler, type Undoable } from './undo.ts';

/** The small world in which rehearsals happen: one campaign's budget, and what was done to it. */
export type Stage = Undoable & {
  readonly keys: string[];
  facts: Partial<GuardrailFacts>;
  /** The pause that the platform's side finds when something is about to be applied; '' when there is none. */
  stopped_by: string;
  /** With what the next applications are refused, one after the other. */
  readonly refuses: ErrorCode[];
};

export const openStage = (): Stage => ({
  live_budget_minor: 10_000,
  applied: [],
  calls: [],
  keys: [],
  written: new Map(),
  meddling: 0,
  facts: {},
  stopped_by: '',
  refuses: [],
  refuses_back: [],
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
const bulk = defineAction({
  ...read,
  action: 'bulk',
  summary: 'gives a text of as many kilobytes, all of one letter',
  params: z.object({ kilobytes: z.int().positive(), letter: z.string().length(1).default('x') }),
  output: z.object({ text: z.string() }),
});
const weigh = defineAction({
  ...read,
  action: 'weigh',
  summary: 'gives how many bytes of JSON it got',
  params: z.object({ value: jsonValueSchema }),
  output: z.int(),
});
const linger = defineAction({
  ...read,
  action: 'linger',
  summary: 'works until it is told to stop',
  params: empty,
  output: z.null(),
});
const meddle = defineAction({
  ...read,
  action: 'meddle',
  summary: 'somebody changes the budget by hand, now or right before the next application',
  params: z.object({ later: z.boolean().default(false) }),
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
    createUndoHandler(stage),
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
        if (kind === 'huge') return { ...good, text: 'x'.repeat(4 * 1024 * 1024) };
        if (kind === 'nul') return { ...good, text: 'a\u0000b' };
        if (kind === 'nan') return { ...good, number: Number.NaN };
        if (kind === 'deep') return { ...good, tree: deep(20_000) };
        return JSON.parse('{"text": 5, "number": "x"}');
      },
    }),
    bindRun({
      definition: bulk,
      run: async ({ kilobytes, letter }) => {
        stage.calls.push(`bulk ${kilobytes}`);
        return { text: letter.repeat(kilobytes * 1024) };
      },
    }),
    bindRun({ definition: weigh, run: async ({ value }) => Buffer.byteLength(JSON.stringify(value)) }),
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
    bindRun({
      definition: meddle,
      run: async ({ later }) => {
        stage.calls.push('meddle');
        if (later) stage.meddling += 1;
        else stage.live_budget_minor += 1;
        return null;
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
      apply: async ({ change_set, origin }) => {
        const pause_id = stage.stopped_by;
        if (pause_id !== '') {
          stage.calls.push('stopped');
          throw new CodedError('SCOPE_PAUSED', 'Somebody paused everything.', { pause_id });
        }
        const refusal = stage.refuses.shift();
        if (refusal !== undefined) throw new CodedError(refusal, 'It is refused before anything is sent.');
        if (stage.meddling > 0) {
          stage.meddling -= 1;
          stage.live_budget_minor += 1;
        }
        const [change] = change_set.changes;
        const after = change?.after;
        if (change?.before !== stage.live_budget_minor || typeof after !== 'number') {
          throw new CodedError('PLATFORM_DRIFT', 'Somebody changed the budget in between.');
        }
        const written = stage.written.get(origin.execution_id) ?? [];
        stage.written.set(origin.execution_id, [...written, { before: stage.live_budget_minor, after }]);
        stage.live_budget_minor = after;
        stage.applied.push(after);
        return { applied: true, change_set, change_set_id: null, receipts: [] };
      },
    }),
  ];
}
