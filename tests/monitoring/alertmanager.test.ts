import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectUrl, readRules } from './read-rules.ts';

const matchers = z.array(z.string().regex(/^[a-z]+ = "\w+"$/));
const duration = z.string().regex(/^\d+[smh]$/);
const secretFile = z.string().startsWith('/etc/alertmanager/secrets/');
const clock = z.string().regex(/^\d\d:\d\d$/);
const slackSchema = z.strictObject({
  ...{ api_url_file: secretFile, channel: z.string().startsWith('#'), send_resolved: z.literal(true) },
  ...{ title: z.string(), text: z.string() },
});
const pagerdutySchema = z.strictObject({
  ...{ routing_key_file: secretFile, send_resolved: z.literal(true), severity: z.string(), description: z.string() },
  details: z.record(z.string(), z.string()),
});
const routeSchema = z.strictObject({
  matchers,
  receiver: z.string(),
  repeat_interval: duration.optional(),
  mute_time_intervals: z.array(z.string()).default([]),
});
/** As much of Alertmanager's configuration as is used; anything else would be a slip of the pen. */
const fileSchema = z.strictObject({
  global: z.strictObject({ resolve_timeout: duration }),
  route: z.strictObject({
    ...{ receiver: z.string(), group_by: z.array(z.string()), routes: z.array(routeSchema) },
    ...{ group_wait: duration, group_interval: duration, repeat_interval: duration },
  }),
  inhibit_rules: z.array(z.strictObject({ source_matchers: matchers, target_matchers: matchers })),
  time_intervals: z.array(
    z.strictObject({
      name: z.string(),
      time_intervals: z.array(
        z.strictObject({
          times: z.array(z.strictObject({ start_time: clock, end_time: clock })),
          location: z.literal('UTC'),
        }),
      ),
    }),
  ),
  receivers: z.array(
    z.strictObject({
      name: z.string(),
      slack_configs: z.array(slackSchema).default([]),
      pagerduty_configs: z.array(pagerdutySchema).default([]),
    }),
  ),
});

const text = readFileSync(new URL('deploy/alertmanager/alertmanager.yaml', projectUrl), 'utf8');
const file = fileSchema.parse(parse(text));
const { rules } = readRules();
type Labels = Readonly<Record<string, string>>;
const labelsOf = ({ alert, labels }: (typeof rules)[number]): Labels => ({ alertname: alert, ...labels });
const holds = (matcher: string, labels: Labels) => {
  const [name = '', value = ''] = matcher.replaceAll('"', '').split(' = ');
  return labels[name] === value;
};
/** The first route whose matchers all hold, as Alertmanager chooses it; the root's receiver where none does. */
const routeOf = (labels: Labels) =>
  file.route.routes.find((route) => route.matchers.every((matcher) => holds(matcher, labels))) ?? {
    ...{ receiver: file.route.receiver, mute_time_intervals: [] },
  };
const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const isMuted = (labels: Labels, hour: number, minute = 0) =>
  routeOf(labels).mute_time_intervals.some((name) =>
    file.time_intervals
      .filter((each) => each.name === name)
      .flatMap((each) => each.time_intervals.flatMap(({ times }) => times))
      .some(({ start_time, end_time }) => {
        const at = hour * 60 + minute;
        return at >= minuteOf(start_time) && at < minuteOf(end_time);
      }),
  );
const ruleOf = (alert: string) => {
  const found = rules.find((each) => each.alert === alert);
  if (found === undefined) throw new Error(`There is no alert ${alert}.`);
  return found;
};

describe('where an alert goes', () => {
  it.each(rules.map((each) => [each.alert, each] as const))('%s reaches the channel that its rule names', (_, rule) => {
    const { receiver } = routeOf(labelsOf(rule));
    expect(receiver).toBe(rule.labels.channel);
    const found = file.receivers.find((each) => each.name === receiver);
    expect(found?.slack_configs).toHaveLength(1);
    // Whoever is called out of bed is; a warning wakes nobody.
    expect(found?.pagerduty_configs).toHaveLength(rule.labels.severity === 'critical' ? 1 : 0);
  });

  it('is somewhere for an alert that nobody has thought of', () => {
    expect(routeOf({ alertname: 'New', severity: 'warning' }).receiver).toBe('slack');
  });

  it('names nothing that is not there', () => {
    const receivers = file.receivers.map((each) => each.name);
    const intervals = file.time_intervals.map((each) => each.name);
    expect(new Set(receivers).size).toBe(receivers.length);
    for (const route of file.route.routes) {
      expect(receivers).toContain(route.receiver);
      for (const name of route.mute_time_intervals) expect(intervals).toContain(name);
    }
    for (const rule of file.inhibit_rules)
      for (const matcher of [...rule.source_matchers, ...rule.target_matchers])
        expect(rules.some((each) => holds(matcher, labelsOf(each)))).toBe(true);
  });

  it('says in words what is wrong and where the runbook lies', () => {
    for (const { slack_configs, pagerduty_configs } of file.receivers) {
      for (const slack of slack_configs)
        expect(slack.text).toMatch(/Annotations\.description.*Annotations\.runbook_url/s);
      for (const call of pagerduty_configs) expect(Object.values(call.details).join()).toContain('runbook_url');
    }
  });
});

describe('NoRecommendations', () => {
  const missing = labelsOf(ruleOf('NoRecommendations'));
  it.each<[number, number, boolean]>([
    [0, 0, true],
    [8, 59, true],
    [9, 0, false],
    [11, 59, false],
    [12, 0, true],
    [23, 59, true],
  ])('at %d:%d UTC is muted: %s', (hour, minute, muted) => {
    expect(isMuted(missing, hour, minute)).toBe(muted);
  });

  it('is heard in exactly the hours that its rule looks at', () => {
    const [, from, until] = /hour\(\) >= (\d+) < (\d+)/.exec(ruleOf('NoRecommendations').expr) ?? [];
    const heard = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => !isMuted(missing, hour));
    expect([heard.at(0), (heard.at(-1) ?? 0) + 1]).toEqual([Number(from), Number(until)]);
  });

  it('is the only alert that is ever muted, and silenced by no other', () => {
    for (const rule of rules.filter((each) => each.alert !== 'NoRecommendations'))
      for (let hour = 0; hour < 24; hour += 1) expect(isMuted(labelsOf(rule), hour)).toBe(false);
    expect(JSON.stringify(file.inhibit_rules.map((each) => each.target_matchers))).not.toContain('NoRecommendations');
  });
});

it('the file holds no secret, only the names of files', () => {
  expect(text).not.toMatch(/hooks\.slack\.com|api_url:|routing_key:|service_key|xox[abp]-|[0-9a-f]{32}/);
});
