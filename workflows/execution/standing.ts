import type { AgentState, EndedStep, ModelMessage, StepAtWork } from '../../contracts/agent-state.ts';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { ExecutionInput } from '../../contracts/execution.ts';
import type { Step } from '../../contracts/plan/index.ts';
import { shortJson } from '../../contracts/short-json.ts';
import type { Frame } from './frame.ts';

/** Keeps in mind how each step stands, for whoever asks by the query `agent_state`. Costs no event. */
export type Standing = {
  began(step: Step, frame: Frame): void;
  ended(step: Step, frame: Frame, status: EndedStep['status'], output: JsonValue, error_code?: string): void;
  /** A step was left without an end of its own: it stopped the execution, or was cancelled. */
  left(step: Step, frame: Frame): void;
  /** A step asked models this; messages are added to those before, for the whole life of the execution. */
  heard(messages: readonly ModelMessage[]): void;
  /** What was heard so far, for a later history to go on from. */
  messages(): readonly ModelMessage[];
  /** How the execution stands now. */
  answer(paused: boolean): AgentState;
};

/** More than any playbook without long loops has; of those the newest rounds are what somebody looks for. */
const mostTold = 200;

/** Nothing has begun yet. A later history walks over what is done, and so comes to know it again. */
export function createStanding(
  input: Pick<ExecutionInput, 'execution_id' | 'plan'>,
  carried: readonly ModelMessage[] = [],
): Standing {
  const messages = [...carried];
  const atWork = new Map<string, StepAtWork>();
  const ended = new Map<string, EndedStep>();
  let left_out = 0;
  const keyOf = (step: Step, frame: Frame) => `${step.id}/${frame.iteration}`;
  return {
    began: (step, frame) => {
      const { id: step_id, kind, name } = step;
      const { iteration } = frame;
      atWork.set(keyOf(step, frame), { step_id, iteration, kind, name: name ?? step_id, since_ms: Date.now() });
    },
    ended: (step, frame, status, output, error_code) => {
      const key = keyOf(step, frame);
      // A failure that is passed over is told where it happens; what the step gives afterwards is no news.
      const failed = !atWork.delete(key) && ended.get(key)?.status === 'failed';
      if (failed && status === 'completed') return;
      const { id: step_id, kind } = step;
      const { iteration } = frame;
      ended.delete(key);
      ended.set(key, { step_id, iteration, kind, status, error_code: error_code ?? null, at_ms: Date.now(), output });
      const [oldest] = ended.keys();
      if (ended.size <= mostTold || oldest === undefined) return;
      ended.delete(oldest);
      left_out += 1;
    },
    left: (step, frame) => {
      atWork.delete(keyOf(step, frame));
    },
    heard: (more) => void messages.push(...more),
    messages: () => [...messages],
    answer: (paused) => ({
      ...{ execution_id: input.execution_id, playbook_id: input.plan.playbook_id, paused, left_out },
      messages: [...messages],
      at_work: [...atWork.values()],
      ended: [...ended.values()].map((step) => ({ ...step, output: shortJson(step.output) })),
    }),
  };
}
