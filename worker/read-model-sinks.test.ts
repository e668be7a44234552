import { describe, expect, it } from 'vitest';
import type { Report } from '../activities/journal/report.ts';
import { createReadModelSinks } from './read-model-sinks.ts';

describe('what workflows report', () => {
  it('has a receiver for each kind of news, and none of them is called again during replay', () => {
    const { read_model } = createReadModelSinks({ push: () => undefined });
    const kinds: Record<Report['about'], true> = {
      ...{ started: true, step: true, waiting: true, paused: true, decision: true, finished: true },
    };
    expect(Object.keys(read_model).sort()).toEqual(Object.keys(kinds).sort());
    for (const sink of Object.values(read_model)) expect(sink).not.toHaveProperty('callDuringReplay');
  });

  it('joins the line of its own execution as the news that it is', () => {
    const pushed: [string, Report][] = [];
    const { read_model } = createReadModelSinks({ push: (...words) => void pushed.push(words) });
    const news = { tenant_id: 't', execution_id: 'e1', paused: true, waiting: false };
    const info = { ...{ workflowId: 'w', workflowType: 'w', runId: 'r' } };
    Reflect.apply(read_model.paused.fn, undefined, [info, news]);
    expect(pushed).toEqual([['e1', { about: 'paused', news }]]);
  });
});
