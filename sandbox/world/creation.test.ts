import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testCampaign } from '../testing/test-campaign.ts';
import { accountSpecSchema } from './account-spec.ts';
import { openBooks } from './books.ts';
import type { CreatedEntity } from './created-entity.ts';
import { openWorld, type World } from './world.ts';

const account = accountSpecSchema.parse({
  platform: 'google_ads',
  external_id: '9009009001',
  name: 'Test',
  currency: 'EUR',
  timezone: 'Europe/Berlin',
  sandbox_token: 'test-token',
});

function begin(directory = mkdtempSync(join(tmpdir(), 'creation-')), realNow = () => 1_000_000) {
  const world = openWorld({ directory, realNow, seed: 'seed', startAt: null });
  world.addCampaign({ account_id: account.external_id, account, campaign: testCampaign() });
  return { directory, world };
}
const draft = (world: World, parts: Partial<CreatedEntity> = {}): CreatedEntity => ({
  id: world.newId(),
  kind: 'creative',
  account_id: account.external_id,
  campaign_id: null,
  parent_id: null,
  initial: { name: 'mbi-0123456789abcdef', status: 'ACTIVE' },
  ...parts,
});
const create = (world: World, created: CreatedEntity, request_id = 'r') =>
  world.commit([{ do: 'create', account, created }], request_id);

describe('what an API makes', () => {
  it('is there in the next life, with what was set since, and is one line of the ledger', () => {
    const { directory, world } = begin();
    const creative = draft(world);
    create(world, creative, 'r1');
    const entity = world.inventory.entity(creative.id);
    if (entity === null) throw new Error('nothing was made');
    world.mutate(entity, { name: 'renamed' }, 'r2');
    expect(world.ledger()).toMatchObject([
      { platform: 'google_ads', entity_type: 'creative', field: 'creative_content', before: null, request_id: 'r1' },
      { entity_id: creative.id, field: 'name', before: 'mbi-0123456789abcdef', after: 'renamed' },
    ]);
    world.close();
    const next = begin(directory).world;
    const found = next.inventory.entity(creative.id);
    expect(found).toMatchObject({ kind: 'creative', created_at: 1_000_000, account: { external_id: '9009009001' } });
    expect(found && next.value(found, 'name')).toBe('renamed');
    expect(next.ledger()).toEqual(world.ledger());
  });

  it('a campaign and what is below it are found below it, and only there', () => {
    const { world } = begin();
    const campaign = draft(world, { kind: 'campaign', initial: { name: 'New', status: 'PAUSED', daily_budget: 500 } });
    create(world, campaign);
    const place = { campaign_id: campaign.id, parent_id: campaign.id };
    const groups = [1, 2].map(() => draft(world, { kind: 'ad_set', ...place }));
    for (const group of groups) create(world, group);
    const ad = draft(world, { kind: 'ad', campaign_id: campaign.id, parent_id: groups[1]?.id ?? '' });
    create(world, ad);
    const below = (id: string, kind: 'ad_set' | 'ad') => {
      const entity = world.inventory.entity(id);
      return entity === null ? [] : world.inventory.list(account, kind, entity).map((each) => each.id);
    };
    expect(below(campaign.id, 'ad_set')).toEqual(groups.map((group) => group.id));
    expect(below(groups[0]?.id ?? '', 'ad')).toEqual([]);
    expect(below(groups[1]?.id ?? '', 'ad')).toEqual([ad.id]);
    expect(below('9001', 'ad')).toEqual(['9003', '9004']);
    expect(world.ledger().map((line) => line.field)).toEqual(['creation', 'creation', 'creation', 'creation']);
  });

  it('is seen by nobody who looks at the books before it was made', () => {
    let now = 1_000_000;
    const { world } = begin(undefined, () => now);
    now += 60_000;
    const creative = draft(world);
    create(world, creative);
    const [before, after] = [openBooks(world, account, now - 1), openBooks(world, account, now)];
    expect(before.entity(creative.id)).toBeNull();
    expect(before.list('creative').map((each) => each.id)).not.toContain(creative.id);
    expect(after.entity(creative.id)?.id).toBe(creative.id);
    expect(after.list('creative').map((each) => each.id)).toContain(creative.id);
  });

  it('shows nobody anything: its market is empty', () => {
    const { world } = begin();
    const created = draft(world, { kind: 'campaign' });
    create(world, created);
    const campaign = world.inventory.entity(created.id)?.campaign;
    if (campaign === undefined) throw new Error('nothing was made');
    expect(world.markets().of(campaign, 'UTC').cellsUntil(2_000_000)).toEqual([]);
  });

  it('an id never comes twice, in the next life neither', () => {
    const { directory, world } = begin();
    const ids = Array.from({ length: 20 }, () => draft(world));
    for (const each of ids) create(world, each);
    world.close();
    const next = begin(directory).world;
    const more = Array.from({ length: 20 }, () => next.newId());
    const all = [...ids.map((each) => each.id), ...more];
    expect(new Set(all).size).toBe(all.length);
    for (const id of all) expect(id).toMatch(/^\d{12}$/);
  });

  it('steps of one commit stand together, numbered on', () => {
    const { world } = begin();
    const campaign = world.inventory.entity('9001');
    if (campaign === null) throw new Error('no campaign');
    const created = draft(world);
    const set = { do: 'set', entity: campaign, values: { daily_budget: 1, name: 'x' } } as const;
    world.commit([set, { do: 'create', account, created }], 'batch');
    expect(world.ledger().map((line) => [line.seq, line.entity_id, line.field, line.request_id])).toEqual([
      [1, '9001', 'daily_budget', 'batch'],
      [2, '9001', 'name', 'batch'],
      [3, created.id, 'creative_content', 'batch'],
    ]);
  });
});

