import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { scheduleIdOf } from '../../contracts/watch-triggers.ts';
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
    await expect
      .poll(
        () =>
          handle(id)
            .describe()
            .then(
              (each) => each.scheduleId,
              () => null,
            ),
        patient,
      )
      .not.toBeNull();
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
});
