import { describe, expect, it } from 'vitest';
import { callPurpose, callStatus, runStatus } from './describe-call.ts';
import { modelCallViewSchema } from './model-call-view.ts';

const call = (more: object) =>
  modelCallViewSchema.parse({
    ...{ call_id: 'c', timestamp: '2026-03-01T00:00:00Z', model: 'm', task: 'word_recommendation', status: 'answered' },
    ...more,
  });

describe('a call of a model in words', () => {
  it('says what it was for, and the prompt where one is known', () => {
    expect(callPurpose(call({}))).toBe('Word recommendation');
    expect(callPurpose(call({ prompt_name: 'critique', prompt_version: 'v2' }))).toBe(
      'Word recommendation (critique v2)',
    );
  });

  it('shows a failure by its code, and never as an answer', () => {
    expect(callStatus('LLM_REFUSED')).toEqual({ word: 'LLM_REFUSED', tone: 'bad' });
    expect(callStatus('answered').tone).toBe('good');
    expect(callStatus('cached')).toEqual({ word: 'from an earlier answer', tone: 'neutral' });
  });

  it('tells how a run ended, also in a way that nobody has named', () => {
    expect(['success', 'error', 'timeout', 'lost'].map((status) => runStatus(status).word)).toEqual([
      ...['done', 'failed', 'ran out of time', 'lost'],
    ]);
  });
});
