import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { scheduleIdOf } from '../../contracts/watch-triggers.ts';
import { runMbi } from '../harness/command-line.ts';
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

const [first, second] = demoTenants[0]?.campaigns ?? [];
const until = (read: () => Promise<unknown>) => expect.poll(read, { timeout: 15_000, interval: 50 });
const playbook = (id: string, top: string) =>
  `id: ${id}\nname: ${id}\n${top}\nsteps:\n  - id: end\n    stop: { status: completed }\n`;
const why = async (...words: readonly string[]): Promise<string> => {
  const environment = { MBI_API_URL: stage.api.api_url, MBI_API_KEY: stage.api.api_keys[0] ?? '' };
  const { code, out, err } = await runMbi(['why', ...words], { environment });
  expect([code, err]).toEqual([0, '']);
  return out;
};

describe('mbi why', () => {
  it('tells of a real schedule what it started and what not, with every value that decided it', async () => {
    const id = 'asked_v1';
    const top = `scope: campaign\nconcurrency: { limit: 9, on_conflict: skip }\nwhen:\n  - condition: entity.id == '${first?.campaign_id}'\nschedule: '* * * * *'`;
    await stage.deploy(playbook(id, top));
    const handle = client.schedule.getHandle(scheduleIdOf(stage.tenant_id, id));
    await until(() =>
      handle.trigger().then(
        () => true,
        () => false,
      ),
    ).toBe(true);
    const [one, other] = [first?.campaign_id ?? '', second?.campaign_id ?? ''];
    await until(() => why(id, '--campaign', one)).toMatch(
      new RegExp(
        `^It fired on .* because line 6: .*\\nExecution: [0-9a-f-]{36}\\n {2}line 6: entity.id == '${one}' = true`,
      ),
    );
    await until(() => why(id, '--campaign', other)).toMatch(
      new RegExp(`^It did not fire on .* was false .*\\n {2}line 6: entity.id == '${one}' = false`),
    );
  });

  it('tells of a time in which it was retired, also when it is back', async () => {
    const id = 'was_away_v1';
    const source = playbook(id, 'scope: none\non: [{ event: test.never }]');
    await stage.deploy(source);
    const engineer = await stage.api.as('engineer');
    await engineer.post(`/v2/playbooks/${id}/retire`, {});
    expect(await why(id)).toMatch(/the playbook was retired on \S+Z\.\n$/);
    const meanwhile = new Date().toISOString();
    expect((await stage.deploy(source)).at('report.change')).toBe('brought_back');
    expect(await why(id, '--at', meanwhile)).toMatch(/was retired on \S+Z and deployed again only on \S+Z\.\n$/);
    expect(await why(id)).toMatch(/no event test\.never had come by/);
  });
});
