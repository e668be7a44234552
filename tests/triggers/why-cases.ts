import type { Client } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { scheduleIdOf } from '../../contracts/watch-triggers.ts';
import { runMbi } from '../harness/command-line.ts';
import type { TriggerStage } from '../harness/trigger-stage.ts';

/** What `mbi why` tells. `given` is there once the cases run. */
export function whyCases(given: () => { readonly stage: TriggerStage; readonly client: Client }): void {
  const [first, second] = demoTenants[0]?.campaigns ?? [];
  const until = (read: () => Promise<unknown>) => expect.poll(read, { timeout: 100_000, interval: 250 });
  const playbook = (id: string, top: string) =>
    `id: ${id}\nname: ${id}\n${top}\nsteps:\n  - id: end\n    stop: { status: completed }\n`;
  const why = async (...words: readonly string[]): Promise<string> => {
    const environment = { MBI_API_URL: given().stage.api.api_url, MBI_API_KEY: given().stage.api.api_keys[0] ?? '' };
    const { code, out, err } = await runMbi(['why', ...words], { environment });
    expect([code, err]).toEqual([0, '']);
    return out;
  };

  describe('mbi why', () => {
    // Triggered by hand so that no minute is waited for; should the server lose that, the next minute comes by itself.
    it('tells of a real schedule what it started and what not, with every value that decided it', {
      timeout: 240_000,
    }, async () => {
      const id = 'asked_v1';
      const top = `scope: campaign\nconcurrency: { limit: 9, on_conflict: skip }\nwhen:\n  - condition: entity.id == '${first?.campaign_id}'\nschedule: '* * * * *'`;
      await given().stage.deploy(playbook(id, top));
      const handle = given().client.schedule.getHandle(scheduleIdOf(given().stage.tenant_id, id));
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
      await given().stage.deploy(source);
      const engineer = await given().stage.api.as('engineer');
      await engineer.post(`/v2/playbooks/${id}/retire`, {});
      expect(await why(id)).toMatch(/the playbook was retired on \S+Z\.\n$/);
      const meanwhile = new Date().toISOString();
      expect((await given().stage.deploy(source)).at('report.change')).toBe('brought_back');
      expect(await why(id, '--at', meanwhile)).toMatch(/was retired on \S+Z and deployed again only on \S+Z\.\n$/);
      expect(await why(id)).toMatch(/no event test\.never had come by/);
    });
  });
}
