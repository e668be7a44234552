import { z } from 'zod';
import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';
import type { Entity, WireValue } from '../world/entity.ts';
import type { TimelineChange } from '../world/timeline.ts';
import { badParameter, ok } from './envelope.ts';
import { majorText } from './money.ts';
import { advertiser, idSchema, parametersOf } from './parameters.ts';
import { readWallTime, wallTime } from './wall-time.ts';

/** The app behind the sandbox’s tokens: what came over the API carries this id. */
export const SANDBOX_APP_ID = '7420042004200420042';
const LONGEST_RANGE = 30 * 86_400_000;
const objectTypes = { CAMPAIGN: 'campaign', ADGROUP: 'ad_set', AD: 'ad' } as const;
const labels = { campaign: 'Campaign', ad_set: 'Ad group', ad: 'Ad', creative: 'Creative' } as const;

/** Which module of the history a field belongs to, how it is called there, and which kind of change it counts as. */
const fields: Readonly<Record<string, { module: string; object: string; name?: string }>> = {
  daily_budget: { module: 'BUDGET', object: 'Budget & Schedule', name: 'Budget' },
  lifetime_budget: { module: 'BUDGET', object: 'Budget & Schedule', name: 'Budget' },
  bid_amount: { module: 'BIDDING_AND_OPTIMIZATION', object: 'Bidding & Optimization', name: 'Bid' },
  status: { module: 'STATUS', object: 'Status' },
  included_audiences: { module: 'TARGETING', object: 'Targeting', name: 'Audience' },
  excluded_audiences: { module: 'TARGETING', object: 'Targeting', name: 'Excluded audience' },
  starts_at: { module: 'BUDGET', object: 'Budget & Schedule', name: 'Start time' },
  ends_at: { module: 'BUDGET', object: 'Budget & Schedule', name: 'End time' },
  creative: { module: 'CREATIVE', object: 'Creative', name: 'Image' },
  name: { module: 'NAME', object: 'Name', name: 'Name' },
};

const taskSchema = z.strictObject({
  ...advertiser,
  start_time: z.string(),
  end_time: z.string(),
  timezone: z.literal('UTC').optional(),
  module: z.enum(['BIDDING_AND_OPTIMIZATION', 'BUDGET', 'STATUS', 'TARGETING']).optional(),
  object_type: z.enum(['CAMPAIGN', 'ADGROUP', 'AD']),
  object_ids: z.array(idSchema).min(1).max(100).optional(),
});

/** `POST changelog/task/create/`: at most thirty days; nothing of the books changes. */
export function createTask(call: Call, { world, account }: Scene): Reply {
  const task = parametersOf(call, taskSchema);
  const since = readWallTime(task.start_time, 'start_time');
  const until = readWallTime(task.end_time, 'end_time');
  if (until <= since) throw badParameter('end_time: Must lie after start_time');
  if (until - since > LONGEST_RANGE) throw badParameter('end_time: The range must not be longer than 30 days');
  const key = world.newId();
  const { platform, external_id: account_id } = account;
  world.shelf.put({ platform, account_id, kind: 'changelog_task', key, value: z.json().parse({ ...task }) });
  return ok({ task_id: key });
}

const askSchema = z.strictObject({ ...advertiser, task_id: idSchema });

function taskOf(call: Call, { world, account }: Scene) {
  const { task_id } = parametersOf(call, askSchema);
  const kept = world.shelf.get(account.platform, account.external_id, 'changelog_task', task_id);
  if (kept === undefined) throw badParameter(`task_id: ${task_id} does not exist`);
  return taskSchema.parse(kept);
}

/** `GET changelog/task/check/`: what was begun is done, as nothing takes long here. */
export function checkTask(call: Call, scene: Scene): Reply {
  taskOf(call, scene);
  return ok({ status: 'SUCCESS' });
}

function shown(field: string, value: WireValue, currency: string): string {
  if (field === 'status') return value === 'ACTIVE' ? 'Enabled' : value === 'DELETED' ? 'Deleted' : 'Paused';
  if (typeof value === 'number') return `${majorText(value, currency)} ${currency}`;
  return value ?? '';
}

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function lineOf(change: TimelineChange, entity: Entity): readonly string[] {
  const known = fields[change.field] ?? { module: '', object: 'Other' };
  const { currency } = entity.account;
  const before = `b'${shown(change.field, change.before, currency)}'`;
  const after = `b'${shown(change.field, change.after, currency)}'`;
  const name = known.name ?? labels[entity.kind];
  const details = [{ action: 'Change ', name, before_after: [{ before, after }] }];
  const byApi = change.by === 'api';
  return [
    wallTime(change.at).slice(0, 16),
    labels[entity.kind],
    entity.id,
    known.object,
    byApi ? 'm***@example.com' : change.actor_name,
    byApi ? 'Marketing API' : 'TikTok Ads Manager',
    byApi ? SANDBOX_APP_ID : '--',
    JSON.stringify(details),
  ];
}

const headline = ['Time', 'log_object_type', 'Object ID', 'Object', 'Operator', 'Source', 'App ID', 'Activity details'];

/** The history as a CSV: how many changes of each kind, then one line for each, newest first. */
function csvOf(scene: Scene, task: z.infer<typeof taskSchema>): string {
  const { books, world } = scene;
  const since = readWallTime(task.start_time, 'start_time');
  const until = readWallTime(task.end_time, 'end_time');
  const rows = world.timeline.all().flatMap((change) => {
    const entity = books.entity(change.entity_id);
    const module = fields[change.field]?.module;
    const fits =
      entity?.kind === objectTypes[task.object_type] &&
      (task.object_ids?.includes(entity.id) ?? true) &&
      (task.module === undefined || task.module === module) &&
      change.at >= since &&
      change.at < until &&
      change.at <= books.at &&
      module !== undefined;
    return fits && entity !== null ? [{ module, line: lineOf(change, entity) }] : [];
  });
  const count = (module: string) => String(rows.filter((row) => row.module === module).length);
  const lines = [
    ['Budget changes', count('BUDGET')],
    ['Bid changes', count('BIDDING_AND_OPTIMIZATION')],
    ['Status changes', count('STATUS')],
    [],
    headline,
    ...rows.map(({ line }) => line).reverse(),
  ];
  return `${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`;
}

/** `GET changelog/task/download/`: the CSV as the platform wraps it, a literal of bytes in which line ends are escapes. */
export function downloadTask(call: Call, scene: Scene): Reply {
  const task = taskOf(call, scene);
  const literal = csvOf(scene, task).replaceAll('\\', '\\\\').replaceAll('\r', '\\r').replaceAll('\n', '\\n');
  const changelog = JSON.stringify({ file_data: `b'${literal}'`, file_name: `changelog-${task.object_type}.csv` });
  return ok({ status: 'SUCCESS', changelog });
}
