import { type Client, ScheduleNotFoundError } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import { createScheduleGateway } from '../../api/temporal/schedules.ts';
import { sweepSchedules } from '../../api/triggers/sweep-schedules.ts';
import { campaignsOf, demoTenants } from '../../contracts/demo-world.ts';
import { scheduleIdOf, watchTriggersType } from '../../contracts/watch-triggers.ts';
import { priorityKeys } from '../../workflows/messages.ts';
import { temporalAddress } from '../harness/temporal.ts';
import type { TriggerStage } from '../harness/trigger-stage.ts';

/** What schedules ask, and what comes of what fires. `given` is there once the cases run. */
export function scheduleCases(given: () => { readonly stage: TriggerStage; readonly client: Client }): void {
  const campaigns = demoTenants.slice(0, 1).flatMap(campaignsOf);
  const patient = { timeout: 15_000, interval: 50 };
  /** For what the server’s list must show first. */
  const settling = { timeout: 60_000, interval: 1_000 };

  /** A playbook that ends at once. */
  const playbook = (id: string, top: string) =>
    `id: ${id}\nname: ${id}\n${top}\nsteps:\n  - id: end\n    stop: { status: completed }\n`;

  const handle = (playbook_id: string) =>
    given().client.schedule.getHandle(scheduleIdOf(given().stage.tenant_id, playbook_id));

  /** The note of a schedule; null when there is none, and only then. */
  const noteOf = async (scheduleId: string) => {
    try {
      return (await given().client.schedule.getHandle(scheduleId).describe()).state.note ?? '';
    } catch (error) {
      if (error instanceof ScheduleNotFoundError) return null;
      throw error;
    }
  };
  const there = (playbook_id: string) => noteOf(scheduleIdOf(given().stage.tenant_id, playbook_id));
  const priorityOf = async (workflow_id = '') =>
    (await given().client.workflow.getHandle(workflow_id).describe()).priority;
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
      await given().stage.deploy(playbook(id, when));
      await until(() => there(id)).not.toBeNull();
      await handle(id).trigger();
      await expect.poll(async () => (await given().stage.evaluations(id)).length, patient).toBe(campaigns.length);
      const rows = await given().stage.evaluations(id);
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
      const [execution] = await given().stage.executionsOf(id);
      expect(execution).toMatchObject({
        evaluation_id: fired[0]?.evaluation_id,
        requested_by_email: `engineer@${demoTenants[0]?.email_domain}`,
        campaign_id: campaigns[0]?.campaign_id,
      });
      expect(fired[0]?.execution_id).toBe(execution?.execution_id);
      const last = { fairnessKey: given().stage.tenant_id, priorityKey: priorityKeys.background };
      expect(await priorityOf(execution?.workflow_id)).toMatchObject(last);
    });

    it('at which the clock shows the same time twice is one, and its moment is the one that was meant', async () => {
      const id = 'once_in_the_fold_v1';
      const schedule = "schedule: { cron: '30 1 * * *', timezone: America/New_York, jitter: 20m }";
      await given().stage.deploy(playbook(id, `scope: none\n${schedule}`));
      await until(() => there(id)).not.toBeNull();
      // In the night of 2 November 2025 the server is due at 05:30 and at 06:30, which were both 01:30 there.
      await handle(id).backfill({
        ...{ start: new Date('2025-11-01T12:00:00Z'), end: new Date('2025-11-03T12:00:00Z'), overlap: 'BUFFER_ALL' },
      });
      await until(async () => (await handle(id).describe()).info.numActionsTaken).toBe(3);
      await until(async () => (await given().stage.evaluations(id)).length).toBe(2);
      const due = (await given().stage.evaluations(id)).map((row) => row.due_at.toISOString()).sort();
      expect(due).toEqual(['2025-11-02T05:30:00.000Z', '2025-11-03T06:30:00.000Z']);
    });

    it('changes with what is deployed, goes when it is taken out or retired, and comes back', async () => {
      const id = 'comes_and_goes_v1';
      const source = (schedule: string) => playbook(id, `scope: none\n${schedule}`);
      await given().stage.deploy(source("schedule: '0 9 * * *'"));
      await until(() => there(id)).toContain('version 1');
      await given().stage.deploy(source("schedule: '0 10 * * *'"));
      await until(() => there(id)).toContain('version 2');
      await given().stage.deploy(source(''));
      await until(() => there(id)).toBeNull();
      await given().stage.deploy(source("schedule: '0 11 * * *'"));
      await until(() => there(id)).toContain('version 4');
      const engineer = await given().stage.api.as('engineer');
      expect((await engineer.post(`/v2/playbooks/${id}/retire`, {})).status).toBe(200);
      await until(() => there(id)).toBeNull();
      const refused = await engineer.post(`/v2/playbooks/${id}/execute`, { inputs: {} });
      expect([refused.status, refused.at('code')]).toEqual([409, 'PLAYBOOK_RETIRED']);
      expect((await given().stage.deploy(source("schedule: '0 11 * * *'"))).at('report.change')).toBe('brought_back');
      await until(() => there(id)).toContain('version 4');
      expect((await engineer.post(`/v2/playbooks/${id}/execute`, { inputs: {} })).status).toBe(202);
    });

    it('that nobody deployed, was taken away, was stopped or given away by hand is brought in line by the sweep', {
      timeout: 180_000,
    }, async () => {
      const { task_queue, database } = given().stage.api;
      const ids = ['stopped_v1', 'given_away_v1', 'taken_away_v1'].sort();
      for (const id of ids) {
        await given().stage.deploy(playbook(id, "scope: none\nschedule: '0 9 * * *'"));
        await until(() => there(id)).not.toBeNull();
      }
      const notes = () => Promise.all(ids.map(there));
      const deployed = await notes();
      const byHand = (scheduleId: string, taskQueue: string) =>
        given().client.schedule.create({
          scheduleId,
          spec: { cronExpressions: ['0 9 * * *'] },
          action: { type: 'startWorkflow', workflowType: watchTriggersType, taskQueue, args: [] },
        });
      const orphans = [scheduleIdOf(given().stage.tenant_id, 'nobody_deployed_v1')];
      orphans.push(`sched.by-hand-${given().stage.tenant_id}`);
      for (const each of orphans) await byHand(each, task_queue);
      await handle('stopped_v1').pause('by hand');
      for (const id of ['given_away_v1', 'taken_away_v1']) await handle(id).delete();
      await byHand(scheduleIdOf(given().stage.tenant_id, 'given_away_v1'), `${task_queue}-elsewhere`);

      const address = { connection: { address: temporalAddress(), tls: false as const }, namespace: 'default' };
      const schedules = createScheduleGateway({ ...address, task_queue });
      const keeping = { database: database.app, schedules, task_queue, now: () => new Date() };
      const asItStands = async () => ({
        ...{ notes: await notes(), paused: (await handle('stopped_v1').describe()).state.paused },
        task_queue: (await handle('given_away_v1').describe()).action.taskQueue,
        orphans: await Promise.all(orphans.map(noteOf)),
      });
      // A sweep sees what the server’s list shows, which follows a moment later; the API’s own sweep may come in between.
      const swept = () => sweepSchedules(keeping).then(asItStands);
      const inLine = { notes: deployed, paused: false, task_queue, orphans: [null, null] };
      await expect.poll(swept, settling).toEqual(inLine);
      const scheduleIds = ids.map((id) => scheduleIdOf(given().stage.tenant_id, id));
      // Every installation of these tests has the playbooks that ship, for tenants of the same ids, and puts them its own way.
      const again = async () => {
        const found = await sweepSchedules(keeping);
        return [...found.orphans, ...found.mended.filter((each) => scheduleIds.includes(each))];
      };
      await expect.poll(again, settling).toEqual([]);
      await schedules.close();
    });
  });

  describe('what fires', () => {
    it('is skipped while an execution is in the way, and says which one', async () => {
      const id = 'in_the_way_v1';
      const waiting = 'steps:\n  - id: rest\n    wait: { event: nobody.says, timeout: 1h, on_timeout: continue }\n';
      await given().stage.deploy(`id: ${id}\nname: A\nscope: none\non: [{ event: test.again }]\n${waiting}`);
      const engineer = await given().stage.api.as('engineer');
      await engineer.post('/v2/events', { name: 'test.again' });
      await until(async () => (await given().stage.evaluations(id)).map((row) => row.result)).toEqual(['fired']);
      await engineer.post('/v2/events', { name: 'test.again' });
      await until(async () => (await given().stage.evaluations(id)).length).toBe(2);
      const [holder] = await given().stage.executionsOf(id);
      const skipped = (await given().stage.evaluations(id)).find((row) => row.result === 'skipped');
      expect(skipped?.because).toContain(`EXECUTION_CONFLICT`);
      expect(skipped?.because).toContain(holder?.execution_id);
      expect(await given().stage.executionsOf(id)).toHaveLength(1);
    });

    it('is held while everything is paused, and nothing floods in afterwards', async () => {
      const id = 'held_v1';
      await given().stage.deploy(playbook(id, 'scope: none\non: [{ event: test.held }]'));
      const engineer = await given().stage.api.as('engineer');
      const admin = await given().stage.api.as('admin');
      const pause = await admin.post('/v2/pauses', { scope: 'playbook', scope_id: id, reason: 'an incident' });
      expect(pause.status).toBeLessThan(300);
      for (let count = 0; count < 3; count += 1) await engineer.post('/v2/events', { name: 'test.held' });
      await until(async () => (await given().stage.evaluations(id)).map((row) => row.result)).toEqual([
        'held',
        'held',
        'held',
      ]);
      expect((await given().stage.evaluations(id))[0]?.because).toMatch(
        /the playbook held_v1 was paused by admin@.*: an incident/,
      );
      expect((await admin.post(`/v2/pauses/${pause.text('pause_id')}/resume`, {})).status).toBe(200);
      await engineer.post('/v2/events', { name: 'test.held' });
      await until(
        async () => (await given().stage.evaluations(id)).filter((row) => row.result === 'fired').length,
      ).toBe(1);
      expect(await given().stage.executionsOf(id)).toHaveLength(1);
    });

    it('does so in the name of whoever wrote the version, who may not approve what it changes', async () => {
      const id = 'in_whose_name_v1';
      await given().stage.deploy(playbook(id, 'scope: none\non: [{ event: test.name }]'));
      await (await given().stage.api.as('admin')).post('/v2/events', { name: 'test.name' });
      await until(async () => (await given().stage.executionsOf(id)).length).toBe(1);
      const [execution] = await given().stage.executionsOf(id);
      expect(execution?.requested_by_email).toMatch(/^engineer@/);
      await until(given().stage.undelivered).toEqual([]);
      const described = await given()
        .client.workflow.getHandle(execution?.workflow_id ?? '')
        .fetchHistory();
      const started = described.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data;
      const input = JSON.parse(Buffer.from(started ?? []).toString());
      expect(input.excluded_user_ids).toEqual([execution?.requested_by]);
      // Somebody has just done something: this is not the background.
      expect((await priorityOf(execution?.workflow_id))?.priorityKey).not.toBe(priorityKeys.background);
    });

    it('but has not what it needs fails once, with the reason', async () => {
      const id = 'needs_input_v1';
      const inputs = 'inputs: { colour: { type: string, required: true } }';
      await given().stage.deploy(playbook(id, `scope: none\n${inputs}\non: [{ event: test.input }]`));
      const engineer = await given().stage.api.as('engineer');
      await engineer.post('/v2/events', { name: 'test.input', data: {} });
      await until(async () => (await given().stage.evaluations(id)).map((row) => row.result)).toEqual(['failed']);
      expect((await given().stage.evaluations(id))[0]?.because).toContain('EXECUTION_INPUT_INVALID');
      await engineer.post('/v2/events', { name: 'test.input', data: { colour: 'red' } });
      await until(async () => (await given().stage.executionsOf(id)).map((row) => row.inputs)).toEqual([
        { colour: 'red' },
      ]);
    });
  });
}
