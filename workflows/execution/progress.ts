import { proxySinks, setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { SettledDecision } from '../../contracts/activity-envelope.ts';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { ExecutionInput, ExecutionResult } from '../../contracts/execution.ts';
import { everyStep } from '../../contracts/plan/every-step.ts';
import type { Step } from '../../contracts/plan/index.ts';
import { backLink, campaignOf, publicUrlOf, searchAttributes, shortened } from '../messages.ts';
import { describeFailure } from './failures.ts';
import type { Frame } from './frame.ts';
import type { ReadModelSinks, StepReport } from './read-model-sinks.ts';

/** Tells people how the execution stands: the Temporal UI by details and search attributes, the read model by sinks. */
export type Progress = {
  /** A history begins; `continued` when the execution comes from an earlier one. */
  started(continued: boolean): void;
  /** A step is at work; the returned function ends that. */
  working(step: Step, what: string): () => void;
  /** A step that no activity records. */
  step(step: Step, frame: Frame, status: StepReport['status'], output: StepReport['output'], error?: unknown): void;
  /** A result by its key that an earlier execution gave, so that its step is not run. */
  reused(key: string, value: JsonValue): void;
  /** People are waited for, and how that ended. These two and a pause cost one event each, and nothing else here costs any. */
  asked(step: Step): void;
  /** People were asked in an earlier history and are still waited for. */
  stillAsking(): void;
  answered(status: string): void;
  /** The execution is paused, or goes on. */
  paused(paused: boolean): void;
  sleeping(step: Step, waiting: boolean): void;
  decided(decision: SettledDecision): void;
  finished(result: ExecutionResult, error: unknown): void;
  /** The line that Temporal shows beside an activity or timer, such as "4/9 diagnose c123". */
  summary(step: Step): string;
};

/** Progress of one execution. Nothing in here changes what the execution does. */
export function createProgress(input: ExecutionInput): Progress {
  const { read_model } = proxySinks<ReadModelSinks>();
  const key = { tenant_id: input.tenant_id, execution_id: input.execution_id };
  const all = everyStep([...input.plan.steps, ...(input.plan.on_failure ?? [])]);
  const numbers = new Map(all.map((step, index) => [step.id, index + 1]));
  const steps = new Map(all.map((step) => [step.id, step]));
  const subject = campaignOf(input) ?? input.entity?.id ?? '';
  const active = new Map<object, string>();
  const standing = { asking: 0, sleeping: 0, paused: false };
  const status = (otherwise = 'running') => {
    if (standing.paused) return 'paused';
    return standing.asking > 0 ? 'waiting_for_approval' : otherwise;
  };
  const place = (step: Step) => `${numbers.get(step.id) ?? '?'}/${numbers.size}`;
  const summary = (step: Step) => shortened(`${place(step)} ${step.name ?? step.id} ${subject}`.trimEnd());
  const back = backLink(publicUrlOf(workflowInfo().memo), input.execution_id);
  const show = () => setCurrentDetails([...active.values(), ...back].join('\n'));
  const shown = (value: string) => upsertSearchAttributes([{ key: searchAttributes.status, value }]);
  const report = (step: Step, iteration: string, news: Pick<StepReport, 'status' | 'output' | 'error' | 'reused'>) =>
    read_model.step({
      ...{ ...key, step_id: step.id, iteration, kind: step.kind, line: step.line },
      summary: step.name ?? (step.kind === 'action' ? step.summary : step.id),
      ...news,
      at_ms: Date.now(),
    });
  return {
    summary,
    started: (continued) => read_model.started({ ...key, run_id: workflowInfo().runId, continued, at_ms: Date.now() }),
    working: (step, what) => {
      const token = {};
      active.set(token, `- **${place(step)} ${step.name ?? step.id}**: ${what}`);
      show();
      return () => {
        active.delete(token);
        show();
      };
    },
    step: (step, frame, status, output, error) =>
      report(step, frame.iteration, { status, output, error: error === undefined ? null : describeFailure(error) }),
    reused: (result_key, output) => {
      const cut = result_key.lastIndexOf('/');
      const step = steps.get(result_key.slice(0, cut));
      const iteration = result_key.slice(cut + 1);
      if (step === undefined || !/^[\d.]*$/.test(iteration)) return;
      report(step, iteration, { status: 'completed', output, error: null, reused: true });
    },
    asked: (step) => {
      standing.asking += 1;
      upsertSearchAttributes([
        { key: searchAttributes.status, value: status() },
        { key: searchAttributes.step, value: step.id },
      ]);
    },
    stillAsking: () => {
      standing.asking += 1;
    },
    answered: (after) => {
      standing.asking -= 1;
      shown(status(after));
    },
    paused: (paused) => {
      standing.paused = paused;
      shown(status());
      read_model.paused({ ...key, paused, waiting: standing.sleeping > 0 });
    },
    sleeping: (step, waiting) => {
      standing.sleeping += waiting ? 1 : -1;
      read_model.waiting({ ...key, step_id: step.id, waiting });
    },
    decided: (decision) => read_model.decision({ ...key, ...decision }),
    finished: (result, error) => {
      const failure = error === null ? null : describeFailure(error);
      read_model.finished({ ...key, ...result, error: failure, at_ms: Date.now() });
    },
  };
}