describe('what is kept beside the books', () => {
  const item = (key: string, value: number) =>
    ({ platform: 'google_ads', account_id: '9009009001', kind: 'budget', key, value }) as const;

  it('lasts, in the order of its keys, the newest value for each', () => {
    const { directory, world } = begin();
    for (const each of [item('a', 1), item('b', 2), item('a', 3)]) world.shelf.put(each);
    world.close();
    const next = begin(directory).world;
    expect(next.shelf.all('google_ads', '9009009001', 'budget').map((each) => [each.key, each.value])).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
    expect(next.shelf.get('google_ads', '9009009001', 'budget', 'a')).toBe(3);
    for (const [platform, account_id, kind] of [
      ['meta_ads', '9009009001', 'budget'],
      ['google_ads', '1', 'budget'],
      ['google_ads', '9009009001', 'image'],
    ] as const) {
      expect(next.shelf.all(platform, account_id, kind)).toEqual([]);
      expect(next.shelf.get(platform, account_id, kind, 'a')).toBeUndefined();
    }
    next.reset({});
    expect(next.shelf.all('google_ads', '9009009001', 'budget')).toEqual([]);
  });

  it('audiences last too, and are gone after a reset', () => {
    const { directory, world } = begin();
    const audience = { audience_id: '777', name: 'Hikers', kind: 'custom', size: 10, ready: true } as const;
    world.addAudiences(account, [audience]);
    world.addAudiences(account, [{ ...audience, audience_id: '778' }]);
    world.close();
    const next = begin(directory).world;
    expect(next.audiences(account).map((each) => each.audience_id)).toEqual(['777', '778']);
    next.reset({});
    expect(next.audiences(account)).toEqual([]);
  });

  it('conversions count once by the platform’s own key, for each destination', () => {
    const { directory, world } = begin();
    const conversion = (event_id: string, destination = '1') => ({
      ...({ platform: 'google_ads', account_id: '9009009001', event_name: null, at: '', value: 1 } as const),
      ...{ destination, event_id, currency: 'EUR', identifiers: {}, wire: { event_id }, request_id: 'r' },
      counts_by: event_id,
    });
    expect(world.conversions.receive([conversion('a'), conversion('a'), conversion('b')])).toEqual([true, false, true]);
    expect(world.conversions.receive([conversion('a'), conversion('a', '2')])).toEqual([false, true]);
    world.close();
    const next = begin(directory).world;
    expect(next.conversions.receive([conversion('b')])).toEqual([false]);
    expect(next.conversions.counted().map((each) => [each.destination, each.event_id, each.times])).toEqual([
      ['1', 'a', 3],
      ['1', 'b', 2],
      ['2', 'a', 1],
    ]);
    next.reset({});
    expect(next.conversions.counted()).toEqual([]);
  });
});

describe('an account', () => {
  const told = { name: 'x', currency: 'USD', timezone: 'UTC', sandbox_token: 't' };
  it.each([
    ['meta_ads', 'act_123', '123'],
    ['google_ads', '1234567890', '123-456-7890'],
    ['linkedin_ads', '504004001', 'urn:li:sponsoredAccount:1'],
    ['tiktok_ads', '7050050050051', 'act_7050050050051'],
  ])('of %s has an id of its platform’s shape', (platform, right, wrong) => {
    expect(accountSpecSchema.safeParse({ ...told, platform, external_id: right }).success).toBe(true);
    expect(accountSpecSchema.safeParse({ ...told, platform, external_id: wrong }).success).toBe(false);
  });
});
