import type { JsonValue } from '../../contracts/canonical-json.ts';
import {
  type Keys,
  type LanguageKey,
  languageMaps,
  type MapName,
  stepKeys,
  stepMaps,
} from '../../playbooks/compiler/keys/index.ts';

type Json = Readonly<Record<string, JsonValue>>;

const done = { id: 'done', stop: 'completed' };
const mark = { id: 'mark', set: { word: 'high' } };
const top = (more: Json): Json => ({
  ...{ id: 'host_v1', name: 'Host' },
  inputs: {
    campaign_ids: { type: 'list', default: [] },
    order_id: { type: 'string', default: '1' },
    campaign_id: 'string',
  },
  ...{ steps: [done], ...more },
});
const step = (more: Json): Json => top({ steps: [{ id: 'host', ...more }] });
const call = { agent: 'NotifyAgent', action: 'tell', params: { text: 'hello' } };
const write = {
  ...{ agent: 'AdPlatformAgent', action: 'set_daily_budget' },
  params: { campaign_id: '1', daily_budget_minor: 5_000 },
};
const approval = (more: Json): Json => step({ ...write, approval: { on_timeout: 'reject', ...more } });

/** For each map of the language: the smallest playbook that has such a map with these keys. */
const hosts: Readonly<Record<MapName, (map: Json) => Json>> = {
  playbook: top,
  input: (map) => top({ inputs: { days: { type: 'integer', ...map } } }),
  condition: (map) => top({ when: [map] }),
  schedule: (map) => top({ schedule: { cron: '0 9 * * *', ...map } }),
  event_trigger: (map) => top({ on: [Object.hasOwn(map, 'match') ? { event: 'metric.anomaly', ...map } : map] }),
  guardrails: (map) => top({ guardrails: map }),
  approval,
  approvers: (map) => approval({ approvers: map }),
  escalation: (map) => approval({ escalation: [{ after: '1h', approvers: ['admin'], ...map }] }),
  concurrency: (map) => top({ concurrency: map }),
  outcome: (map) => top({ outcome: { metric: 'cpa', direction: 'decrease', window: '7d', ...map } }),
  retry: (map) => step({ ...call, retry: map }),
  branch: (map) => step({ parallel: [{ steps: [mark], ...map }, [{ id: 'other', wait: '1s' }]] }),
  case: (map) =>
    step({ switch: [Object.hasOwn(map, 'else') ? map : { when: 'context.cpa > 3', steps: [mark], ...map }] }),
  for_each: (map) => {
    const loop = { items: 'inputs.campaign_ids', max_parallel: 1, ...map };
    return step({ for_each: loop, ...(Object.hasOwn(map, 'steps') ? {} : { steps: [mark] }) });
  },
  repeat: (map) => {
    const loop = { ...(Object.hasOwn(map, 'while') ? {} : { until: 'context.cpa > 3' }), max_iterations: 3, ...map };
    return step({ repeat: loop, ...(Object.hasOwn(map, 'steps') ? {} : { steps: [mark] }) });
  },
  catch: (map) => step({ try: [{ id: 'rest', wait: '1s' }], catch: [{ steps: [mark], ...map }] }),
  wait: (map) => {
    const event = ['match', 'timeout', 'on_timeout', 'event'].some((key) => Object.hasOwn(map, key));
    const length = Object.hasOwn(map, 'until') ? {} : { for: '3d' };
    return step({ wait: { ...(event ? { event: 'webhook.shop_orders', timeout: '1d' } : length), ...map } });
  },
  calendar: (map) => step({ wait: { for: '2bd', calendar: map } }),
  stop: (map) => step({ stop: map }),
};

const kinds: Readonly<Record<keyof typeof stepMaps, Json>> = {
  action: call,
  parallel: { parallel: [[mark], [{ id: 'rest', wait: '1s' }]] },
  for_each: { for_each: { items: 'inputs.campaign_ids', max_parallel: 1 }, steps: [mark] },
  switch: { switch: [{ else: [mark] }] },
  repeat: { repeat: { until: 'context.cpa > 3', max_iterations: 3 }, steps: [mark] },
  try: { try: [{ id: 'first', wait: '1s' }], finally: [{ id: 'last', set: { other: 1 } }] },
  playbook: { playbook: 'campaign_health_v1' },
  set: { set: { word: 'high' } },
  wait: { wait: { event: 'webhook.shop_orders', timeout: '1d' } },
  stop: { stop: 'completed' },
  approval: { approval: { on_timeout: 'reject' } },
};

/** One key of the language with a playbook in which it stands, given its value. */
export type HostedKey = {
  readonly name: string;
  readonly key: LanguageKey;
  readonly host: (value: JsonValue) => Json;
};

/** Every key of the language, each in the smallest playbook that may have it. */
export function hostedKeys(): readonly HostedKey[] {
  const rows = (prefix: string, keys: Keys, host: (map: Json) => Json): HostedKey[] =>
    Object.entries(keys).map(([name, key]) => ({
      name: `${prefix}.${name}`,
      key,
      host: (value) => host({ [name]: value }),
    }));
  const within = (base: Json) => (map: Json) => step({ ...base, ...map });
  return [
    ...Object.entries(hosts).flatMap(([name, host]) => rows(name, keysOf(name), host)),
    ...rows('step', stepKeys, within({ stop: 'completed' })),
    ...Object.entries(kinds).flatMap(([kind, base]) =>
      rows(`step.${kind}`, Object.entries(stepMaps).find(([name]) => name === kind)?.[1].keys ?? {}, (map) =>
        step({ ...base, ...own(kind, map), ...map }),
      ),
    ),
  ];
}

/** What else must change for an example: an agent’s own action, its parameters, and a change for an approval to be about. */
function own(kind: string, map: Json): Json {
  if (kind !== 'action') return {};
  if (Object.hasOwn(map, 'approval')) return write;
  return {};
}

function keysOf(name: string): Keys {
  return Object.entries(languageMaps).find(([each]) => each === name)?.[1].keys ?? {};
}
