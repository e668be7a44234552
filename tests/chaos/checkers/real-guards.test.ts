import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdapterOpeners, prepareAdapters } from '../../../activities/ad-platforms/platforms.action.ts';
import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';
import { moneyKinds } from '../money-kinds.ts';
import { type ChaosWorld, openChaosWorld } from '../world.ts';
import type { Violation } from './facts.ts';

let world: ChaosWorld;
beforeAll(async () => {
  world = await openChaosWorld();
});
afterAll(() => world.close());

/** The laws that are broken now and were not before. */
async function brokenBy(sabotage: () => Promise<unknown>): Promise<readonly Violation['law'][]> {
  const before = (await world.verdict()).map(({ text }) => text);
  await sabotage();
  return (await world.verdict()).filter(({ text }) => !before.includes(text)).map(({ law }) => law);
}

/** Handlers whose adapters have something of theirs replaced. */
function handlersWith(spoil: (adapter: AdPlatformAdapter) => Partial<AdPlatformAdapter>) {
  const openers: AdapterOpeners = new Map(
    [...prepareAdapters(world.environment)].map(([platform, open]) => [
      platform,
      async (account: Parameters<typeof open>[0]) => {
        const adapter = await open(account);
        return { ...adapter, ...spoil(adapter) };
      },
    ]),
  );
  return world.stage.handlersWith({ adapters: openers });
}
const sql = () => world.stage.database.owner.sql;

describe('with a guard switched off, on a real database and a real sandbox', () => {
  it('nothing is red while all guards are on', async () => {
    expect((await world.settle(await world.prepare('meta_ads', moneyKinds.set_daily_budget)))?.said).toBe('applied');
    expect(await world.verdict()).toEqual([]);
  });

  it('an adapter that says yes and reads back what it was told, without asking: lost (I2), and the rows disagree (I4)', async () => {
    const job = await world.prepare('google_ads', moneyKinds.set_daily_budget);
    let said: number | null = null;
    const lying = handlersWith((adapter) => ({
      write: async ({ value }) => {
        said = Number(value);
        return { platform_request_id: null };
      },
      readEntity: async (reference) => {
        const live = await adapter.readEntity(reference);
        return said === null ? live : { ...live, daily_budget_minor: said };
      },
    }));
    expect(await brokenBy(() => world.settle(job, lying))).toEqual(expect.arrayContaining(['I2', 'I4', 'I5']));
  });

  it('an adapter that sends twice: double (I2)', async () => {
    const job = await world.prepare('tiktok_ads', moneyKinds.set_daily_budget);
    const twice = handlersWith((adapter) => ({
      write: async (request) => {
        await adapter.write(request);
        return adapter.write(request);
      },
    }));
    expect(await brokenBy(() => world.settle(job, twice))).toContain('I2');
  });

  it('a read-back that is blind to what was written: applied a second time (I2)', async () => {
    const job = await world.prepare('linkedin_ads', moneyKinds.set_daily_budget);
    const [change] = job.request.change_set.changes;
    const match = { entity_id: change?.entity_id, access: 'write' };
    await world.stage.sandbox.fault({ kind: 'apply_then_drop', times: 1, match });
    let writes = 0;
    const blind = handlersWith((adapter) => ({
      write: (request) => {
        writes += 1;
        return adapter.write(request);
      },
      readEntity: async (reference) => {
        const live = await adapter.readEntity(reference);
        return writes < 2 ? { ...live, daily_budget_minor: 40_000 } : live;
      },
      readChanges: async () => [],
    }));
    expect(await brokenBy(() => world.settle(job, blind))).toContain('I2');
  });

  it('a write that goes past the money core: nobody granted it (I1), and no audit row tells of it (I5)', async () => {
    const campaign = await world.addCampaign('meta_ads');
    const { account } = world.heldAccount('meta_ads');
    const open = prepareAdapters(world.environment).get('meta_ads');
    const adapter = await open?.({
      account: { ...account, settings: {} },
      credential: { access_token: account.sandbox_token, refresh_token: null, expires_at: null },
      ...{ saveCredential: async () => undefined, fetch, now: () => new Date() },
    });
    const reference = {
      ...{ account_id: account.external_id, entity_type: 'campaign' as const, entity_id: campaign.campaign_id },
    };
    const past = () => adapter?.write({ reference, field: 'daily_budget_minor', value: 41_000, request_id: 'past' });
    expect(await brokenBy(async () => past())).toEqual(expect.arrayContaining(['I1', 'I5']));
  });

  it('a cap that the product does not hold: over it (I3)', async () => {
    expect(
      await brokenBy(async () => {
        world.caps.push({ scope: 'platform', scope_id: 'tiktok_ads', measure: 'exposure', limit_minor: 1_000 });
      }),
    ).toEqual(['I3']);
  });

  it.each([
    ['an approval taken back afterwards', 'I1', () => sql()`update approvals set status = 'rejected'`],
    ['a receipt that went missing', 'I4', () => sql()`delete from receipts`],
    ['an intent set back by hand', 'I4', () => sql()`update write_intents set state = 'armed'`],
    ['an audit row rewritten by the owner of the database', 'I5', () => sql()`update audit_log set actor_email = 'x'`],
  ] as const)('%s: %s', async (_what, law, sabotage) => {
    expect(await brokenBy(async () => await sabotage())).toContain(law);
  });
});
