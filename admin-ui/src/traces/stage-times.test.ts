import { describe, expect, it } from 'vitest';
import { formatDuration, timedStages } from './stage-times.ts';

const stage = (duration_ms: number | null) => ({
  ...{ action_id: 'CampaignHealthAgent.critique', status: 'completed', error_code: null, attempts: 1, duration_ms },
  output: {},
});

describe('the stages of a run', () => {
  it('stand in the order in which they began, each beside the slowest', () => {
    const node_outputs = { b: stage(400), a: stage(100) };
    const stages = timedStages({ execution_path: ['a', 'b'], node_outputs });
    expect(stages.map(({ name, part_pct }) => [name, part_pct])).toEqual([
      ['a', 25],
      ['b', 100],
    ]);
  });

  it('name one that left nothing, and one whose time is not known', () => {
    const stages = timedStages({ execution_path: ['lost', 'open'], node_outputs: { open: stage(null) } });
    expect(stages.map(({ stage: left, part_pct }) => [left === null, part_pct])).toEqual([
      [true, 0],
      [false, 0],
    ]);
  });

  it('take milliseconds or seconds', () => {
    expect([null, 0, 840.4, 4_210, 61_000].map(formatDuration)).toEqual([
      '–',
      '0\u00a0ms',
      '840\u00a0ms',
      '4.2\u00a0s',
      '61\u00a0s',
    ]);
  });
});
