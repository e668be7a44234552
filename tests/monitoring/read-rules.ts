import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };
const rulesSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      interval: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string(),
          expr: z.string(),
          for: z.string().default('0s'),
          labels: z.strictObject({
            severity: z.enum(['warning', 'critical']),
            channel: z.enum(['slack', 'pagerduty']),
          }),
          annotations: z.strictObject({ summary: z.string(), description: z.string(), runbook_url: z.string() }),
        }),
      ),
    }),
  ),
});

/** The project’s own folder. */
export const projectUrl = new URL('../../', import.meta.url);

/** The group of alerts as Prometheus loads it, each with its waiting time in seconds. */
export function readRules() {
  const text = readFileSync(new URL('deploy/prometheus/marketing-agent-alerts.yaml', projectUrl), 'utf8');
  const [group] = rulesSchema.parse(parse(text)).groups;
  if (group === undefined) throw new Error('There is no group of alerts.');
  const rules = group.rules.map((rule) => ({
    ...rule,
    for_seconds: Number(rule.for.slice(0, -1)) * (units[rule.for.slice(-1)] ?? Number.NaN),
  }));
  return { ...group, rules };
}
