import type { Step, Template } from '../../contracts/plan/index.ts';
import { sayLength, sayTemplate, sayWait } from '../wording/index.ts';

/** Everything that a step says, by the path of its key, as people read it; what it holds and its approval are compared apart. */
export function fieldsOf(step: Step): Readonly<Record<string, string | null>> {
  return { kind: step.kind, name: step.name, condition: step.condition?.source ?? null, ...ownFields(step) };
}

function ownFields(step: Step): Readonly<Record<string, string | null>> {
  switch (step.kind) {
    case 'action': {
      const { max_attempts, initial_interval_seconds, backoff_coefficient, max_interval_seconds } = step.retry;
      return {
        action: step.action_id,
        ...templates('params', step.params),
        output: step.output,
        retry: `${max_attempts} attempts, ${initial_interval_seconds} s × ${backoff_coefficient} up to ${max_interval_seconds} s`,
        non_retryable: step.retry.non_retryable.join(', ') || null,
        timeout: sayLength(step.timeout_seconds),
        on_error: step.on_error,
      };
    }
    case 'approval':
      return { output: step.output };
    case 'parallel':
      return { join: step.join };
    case 'for_each':
      return {
        ...{ items: step.items.source, as: step.as, max_parallel: String(step.max_parallel) },
        ...{ on_item_error: step.on_item_error, output: step.output },
      };
    case 'repeat':
      return {
        ...{ while: step.while?.source ?? null, until: step.until?.source ?? null, as: step.as },
        ...{ max_iterations: String(step.max_iterations), on_limit: step.on_limit },
      };
    case 'playbook':
      return { playbook: step.playbook_id, ...templates('inputs', step.inputs), output: step.output };
    case 'set':
      return templates('set', step.values);
    case 'wait':
      return { wait: sayWait(step), output: step.output ?? null };
    case 'stop':
      return { status: step.status, result: step.result === null ? null : sayTemplate(step.result) };
    case 'switch':
    case 'try':
      return {};
  }
}

function templates(of: string, values: Readonly<Record<string, Template>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${of}.${name}`, sayTemplate(value)]));
}
