import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderExposition } from './exposition.ts';

describe('metrics as Prometheus reads them', () => {
  it('have a head, and a line for each sample; one without labels has no braces', () => {
    const text = renderExposition([
      {
        ...{ name: 'things_total', help: 'Things.', type: 'counter' },
        samples: [
          { labels: {}, value: 3 },
          { labels: { kind: 'a', of: 'b' }, value: 0.5 },
        ],
      },
    ]);
    expect(text).toBe(
      '# HELP things_total Things.\n# TYPE things_total counter\nthings_total 3\nthings_total{kind="a",of="b"} 0.5\n',
    );
  });

  it('say that they exist before anything was counted', () => {
    expect(renderExposition([{ name: 'x', help: 'X.', type: 'gauge', samples: [] }])).toBe(
      '# HELP x X.\n# TYPE x gauge\n',
    );
    expect(renderExposition([])).toBe('');
  });

  it('close a histogram with the bucket that holds everything, its sum and its number', () => {
    const text = renderExposition([
      {
        ...{ name: 'wait_seconds', help: 'Waiting.', type: 'histogram' },
        samples: [
          {
            labels: { of: 'a' },
            buckets: [
              { le: 0.5, count: 1 },
              { le: 1, count: 4 },
            ],
            sum: 7.5,
            count: 6,
          },
        ],
      },
    ]);
    expect(text.split('\n').slice(2)).toEqual([
      'wait_seconds_bucket{of="a",le="0.5"} 1',
      'wait_seconds_bucket{of="a",le="1"} 4',
      'wait_seconds_bucket{of="a",le="+Inf"} 6',
      'wait_seconds_sum{of="a"} 7.5',
      'wait_seconds_count{of="a"} 6',
      '',
    ]);
  });

  it('keep every sample on one line, whatever a label or a help says, and nothing of it is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', 'n', '}') }), (said) => {
        const text = renderExposition([
          { name: 'x', help: said, type: 'gauge', samples: [{ labels: { said }, value: 1 }] },
        ]);
        const lines = text.split('\n');
        expect(lines).toHaveLength(4);
        const inside = /^x\{said="((?:[^"\\\n]|\\["\\n])*)"\} 1$/.exec(lines[2] ?? '')?.[1] ?? 'unreadable';
        const read = inside.replace(/\\(["\\n])/g, (_all, sign: string) => (sign === 'n' ? '\n' : sign));
        expect(read).toBe(said);
      }),
    );
  });
});
