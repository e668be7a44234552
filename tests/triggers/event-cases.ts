import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import type { TriggerStage } from '../harness/trigger-stage.ts';

/** What events start, whom they reach, and what is refused. `given` is there once the cases run. */
export function eventCases(given: () => { readonly stage: TriggerStage; readonly client: Client }): void {
  const campaigns = demoTenants[0]?.campaigns ?? [];
  const until = (read: () => Promise<unknown>) => expect.poll(read, { timeout: 15_000, interval: 50 });
  /** A playbook that ends at once. */
  const playbook = (id: string, top: string) =>
    `id: ${id}\nname: ${id}\n${top}\nsteps:\n  - id: end\n    stop: { status: completed }\n`;

  describe('an event', () => {
    it('starts what listens and fits, once for each key, about the campaign that it names', async () => {
      const id = 'listens_v1';
      const on = "on: [{ event: test.stock, match: 'event.data.left < 5' }]";
      await given().stage.deploy(playbook(id, `scope: campaign\ninputs: { campaign_id: { type: string } }\n${on}`));
      const engineer = await given().stage.api.as('engineer');
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
      await until(async () => (await given().stage.evaluations(id)).length).toBe(2);
      const rows = await given().stage.evaluations(id);
      const fired = rows.find((row) => row.result === 'fired');
      expect(fired).toMatchObject({
        entity_id: first?.campaign_id,
        source: 'event',
        event_id: answers[0]?.at('event_id'),
      });
      const not = rows.find((row) => row.result === 'not_fired');
      expect(not?.entity_id).toBe(second?.campaign_id);
      expect(not?.because).toMatch(/line \d: event\.data\.left < 5 was false \(event\.data\.left was 9\)/);
      expect((await given().stage.executionsOf(id)).map((row) => row.inputs)).toEqual([
        { campaign_id: first?.campaign_id },
      ]);
      await until(async () => given().stage.undelivered()).toEqual([]);
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
      await given().stage.deploy([`id: ${id}`, 'name: Waits', ...top, ...step, ''].join('\n'));
      const engineer = await given().stage.api.as('engineer');
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

    it('that comes while an execution is still queued is heard by it as soon as it runs', async () => {
      const top = 'scope: none\nconcurrency: { limit: 1, on_conflict: queue }';
      const wait = (event: string) => `wait: { event: ${event}, timeout: 1h, on_timeout: fail }\n`;
      const id = 'in_line_v1';
      await given().stage.deploy(`id: ${id}\nname: A\n${top}\nsteps:\n  - id: rest\n    ${wait('test.early')}`);
      const engineer = await given().stage.api.as('engineer');
      const start = async () =>
        (await engineer.post(`/v2/playbooks/${id}/execute`, { inputs: {} })).text('execution_id');
      const first = await start();
      await engineer.untilExecution(first, ['waiting']);
      const second = await start();
      await engineer.post('/v2/events', { name: 'test.early' });
      await engineer.untilExecution(first, ['completed']);
      await engineer.untilExecution(second, ['completed']);
    });

    it('that leads back to itself through executions ends after ten of them, and says so', async () => {
      const id = 'runs_in_circles_v1';
      const top = 'scope: none\nconcurrency: { limit: 99, on_conflict: skip }\non: [{ event: test.circle }]';
      await given().stage.deploy(playbook(id, top));
      const engineer = await given().stage.api.as('engineer');
      let cause: string | undefined;
      for (let round = 0; round < 11; round += 1) {
        const body = { name: 'test.circle', ...(cause === undefined ? {} : { caused_by_execution_id: cause }) };
        const told = await engineer.post('/v2/events', body);
        await until(async () => (await given().stage.evaluations(id)).length).toBe(round + 1);
        const row = (await given().stage.evaluations(id)).find((each) => each.event_id === told.at('event_id'));
        if (row?.execution_id != null) cause = row.execution_id;
        expect(row?.result, `round ${round}`).toBe(round < 10 ? 'fired' : 'failed');
        if (round === 10) expect(row?.because).toContain('EVENT_CHAIN_TOO_LONG');
      }
      expect(await given().stage.executionsOf(id)).toHaveLength(10);
    });

    it('that nobody listens to is kept, and nothing else happens', async () => {
      const engineer = await given().stage.api.as('engineer');
      const told = await engineer.post('/v2/events', { name: 'test.nobody', data: { deep: { er: [1, null] } } });
      await until(async () => given().stage.undelivered()).toEqual([]);
      const rows = await given().stage.events();
      expect(rows.find((row) => row.event_id === told.at('event_id'))).toMatchObject({
        ...{ name: 'test.nobody', source: 'api', entity_type: null, data: { deep: { er: [1, null] } } },
      });
      await expect(
        given()
          .client.workflow.getHandle(`watch.event.${told.at('event_id')}`)
          .describe(),
      ).rejects.toThrow();
    });

    it.each<[string, object, string]>([
      ['a name in capitals', { name: 'Test' }, 'REQUEST_INVALID'],
      ['an unknown field', { name: 'test.a', colour: 1 }, 'REQUEST_INVALID'],
      ['the name of a webhook', { name: 'webhook.orders' }, 'EVENT_NAME_RESERVED'],
      ['a campaign that is not there', { name: 'test.a', entity: { type: 'campaign', id: 'x' } }, 'CAMPAIGN_NOT_FOUND'],
      [
        'an execution that is not there',
        { name: 'test.a', caused_by_execution_id: randomUUID() },
        'EXECUTION_NOT_FOUND',
      ],
      ['too much', { name: 'test.a', data: { text: 'x'.repeat(70_000) } }, 'BODY_TOO_LARGE'],
    ])('with %s is refused', async (_case, body, code) => {
      expect((await (await given().stage.api.as('engineer')).post('/v2/events', body)).at('code')).toBe(code);
    });
  });
}
