import { proxySinks, setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { SettledDecision } from '../../contracts/activity-envelope.ts';
import type { ExecutionInput, ExecutionResult } from '../../contracts/execution.ts';
import type { Step } from '../../contracts/plan/index.ts';
import { campaignOf, searchAttributes, shortened } from '../messages.ts';
import { everyStep } from './every-step.ts';
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
  /** People are waited for, and how that ended. These two cost one event each, and nothing else here costs any. */
  asked(step: Step): void;
  answered(status: string): void;
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
  const numbers = new Map(everyStep(input.plan.steps).map((step, index) => [step.id, index + 1]));
  const subject = campaignOf(input) ?? input.entity?.id ?? '';
  const active = new Map<object, string>();
  const place = (step: Step) => `${numbers.get(step.id) ?? '?'}/${numbers.size}`;
  const summary = (step: Step) => shortened(`${place(step)} ${step.name ?? step.id} ${subject}`.trimEnd());
  const show = () => setCurrentDetails([...active.values()].join('\n'));
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
      read_model.step({
        ...key,
        step_id: step.id,
        iteration: frame.iteration,
        kind: step.kind,
        summary: step.name ?? (step.kind === 'action' ? step.summary : step.id),
        line: step.line,
        status,
        output,
        error: error === undefined ? null : describeFailure(error),
        at_ms: Date.now(),
      }),
    asked: (step) =>
      upsertSearchAttributes([
        { key: searchAttributes.status, value: 'waiting_for_approval' },
        { key: searchAttributes.step, value: step.id },
      ]),
    answered: (status) => upsertSearchAttributes([{ key: searchAttributes.status, value: status }]),
    sleeping: (step, waiting) => read_model.waiting({ ...key, step_id: step.id, waiting }),
    decided: (decision) => read_model.decision({ ...key, ...decision }),
    finished: (result, error) => {
      const failure = error === null ? null : describeFailure(error);
      read_model.finished({ ...key, ...result, error: failure, at_ms: Date.now() });
    },
  };
}
