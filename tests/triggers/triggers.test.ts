import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScheduleGateway } from '../../api/temporal/schedules.ts';
import { sweepSchedules } from '../../api/triggers/sweep-schedules.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { scheduleIdOf, watchTriggersType } from '../../contracts/watch-triggers.ts';

import { temporalAddress } from '../harness/temporal.ts';
import { openTriggerStage } from '../harness/trigger-stage.ts';

let stage: Awaited<ReturnType<typeof openTriggerStage>>;
let connection: Connection;
let client: Client;
beforeAll(async () => {
  stage = await openTriggerStage();
  connection = await Connection.connect({ address: temporalAddress() });
  client = new Client({ connection });
});
afterAll(async () => {
  await stage.stop();
  await connection.close();
});

const campaigns = demoTenants[0]?.campaigns ?? [];
const patient = { timeout: 15_000, interval: 50 };

/** A playbook that ends at once. */
const playbook = (id: string, top: string) =>
  `id: ${id}\nname: ${id}\n${top}\nsteps:\n  - id: end\n    stop: { status: completed }\n`;

const handle = (playbook_id: string) => client.schedule.getHandle(scheduleIdOf(stage.tenant_id, playbook_id));

const there = (playbook_id: string) =>
  handle(playbook_id)
    .describe()
    .then(
      (each) => each.state.note ?? '',
      () => null,
    );
const until = (read: () => Promise<unknown>) => expect.poll(read, patient);

