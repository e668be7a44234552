import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createApiMetrics } from '../../api/health/metrics.ts';
import { agentMetrics } from '../../contracts/agent-metrics.ts';
import { renderExposition } from '../../contracts/exposition.ts';
import { metricsIn, parsePromql } from './promql-grammar.ts';
import { projectUrl } from './read-rules.ts';

const folder = new URL('deploy/grafana/', projectUrl);
const dashboardSchema = z.object({
  uid: z.string(),
  title: z.string(),
  panels: z.array(
    z.object({
      title: z.string(),
      gridPos: z.object({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
      fieldConfig: z.object({ defaults: z.object({ unit: z.string() }) }),
      targets: z.array(z.object({ expr: z.string() })).min(1),
    }),
  ),
});
const dashboards = readdirSync(folder).map((file) => ({
  file,
  ...dashboardSchema.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))),
}));
const find = (title: string) => dashboards.find((each) => each.title === title);

/** Every name that a scrape of the API gives. */
async function servedNames(): Promise<Set<string>> {
  const { text } = await createApiMetrics(async () => renderExposition(agentMetrics([]))).render();
  return new Set(
    [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name],
    ),
  );
}

describe('the dashboards', () => {
  it('are five, each under its own id, the overview with its four panels', () => {
    expect(dashboards.map((each) => each.file)).toEqual(dashboards.map((each) => `${each.uid}.json`));
    expect(dashboards).toHaveLength(5);
    expect(find('Marketing Agent - Overview')?.panels.map((panel) => panel.title)).toEqual([
      'Recommendations per day',
      'Acceptance rate (1 day)',
      'Latency p95 (5 m)',
      'Cost of language models per day',
    ]);
  });

  it.each(dashboards.map((each) => [each.title, each] as const))(
    '%s shows only metrics that exist',
    async (_, each) => {
      const served = await servedNames();
      for (const { targets } of each.panels)
        for (const { expr } of targets)
          for (const metric of metricsIn(parsePromql(expr))) expect(served, expr).toContain(metric);
    },
  );

  it('count per day by increases over a day, not by rates, and overlap nowhere', () => {
    for (const { panels } of dashboards) {
      for (const { title, targets } of panels)
        if (/per day/i.test(title)) for (const { expr } of targets) expect(expr).toMatch(/increase\(.*\[1d\]/);
      const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
        Array.from({ length: w * h }, (_, index) => `${x + (index % w)}/${y + Math.floor(index / w)}`),
      );
      expect(new Set(cells).size).toBe(cells.length);
    }
  });
});

it('the share of hits is shown for models and for sources; what each worker counts by itself is summed over all of them', () => {
  const [panel] = find('Marketing Agent - Quality')?.panels.filter(({ title }) => title === 'Cache hit rate') ?? [];
  const [models = '', sources = ''] = panel?.targets.map(({ expr }) => expr) ?? [];
  expect(models).toContain('max without (instance, job, pod) (increase(llm_cache_requests_total');
  expect(sources).toContain('collector_cache_requests_total{result="hit"}');
  expect(sources).not.toContain('max without');
});

it('every metric of the agent is documented, with its kind', () => {
  const page = readFileSync(new URL('docs/monitoring.md', projectUrl), 'utf8');
  for (const { name, type } of agentMetrics([])) expect(page).toContain(`| \`${name}\` | ${type} |`);
});
