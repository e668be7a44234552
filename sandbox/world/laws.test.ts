import fastCheck from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createClock } from '../clock/clock.ts';
import { createGoogle } from '../google/google.ts';
import { openStage } from '../testing/stage.ts';
import { testCampaign } from '../testing/test-campaign.ts';
import { accountSpecSchema } from './account-spec.ts';
import { openBooks } from './books.ts';
import type { ReceivedConversion } from './conversion-book.ts';
import { entitiesOf, listOf } from './entity.ts';
import { lastSignificantEdit } from './learning.ts';
import { createTimeline, type TimelineChange } from './timeline.ts';

const field = fastCheck.constantFrom('status', 'daily_budget', 'name');
const change = fastCheck.record({
  at: fastCheck.nat(1_000),
  entity_id: fastCheck.constantFrom('9001', '9002', '9003'),
  field,
  before: fastCheck.option(fastCheck.nat(100), { nil: null }),
  after: fastCheck.option(fastCheck.nat(100), { nil: null }),
  by: fastCheck.constantFrom('api' as const, 'person' as const),
  actor_name: fastCheck.constant('Somebody'),
});
const history = fastCheck
  .array(change, { maxLength: 30 })
  .map((changes): readonly TimelineChange[] => changes.toSorted((one, other) => one.at - other.at));

describe('a timeline', () => {
  it('tells of each field the last change up to an instant, and nothing that comes after', () => {
    fastCheck.assert(
      fastCheck.property(history, fastCheck.nat(1_100), field, (changes, at, asked) => {
        const timeline = createTimeline();
        for (const each of changes) timeline.add(each);
        const expected = changes.filter((each) => each.entity_id === '9001' && each.field === asked && each.at <= at);
        expect(timeline.last('9001', asked, at)).toEqual(expected.at(-1) ?? null);
      }),
    );
  });

  it('keeps everything in its order, and of each thing its own', () => {
    fastCheck.assert(
      fastCheck.property(history, (changes) => {
        const timeline = createTimeline();
        for (const each of changes) timeline.add(each);
        expect(timeline.all()).toEqual(changes);
        const ids = ['9001', '9002', '9003'];
        expect(ids.reduce((sum, id) => sum + timeline.of(id).length, 0)).toBe(changes.length);
        timeline.clear();
        expect([timeline.all(), timeline.of('9001')]).toEqual([[], []]);
      }),
    );
  });
});

describe('learning', () => {
  const restarted = (parts: Partial<TimelineChange>) => {
    const timeline = createTimeline();
    const told = {
      at: 10,
      entity_id: '9002',
      field: 'bid_amount',
      before: 100,
      after: 130,
      by: 'api',
      actor_name: 'x',
    };
    timeline.add({ ...told, by: 'api', ...parts });
    return lastSignificantEdit(timeline, testCampaign(), 10);
  };

  it.each<[string, Partial<TimelineChange>, number | null]>([
    ['a bid by more than a fifth', {}, 10],
    ['a bid down by more than a fifth', { after: 79 }, 10],
    ['a bid by a fifth', { after: 120 }, null],
    ['a budget by more than a fifth', { field: 'daily_budget', entity_id: '9001', before: 40_000, after: 48_001 }, 10],
    ['a new creative', { field: 'creative', entity_id: '9003', before: '9005', after: '9007' }, 10],
    ['the same creative', { field: 'creative', entity_id: '9003', before: '9005', after: '9005' }, null],
    ['a resumption', { field: 'status', before: 'PAUSED', after: 'ACTIVE' }, 10],
    ['a pause', { field: 'status', before: 'ACTIVE', after: 'PAUSED' }, null],
    ['another audience', { field: 'included_audiences', before: '', after: '500' }, 10],
    ['another name', { field: 'name', before: 'a', after: 'b' }, null],
    ['a bid in another campaign', { entity_id: '8002' }, null],
    ['a bid that comes later', { at: 11 }, null],
  ])('begins anew after %s: %j', (_, parts, at) => {
    expect(restarted(parts)).toBe(at);
  });
});