describe('a schedule', () => {
  it('asks for every campaign, once, and keeps every value: what did not fire says why, line by line', async () => {
    const id = 'asks_all_v1';
    const when = [
      'scope: campaign',
      'when:',
      `  - condition: entity.id == '${campaigns[0]?.campaign_id}'`,
      '  - OR:',
      "      - condition: context.status == 'active'",
      '      - condition: context.cpa > 1000000.0',
      "schedule: '0 3 29 2 *'",
    ].join('\n');
    await stage.deploy(playbook(id, when));
    await until(() => there(id)).not.toBeNull();
    await handle(id).trigger();
    await expect.poll(async () => (await stage.evaluations(id)).length, patient).toBe(campaigns.length);
    const rows = await stage.evaluations(id);
    const fired = rows.filter((row) => row.result === 'fired');
    expect(fired.map((row) => row.entity_id)).toEqual([campaigns[0]?.campaign_id]);
    const other = rows.find((row) => row.entity_id === campaigns[1]?.campaign_id);
    expect(other).toMatchObject({ result: 'not_fired', source: 'schedule', execution_id: null });
    expect(other?.because).toContain(`line 5: entity.id == '${campaigns[0]?.campaign_id}' was false`);
    expect(other?.values.map((each) => [each.line, each.source])).toEqual([
      [5, `entity.id == '${campaigns[0]?.campaign_id}'`],
      [7, 'OR'],
    ]);
    expect(other?.values[1]?.children.map((each) => each.source)).toEqual([
      "context.status == 'active'",
      'context.cpa > 1000000.0',
    ]);
    const [execution] = await stage.executionsOf(id);
    expect(execution).toMatchObject({
      evaluation_id: fired[0]?.evaluation_id,
      requested_by_email: `engineer@${demoTenants[0]?.email_domain}`,
      campaign_id: campaigns[0]?.campaign_id,
    });
    expect(fired[0]?.execution_id).toBe(execution?.execution_id);
  });

  it('at which the clock shows the same time twice is one, and its moment is the one that was meant', async () => {
    const id = 'once_in_the_fold_v1';
    const schedule = "schedule: { cron: '30 1 * * *', timezone: America/New_York, jitter: 20m }";
    await stage.deploy(playbook(id, `scope: none\n${schedule}`));
    await until(() => there(id)).not.toBeNull();
    // In the night of 2 November 2025 the server is due at 05:30 and at 06:30, which were both 01:30 there.
    await handle(id).backfill({
      ...{ start: new Date('2025-11-01T12:00:00Z'), end: new Date('2025-11-03T12:00:00Z'), overlap: 'BUFFER_ALL' },
    });
    await until(async () => (await handle(id).describe()).info.numActionsTaken).toBe(3);
    await until(async () => (await stage.evaluations(id)).length).toBe(2);
    const due = (await stage.evaluations(id)).map((row) => row.due_at.toISOString()).sort();
    expect(due).toEqual(['2025-11-02T05:30:00.000Z', '2025-11-03T06:30:00.000Z']);
  });

  it('changes with what is deployed, goes when it is taken out or retired, and comes back', async () => {
    const id = 'comes_and_goes_v1';
    const source = (schedule: string) => playbook(id, `scope: none\n${schedule}`);
    await stage.deploy(source("schedule: '0 9 * * *'"));
    await until(() => there(id)).toContain('version 1');
    await stage.deploy(source("schedule: '0 10 * * *'"));
    await until(() => there(id)).toContain('version 2');
    await stage.deploy(source(''));
    await until(() => there(id)).toBeNull();
    await stage.deploy(source("schedule: '0 11 * * *'"));
    await until(() => there(id)).toContain('version 4');
    const engineer = await stage.api.as('engineer');
    expect((await engineer.post(`/v2/playbooks/${id}/retire`, {})).status).toBe(200);
    await until(() => there(id)).toBeNull();
    const refused = await engineer.post(`/v2/playbooks/${id}/execute`, { inputs: {} });
    expect([refused.status, refused.at('code')]).toEqual([409, 'PLAYBOOK_RETIRED']);
    expect((await stage.deploy(source("schedule: '0 11 * * *'"))).at('report.change')).toBe('brought_back');
    await until(() => there(id)).toContain('version 4');
    expect((await engineer.post(`/v2/playbooks/${id}/execute`, { inputs: {} })).status).toBe(202);
  });

  it('that nobody deployed, was taken away or was stopped by hand is brought in line by the sweep', async () => {
    const id = 'swept_v1';
    await stage.deploy(playbook(id, "scope: none\nschedule: '0 9 * * *'"));
    await until(() => there(id)).not.toBeNull();
    const note = await there(id);
    const byHand = async (scheduleId: string) => {
      const action = {
        type: 'startWorkflow' as const,
        workflowType: watchTriggersType,
        taskQueue: stage.api.task_queue,
      };
      await client.schedule.create({
        scheduleId,
        spec: { cronExpressions: ['0 9 * * *'] },
        action: { ...action, args: [] },
      });
    };
    const orphan = scheduleIdOf(stage.tenant_id, 'nobody_deployed_v1');
    await byHand(orphan);
    await byHand(`sched.by-hand-${stage.tenant_id}`);
    await handle(id).pause('by hand');
    const address = { address: temporalAddress(), namespace: 'default', tls: false, api_key: undefined };
    const { task_queue, database } = stage.api;
    const schedules = createScheduleGateway({ ...address, task_queue });
    const keeping = { database: database.app, schedules, task_queue, now: () => new Date() };
    await until(async () => (await schedules.list()).filter((each) => each.paused).length).toBe(1);
    const swept = await sweepSchedules(keeping);
    expect([...swept.orphans].sort()).toEqual([`sched.by-hand-${stage.tenant_id}`, orphan].sort());
    expect(swept.mended).toEqual([scheduleIdOf(stage.tenant_id, id)]);
    expect((await handle(id).describe()).state).toMatchObject({ paused: false, note });
    await handle(id).delete();
    await until(async () => (await schedules.list()).some((each) => each.schedule_id.endsWith(id))).toBe(false);
    await sweepSchedules(keeping);
    expect(await there(id)).toBe(note);
    await until(async () => (await schedules.list()).some((each) => each.schedule_id.endsWith(id))).toBe(true);
    expect(await sweepSchedules(keeping)).toEqual({ orphans: [], mended: [] });
    await schedules.close();
  });
});

