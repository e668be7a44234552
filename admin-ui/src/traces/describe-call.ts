import type { Tone } from '../executions/describe-execution.ts';
import { metricLabel } from '../money/percent.ts';
import type { ModelCallView } from './model-call-view.ts';

/** How a call of a model ended: answered, served from an earlier answer, or the code of what went wrong. */
export function callStatus(status: string): { readonly word: string; readonly tone: Tone } {
  if (status === 'answered') return { word: 'answered', tone: 'good' };
  if (status === 'cached') return { word: 'from an earlier answer', tone: 'neutral' };
  return { word: status, tone: 'bad' };
}

/** What a call was for, and with which prompt: `Critique (critique v1)`. */
export function callPurpose({ task, prompt_name, prompt_version }: ModelCallView): string {
  const prompt = [prompt_name, prompt_version].filter((part) => part !== null).join(' ');
  return prompt === '' ? metricLabel(task) : `${metricLabel(task)} (${prompt})`;
}

/** How a run of the agent ended, in words. */
export function runStatus(status: string): { readonly word: string; readonly tone: Tone } {
  if (status === 'success') return { word: 'done', tone: 'good' };
  if (status === 'timeout') return { word: 'ran out of time', tone: 'bad' };
  return { word: status === 'error' ? 'failed' : status, tone: 'bad' };
}
