import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { MeteredCall } from '../ledger/metered-call.ts';
import type { ConfiguredModel } from '../models/configured-models.ts';
import { createPromptRegistry } from '../prompts/index.ts';
import { createBreakers } from '../wire/breakers.ts';
import type { AskingDependencies, Question } from './ask-models.ts';
import { askWithRival } from './ask-with-rival.ts';

const hedgeAfter = 6_000;
const schema = z.object({ said: z.string() });
const model = (vendor: ConfiguredModel['vendor']): ConfiguredModel => ({
  ...{ vendor, model: `${vendor}-1`, alias: vendor, size: 'usual', temperature: 0 },
  complete: () => Promise.reject(new Error('the metered call is played')),
});
const [grok, claude, gpt] = [model('xai'), model('anthropic'), model('openai')];

/** What a played model does: it answers, fails with a code, or says nothing until it is called off. */
type Play = { readonly says: string; readonly after?: Promise<void> } | { readonly fails: Error } | 'silence';

/** Asks the models as they are played. The hand of the clock moves when `pass` is called, and never by itself. */
function stage(
  plays: Readonly<Record<string, Play>>,
  models = [grok, claude, gpt],
  breakers = createBreakers(),
  until = 15_000,
) {
  const asked: { readonly vendor: string; calledOff: boolean; readonly timeout_ms: number }[] = [];
  const waits: { readonly ms: number; readonly over: () => void }[] = [];
  let now = 0;
  const call: MeteredCall = async ({ model: one, signal, timeout_ms }, read) => {
    const entry = { vendor: one.vendor, calledOff: false, timeout_ms };
    asked.push(entry);
    const play = plays[one.vendor] ?? 'silence';
    if (play === 'silence') {
      await new Promise((_, reject) => {
        const stop = () => {
          entry.calledOff = true;
          reject(new CodedError('LLM_UNAVAILABLE', 'called off', { vendor: one.vendor, cause: 'too_slow' }));
        };
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop, { once: true });
      });
    }
    if (play !== 'silence' && 'fails' in play) throw play.fails;
    if (play !== 'silence') await play.after;
    const text = JSON.stringify({ said: play === 'silence' ? '' : play.says });
    return { result: read(text).result, model: one.model, cost_usd: 0.01 };
  };
  const deps: AskingDependencies = {
    ...{ call, breakers, log: { info: () => undefined, warn: () => undefined } },
    ...{ spent: () => undefined, refuses: () => undefined },
    patience: {
      random: () => 0,
      now: () => now,
      wait: (ms, signal) =>
        new Promise((resolve) => {
          const over = () => resolve();
          if (signal.aborted) over();
          signal.addEventListener('abort', over, { once: true });
          waits.push({ ms, over });
        }),
    },
  };
  const over = new AbortController();
  const question: Question<{ said: string }> = {
    ...{ task: 'word_recommendation', role: 'generator', message: 'Word it.', max_latency_ms: 9_000 },
    ...{ prompt: createPromptRegistry().getPrompt('word_recommendation'), signal: over.signal, until },
    rules: { schema, sources: [], variables: {}, min_sources_per_claim: 1 },
    guard: { hash: (text) => text, refuse: () => undefined },
    owner: { tenant_id: 't', execution_id: null, campaign_id: null, signal: over.signal },
  };
  const answer = askWithRival(models, question, deps, hedgeAfter);
  answer.catch(() => undefined);
  const pass = async (ms: number) => {
    now += ms;
    for (const wait of waits) if (wait.ms <= now) wait.over();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { answer, asked, pass, end: () => over.abort() };
}
const unavailable = (details: Record<string, string | number> = { status: 429 }) => ({
  fails: new CodedError('LLM_UNAVAILABLE', 'away', details),
});
const vendorsOf = (asked: readonly { readonly vendor: string }[]) => asked.map(({ vendor }) => vendor);

describe('a model that answers in time', () => {
  it('is the only one that is asked, and has all the time there is', async () => {
    const { answer, asked } = stage({ xai: { says: 'grok' } });
    expect(await answer).toMatchObject({ value: { said: 'grok' }, answered_by: 'xai-1', fallback_from: [] });
    expect(asked).toEqual([{ vendor: 'xai', calledOff: false, timeout_ms: 15_000 }]);
  });

  it('is not hurried when it is the only one', async () => {
    const { answer, asked, pass, end } = stage({ xai: 'silence' }, [grok]);
    await pass(14_000);
    expect([vendorsOf(asked), asked[0]?.calledOff]).toEqual([['xai'], false]);
    end();
    await expect(answer).rejects.toMatchObject({ code: 'LLM_DEADLINE' });
  });
});