describe('what fires', () => {
  it('is skipped while an execution is in the way, and says which one', async () => {
    const id = 'in_the_way_v1';
    const waiting = 'steps:\n  - id: rest\n    wait: { event: nobody.says, timeout: 1h, on_timeout: continue }\n';
    await stage.deploy(`id: ${id}\nname: A\nscope: none\non: [{ event: test.again }]\n${waiting}`);
    const engineer = await stage.api.as('engineer');
    await engineer.post('/v2/events', { name: 'test.again' });
    await until(async () => (await stage.evaluations(id)).map((row) => row.result)).toEqual(['fired']);
    await engineer.post('/v2/events', { name: 'test.again' });
    await until(async () => (await stage.evaluations(id)).length).toBe(2);
    const [holder] = await stage.executionsOf(id);
    const skipped = (await stage.evaluations(id)).find((row) => row.result === 'skipped');
    expect(skipped?.because).toContain(`EXECUTION_CONFLICT`);
    expect(skipped?.because).toContain(holder?.execution_id);
    expect(await stage.executionsOf(id)).toHaveLength(1);
  });

  it('is held while everything is paused, and nothing floods in afterwards', async () => {
    const id = 'held_v1';
    await stage.deploy(playbook(id, 'scope: none\non: [{ event: test.held }]'));
    const engineer = await stage.api.as('engineer');
    const admin = await stage.api.as('admin');
    const pause = await admin.post('/v2/pauses', { scope: 'playbook', scope_id: id, reason: 'an incident' });
    expect(pause.status).toBeLessThan(300);
    for (let count = 0; count < 3; count += 1) await engineer.post('/v2/events', { name: 'test.held' });
    await until(async () => (await stage.evaluations(id)).map((row) => row.result)).toEqual(['held', 'held', 'held']);
    expect((await stage.evaluations(id))[0]?.because).toMatch(
      /the playbook held_v1 was paused by admin@.*: an incident/,
    );
    expect((await admin.post(`/v2/pauses/${pause.text('pause_id')}/resume`, {})).status).toBe(200);
    await engineer.post('/v2/events', { name: 'test.held' });
    await until(async () => (await stage.evaluations(id)).filter((row) => row.result === 'fired').length).toBe(1);
    expect(await stage.executionsOf(id)).toHaveLength(1);
  });

  it('does so in the name of whoever wrote the version, who may not approve what it changes', async () => {
    const id = 'in_whose_name_v1';
    await stage.deploy(playbook(id, 'scope: none\non: [{ event: test.name }]'));
    await (await stage.api.as('admin')).post('/v2/events', { name: 'test.name' });
    await until(async () => (await stage.executionsOf(id)).length).toBe(1);
    const [execution] = await stage.executionsOf(id);
    expect(execution?.requested_by_email).toMatch(/^engineer@/);
    await until(stage.undelivered).toEqual([]);
    const described = await client.workflow.getHandle(execution?.workflow_id ?? '').fetchHistory();
    const started = described.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data;
    const input = JSON.parse(Buffer.from(started ?? []).toString());
    expect(input.excluded_user_ids).toEqual([execution?.requested_by]);
  });

  it('but has not what it needs fails once, with the reason', async () => {
    const id = 'needs_input_v1';
    const inputs = 'inputs: { colour: { type: string, required: true } }';
    await stage.deploy(playbook(id, `scope: none\n${inputs}\non: [{ event: test.input }]`));
    const engineer = await stage.api.as('engineer');
    await engineer.post('/v2/events', { name: 'test.input', data: {} });
    await until(async () => (await stage.evaluations(id)).map((row) => row.result)).toEqual(['failed']);
    expect((await stage.evaluations(id))[0]?.because).toContain('EXECUTION_INPUT_INVALID');
    await engineer.post('/v2/events', { name: 'test.input', data: { colour: 'red' } });
    await until(async () => (await stage.executionsOf(id)).map((row) => row.inputs)).toEqual([{ colour: 'red' }]);
  });
});

