import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRecordFailureHandler } from '../../activities/agents/campaign-health/record-failure.handler.ts';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { actionId } from '../../contracts/action.ts';
import type { BoundHandler } from '../../contracts/action-handler.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { temporalAddress } from '../harness/temporal.ts';
import { openTheatre, type Theatre } from '../rehearsal/open-theatre.ts';
import { readRecords } from '../rehearsal/records.ts';

const file = 'playbooks/campaign-health.yaml';
/** Stages that answer as they are told in a test, `never` with nothing at all; every other stage is not reached. */
const told: Record<string, 'never' | CodedError> = {};
let theatre: Theatre;

/** The actions of the playbook: what is told, and writing down how it ended as the product does it. */
const agents = ['ContextAgent', 'CampaignHealthAgent'];
const ours = actionCatalog.filter(({ agent }) => agents.includes(agent));
const handlers: BoundHandler[] = ours.map((definition) => ({
  definition,
  call: async (call, context) => {
    if (definition.action === 'record_failure')
      return createRecordFailureHandler({ database: theatre.database.app, clock: { now: () => new Date() } }).call(
        call,
        context,
      );
    const answer = told[actionId(definition)];
    if (answer === 'never')
      return new Promise((_, reject) =>
        context.signal.addEventListener('abort', () => reject(new Error('called off'))),
      );
    throw answer ?? new CodedError('PLATFORM_REFUSED', 'nobody is there');
  },
}));

beforeAll(async () => {
  theatre = await openTheatre({ address: temporalAddress(), handlers });
});
afterAll(() => theatre?.close());

/** The product's playbook from the step that builds the context on, with so much patience for each step. */
function fromContext(timeout_seconds: number): Plan {
  const source = readFileSync(file, 'utf8');
  const { plan } = compilePlaybook(source, { file, actions: actionCatalog });
  if (plan === null) throw new Error('The playbook does not compile.');
  const at = plan.steps.findIndex((step) => step.id === 'build_context');
  const steps = plan.steps
    .slice(at)
    .map((step) =>
      step.kind === 'action'
        ? { ...step, params: {}, timeout_seconds, retry: { ...step.retry, max_attempts: 1 } }
        : step,
    );
  return { ...plan, playbook_id: 'analysis_v1', steps };
}

async function runOf(execution_id: string) {
  const [row] = await theatre.database.owner.sql`
    select status, error_message, recommendation_id, execution_path, node_outputs, total_duration_ms
    from agent_executions where execution_id = ${execution_id}`;
  return row;
}

describe('a run of the agent that does not end well', () => {
  it('for want of time is written down as one that timed out, with the stage at which it stood', async () => {
    told['ContextAgent.build_context'] = 'never';
    const performance = await theatre.start(fromContext(0.4), { inputs: { campaign_id: 'c123' } });
    await expect(performance.handle.result()).rejects.toThrow();
    const run = await runOf(performance.input.execution_id);
    expect(run).toMatchObject({
      status: 'timeout',
      recommendation_id: null,
      execution_path: ['build_context', 'record_failure'],
    });
    expect(run?.error_message).toMatch(/^ACTIVITY_TIMED_OUT: /);
    expect(run?.node_outputs.build_context).toMatchObject({ action_id: 'ContextAgent.build_context' });
    expect(run?.total_duration_ms).toBeGreaterThanOrEqual(300);
    const { execution } = await readRecords(theatre, performance);
    expect(execution).toMatchObject({ status: 'failed', error_code: 'ACTIVITY_TIMED_OUT' });
  });

  it.each([
    ['CAMPAIGN_DATA_MISSING', 'error'],
    ['LLM_DEADLINE', 'timeout'],
    ['INTERNAL', 'error'],
  ] as const)('for %s is written down as %s', async (code, status) => {
    told['ContextAgent.build_context'] = new CodedError(code, 'It did not work.');
    const performance = await theatre.start(fromContext(10), { inputs: { campaign_id: 'c123' } });
    await expect(performance.handle.result()).rejects.toThrow();
    expect(await runOf(performance.input.execution_id)).toMatchObject({
      ...{ status, error_message: `${code}: It did not work.`, execution_path: ['build_context', 'record_failure'] },
    });
  });
});