describe('a model that is slow', () => {
  it('is not given up, and another one is asked beside it, not before the time', async () => {
    const { answer, asked, pass } = stage({ xai: 'silence', anthropic: { says: 'claude' } });
    await pass(hedgeAfter - 1);
    expect(vendorsOf(asked)).toEqual(['xai']);
    await pass(1);
    expect(await answer).toMatchObject({ value: { said: 'claude' }, fallback_from: ['xai:LLM_DEADLINE'] });
    expect(asked).toMatchObject([
      { vendor: 'xai', calledOff: true },
      { vendor: 'anthropic', calledOff: false },
    ]);
  });

  it.each([
    [25_000, 6_000],
    [15_000, 6_000],
    [10_000, 4_000],
    [2_000, 800],
  ])('with %d ms left is waited for alone for %d ms', async (until, alone) => {
    const { answer, asked, pass } = stage(
      { xai: 'silence', anthropic: { says: 'claude' } },
      [grok, claude],
      createBreakers(),
      until,
    );
    await pass(alone - 1);
    expect(vendorsOf(asked)).toEqual(['xai']);
    await pass(1);
    expect(await answer).toMatchObject({ answered_by: 'anthropic-1' });
  });

  it('is counted by no breaker when it was outpaced: half a minute of silence would be the worse fault', async () => {
    const breakers = createBreakers();
    for (let time = 0; time < 6; time += 1) {
      const plays = { xai: 'silence', anthropic: { says: 'claude' } } as const;
      const { answer, pass } = stage(plays, [grok, claude], breakers);
      await pass(hedgeAfter);
      await answer;
      await pass(0);
    }
    await expect(breakers('xai', async () => 'open')).resolves.toBe('open');
  });

  it('may still win, also when the one beside it has failed', async () => {
    const grokSpeaks = Promise.withResolvers<void>();
    const { answer, asked, pass } = stage(
      { xai: { after: grokSpeaks.promise, says: 'late' }, anthropic: unavailable() },
      [grok, claude],
    );
    await pass(hedgeAfter);
    expect(vendorsOf(asked)).toEqual(['xai', 'anthropic']);
    grokSpeaks.resolve();
    expect(await answer).toMatchObject({ value: { said: 'late' }, answered_by: 'xai-1', fallback_from: [] });
  });

  it('gives the others room one after the other', async () => {
    const { answer, asked, pass } = stage({ xai: 'silence', anthropic: unavailable(), openai: { says: 'gpt' } });
    await pass(hedgeAfter);
    expect(await answer).toMatchObject({
      value: { said: 'gpt' },
      fallback_from: ['xai:LLM_DEADLINE', 'anthropic:LLM_UNAVAILABLE'],
    });
    expect(vendorsOf(asked)).toEqual(['xai', 'anthropic', 'openai']);
  });

  it('ends with everybody when the time of the question is over', async () => {
    const { answer, asked, pass, end } = stage({});
    await pass(hedgeAfter);
    end();
    await expect(answer).rejects.toMatchObject({ code: 'LLM_DEADLINE' });
    expect(asked.every(({ calledOff }) => calledOff)).toBe(true);
  });
});

describe('a model that fails', () => {
  it('is followed by the next one at once, with its reason', async () => {
    const { answer, asked } = stage({ xai: unavailable(), anthropic: { says: 'claude' } });
    expect(await answer).toMatchObject({ value: { said: 'claude' }, fallback_from: ['xai:LLM_UNAVAILABLE'] });
    expect(vendorsOf(asked)).toEqual(['xai', 'anthropic']);
  });

  it.each(['LLM_BUDGET_SPENT', 'LLM_PERSONAL_DATA', 'PROMPT_INVALID'] as const)(
    'with %s is followed by nobody: no other model would mend that',
    async (code) => {
      const { answer, asked } = stage({ xai: { fails: new CodedError(code, 'no') }, anthropic: { says: 'claude' } });
      await expect(answer).rejects.toMatchObject({ code });
      expect(vendorsOf(asked)).toEqual(['xai']);
    },
  );

  it('as all others do makes the last fault the answer', async () => {
    const refused = { fails: new CodedError('LLM_REFUSED', 'no') };
    const { answer } = stage({ xai: unavailable(), anthropic: unavailable(), openai: refused });
    await expect(answer).rejects.toMatchObject({ code: 'LLM_REFUSED' });
  });

  it('by a fault of ours says so, and hides behind nobody', async () => {
    const { answer, asked } = stage({ xai: { fails: new TypeError('ours') }, anthropic: { says: 'claude' } });
    await expect(answer).rejects.toThrow('ours');
    expect(vendorsOf(asked)).toEqual(['xai']);
  });
});