describe('an event', () => {
  it('starts what listens and fits, once for each key, about the campaign that it names', async () => {
    const id = 'listens_v1';
    const on = "on: [{ event: test.stock, match: 'event.data.left < 5' }]";
    await stage.deploy(playbook(id, `scope: campaign\ninputs: { campaign_id: { type: string } }\n${on}`));
    const engineer = await stage.api.as('engineer');
    const [first, second] = campaigns;
    const tell = (campaign_id: string | undefined, left: number, dedupe_key: string) =>
      engineer.post('/v2/events', {
        ...{ name: 'test.stock', entity: { type: 'campaign', id: campaign_id }, data: { left }, dedupe_key },
      });
    const answers = await Promise.all([1, 2, 3].map(() => tell(first?.campaign_id, 3, 'k1')));
    expect(answers.map((each) => each.status)).toEqual([202, 202, 202]);
    expect(answers.filter((each) => each.at('added') === true)).toHaveLength(1);
    expect(new Set(answers.map((each) => each.at('event_id'))).size).toBe(1);
    await tell(second?.campaign_id, 9, 'k2');
    await until(async () => (await stage.evaluations(id)).length).toBe(2);
    const rows = await stage.evaluations(id);
    const fired = rows.find((row) => row.result === 'fired');
    expect(fired).toMatchObject({
      entity_id: first?.campaign_id,
      source: 'event',
      event_id: answers[0]?.at('event_id'),
    });
    const not = rows.find((row) => row.result === 'not_fired');
    expect(not?.entity_id).toBe(second?.campaign_id);
    expect(not?.because).toMatch(/line \d: event\.data\.left < 5 was false \(event\.data\.left was 9\)/);
    expect((await stage.executionsOf(id)).map((row) => row.inputs)).toEqual([{ campaign_id: first?.campaign_id }]);
    await until(async () => stage.undelivered()).toEqual([]);
  });

  it('reaches every execution that waits for it, and only those whom it fits', async () => {
    const id = 'waits_v1';
    const step = [
      'steps:',
      '  - id: rest',
      "    wait: { event: test.paid, match: 'event.data.order == inputs.order', timeout: 1h, on_timeout: fail }",
      '    output: heard',
    ];
    const top = [
      'scope: none',
      'inputs: { order: { type: integer, required: true } }',
      'concurrency: { limit: 9, on_conflict: skip }',
    ];
    await stage.deploy([`id: ${id}`, 'name: Waits', ...top, ...step, ''].join('\n'));
    const engineer = await stage.api.as('engineer');
    const started = await Promise.all(
      [1, 2].map((order) => engineer.post(`/v2/playbooks/${id}/execute`, { inputs: { order } })),
    );
    const ids = started.map((each) => each.text('execution_id'));
    for (const each of ids) await engineer.untilExecution(each, ['waiting']);
    await engineer.post('/v2/events', { name: 'test.paid', data: { order: 2 } });
    await engineer.untilExecution(ids[1] ?? '', ['completed']);
    expect((await engineer.get(`/v2/playbooks/executions/${ids[0]}`)).at('status')).toBe('waiting');
    await engineer.post('/v2/events', { name: 'test.paid', data: { order: 1 } });
    await engineer.untilExecution(ids[0] ?? '', ['completed']);
  });

  it('that leads back to itself through executions ends after ten of them, and says so', async () => {
    const id = 'runs_in_circles_v1';
    const top = 'scope: none\nconcurrency: { limit: 99, on_conflict: skip }\non: [{ event: test.circle }]';
    await stage.deploy(playbook(id, top));
    const engineer = await stage.api.as('engineer');
    let cause: string | undefined;
    for (let round = 0; round < 11; round += 1) {
      const body = { name: 'test.circle', ...(cause === undefined ? {} : { caused_by_execution_id: cause }) };
      const told = await engineer.post('/v2/events', body);
      await until(async () => (await stage.evaluations(id)).length).toBe(round + 1);
      const row = (await stage.evaluations(id)).find((each) => each.event_id === told.at('event_id'));
      if (row?.execution_id != null) cause = row.execution_id;
      expect(row?.result, `round ${round}`).toBe(round < 10 ? 'fired' : 'failed');
      if (round === 10) expect(row?.because).toContain('EVENT_CHAIN_TOO_LONG');
    }
    expect(await stage.executionsOf(id)).toHaveLength(10);
  });

  it('that nobody listens to is kept, and nothing else happens', async () => {
    const engineer = await stage.api.as('engineer');
    const told = await engineer.post('/v2/events', { name: 'test.nobody', data: { deep: { er: [1, null] } } });
    await until(async () => stage.undelivered()).toEqual([]);
    const rows = await stage.events();
    expect(rows.find((row) => row.event_id === told.at('event_id'))).toMatchObject({
      ...{ name: 'test.nobody', source: 'api', entity_type: null, data: { deep: { er: [1, null] } } },
    });
    await expect(client.workflow.getHandle(`watch.event.${told.at('event_id')}`).describe()).rejects.toThrow();
  });

  it.each<[string, object, string]>([
    ['a name in capitals', { name: 'Test' }, 'REQUEST_INVALID'],
    ['an unknown field', { name: 'test.a', colour: 1 }, 'REQUEST_INVALID'],
    ['the name of a webhook', { name: 'webhook.orders' }, 'EVENT_NAME_RESERVED'],
    ['a campaign that is not there', { name: 'test.a', entity: { type: 'campaign', id: 'x' } }, 'CAMPAIGN_NOT_FOUND'],
    ['an execution that is not there', { name: 'test.a', caused_by_execution_id: randomUUID() }, 'EXECUTION_NOT_FOUND'],
    ['too much', { name: 'test.a', data: { text: 'x'.repeat(70_000) } }, 'BODY_TOO_LARGE'],
  ])('with %s is refused', async (_case, body, code) => {
    expect((await (await stage.api.as('engineer')).post('/v2/events', body)).at('code')).toBe(code);
  });
});