describe('a clock', () => {
  it('never goes back, whatever it is told', () => {
    const orders = fastCheck.array(
      fastCheck.oneof(fastCheck.constantFrom(Number.NaN, Infinity, -0.5), fastCheck.integer({ min: -1e9, max: 1e9 })),
      { maxLength: 20 },
    );
    fastCheck.assert(
      fastCheck.property(orders, (seconds) => {
        const clock = createClock(() => 1_000);
        for (const each of seconds) {
          const before = clock.now();
          const moved = clock.advance(each);
          expect(clock.now()).toBeGreaterThanOrEqual(before);
          if (!moved) expect(clock.now()).toBe(before);
          expect(clock.moveTo(before - 1_000)).toBe(false);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('things of a campaign', () => {
  const account = (platform: 'meta_ads' | 'google_ads', external_id: string) =>
    accountSpecSchema.parse({
      ...{ platform, external_id, name: 'Test', currency: 'USD', timezone: 'UTC', sandbox_token: 'token' },
    });

  it('hold a budget in just one place, and in just one form', () => {
    const meta = account('meta_ads', 'act_900');
    for (const budget_owner of ['campaign', 'ad_set'] as const) {
      for (const lifetime_budget_minor of [null, 90_000]) {
        const things = entitiesOf(meta, testCampaign({ budget_owner, lifetime_budget_minor }));
        const held = things.flatMap(({ kind, initial }) =>
          Object.keys(initial).flatMap((name) => (name.endsWith('_budget') ? [`${kind} ${name}`] : [])),
        );
        expect(held).toEqual([
          `${budget_owner} ${lifetime_budget_minor === null ? 'daily_budget' : 'lifetime_budget'}`,
        ]);
      }
    }
  });

  it('come parents first, and hold their schedule where their platform has it', () => {
    const starts_at = '2026-12-01T00:00:00.000Z';
    const scheduled = (platform: 'meta_ads' | 'google_ads', id: string) =>
      entitiesOf(account(platform, id), testCampaign({ starts_at })).filter(
        ({ initial }) => initial.starts_at === starts_at,
      );
    expect(scheduled('meta_ads', 'act_900').map(({ kind }) => kind)).toEqual(['ad_set']);
    expect(scheduled('google_ads', '9009009001').map(({ kind }) => kind)).toEqual(['campaign']);
    const things = entitiesOf(account('meta_ads', 'act_900'), testCampaign());
    const seen = new Set<string | null>([null]);
    for (const { id, parent_id } of things) {
      expect(seen.has(parent_id)).toBe(true);
      seen.add(id);
    }
  });

  it('name their audiences in one way, whatever order they come in', () => {
    const id = fastCheck.stringMatching(/^\d{3,6}$/);
    fastCheck.assert(
      fastCheck.property(fastCheck.uniqueArray(id, { maxLength: 6 }), (ids) => {
        expect(listOf(ids)).toBe(listOf([...ids].reverse()));
        expect(
          listOf(ids)
            .split(',')
            .filter((each) => each !== ''),
        ).toEqual([...ids].sort());
      }),
    );
  });

  it.each([
    ['meta_ads', '900'],
    ['meta_ads', 'act_'],
    ['google_ads', '900-900-9001'],
    ['google_ads', '900900900'],
    ['linkedin_ads', 'urn:li:sponsoredAccount:512'],
    ['tiktok_ads', 'act_742'],
  ])('of %s do not stand in an account called %s', (platform, external_id) => {
    const told = { platform, external_id, name: 'Test', currency: 'USD', timezone: 'UTC', sandbox_token: 'token' };
    expect(accountSpecSchema.safeParse(told).success).toBe(false);
  });
});

describe('the books', () => {
  const stage = openStage(createGoogle(), { external_id: '9009009001' });
  afterAll(() => stage.close());

  it('opened in the past show what was there then, and nothing that was made since', () => {
    const { world, account } = stage;
    const before = world.clock.now();
    const campaign = world.inventory.entity('9001');
    if (campaign === null) throw new Error('the campaign is missing');
    stage.pass(10_000);
    world.mutate(campaign, { daily_budget: 1 }, 'r1');
    const created = { id: world.newId(), kind: 'creative' as const, account_id: account.external_id };
    const whole = { ...created, campaign_id: null, parent_id: null, initial: { name: 'mbi-1', status: 'ACTIVE' } };
    world.commit([{ do: 'create', account, created: whole }], 'r2');
    const [past, now] = [openBooks(world, account, before), openBooks(world, account, world.clock.now())];
    expect([past.value(campaign, 'daily_budget'), now.value(campaign, 'daily_budget')]).toEqual([40_000, 1]);
    expect([past.entity(created.id), now.entity(created.id)?.id]).toEqual([null, created.id]);
    expect(now.list('creative').length - past.list('creative').length).toBe(1);
  });

  it('of one account show nothing of another, whoever knows the id', () => {
    const other = stage.world.inventory.accounts('google_ads').find((each) => each !== stage.account);
    if (other === undefined) throw new Error('there is no other account');
    expect(openBooks(stage.world, other, stage.world.clock.now()).entity('9001')).toBeNull();
  });

  it('give no id twice', () => {
    expect(new Set(Array.from({ length: 500 }, () => stage.world.newId())).size).toBe(500);
  });

  it('count a conversion once under its key, platform and destination', () => {
    const told: ReceivedConversion = {
      ...{ platform: 'google_ads', account_id: '9009009001', destination: '7300', event_id: 'e', event_name: null },
      ...{ at: '2026-11-20T10:00:00Z', value: 1, currency: 'USD', identifiers: {}, wire: {}, request_id: 'r' },
      counts_by: 'e',
    };
    const { conversions } = stage.world;
    expect(conversions.receive([told, { ...told, value: 2 }, { ...told, counts_by: 'f' }])).toEqual([
      true,
      false,
      true,
    ]);
    expect(conversions.receive([told, { ...told, destination: '7301' }])).toEqual([false, true]);
    expect(conversions.counted().map(({ times, value, destination }) => [times, value, destination])).toEqual([
      [3, 1, '7300'],
      [1, 1, '7300'],
      [1, 1, '7301'],
    ]);
  });
});
