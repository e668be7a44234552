import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdPlatformAdapter, type EntityReference, entityStateSchema } from '../../contracts/ad-platform.ts';

/** What can go wrong on the way; the driver of each platform knows how its sandbox plays it. Each strikes the next call once. */
export type Mishap =
  | 'applied_and_dropped'
  | 'applied_and_failed'
  | 'failed_before_applying'
  | 'throttled'
  | 'token_expired'
  | 'garbage'
  | 'unknown_fields';

/** One platform under test: adapters onto its sandbox, and a hand behind the sandbox’s back. */
export type ConformanceSubject = {
  /** An adapter for the account of `campaign`. `page_size` makes lists come in pages of so many items. */
  adapter(settings?: { readonly access_token?: string; readonly page_size?: number }): AdPlatformAdapter;
  readonly campaign: EntityReference;
  readonly ad_set: EntityReference;
  readonly ad: EntityReference;
  /** What the entities hold at the start, in our terms. */
  readonly start: { readonly daily_budget_minor: number; readonly bid_amount_minor: number; readonly currency: string };
  /** Another creative of the account, to be shown in `ad`. */
  readonly spare_creative_id: string;
  /** The next call of this kind on this entity meets a mishap. */
  mishap(what: Mishap, on: { readonly entity_id: string; readonly kind: 'read' | 'write' }): Promise<void>;
  /** How long a change stays invisible to reads from now on. */
  readLag(entity_id: string, seconds: number): Promise<void>;
  personSetsBudget(campaign_id: string, daily_budget_minor: number): Promise<void>;
  /** How many mutations of ours were applied to an entity: the sandbox’s ledger, never our own records. */
  applications(entity_id: string): Promise<number>;
  close(): Promise<void>;
};

/** Counted from when the suite was read, so that a midnight in between moves nothing. */
const begun = Date.now();
const isoDay = (daysAgo: number) => new Date(begun - daysAgo * 86_400_000).toISOString().slice(0, 10);

/**
 * What every adapter must do, whatever the wire looks like: the port’s promises, tested against the platform’s sandbox in a
 * process of its own. A new platform passes this before anything else is built on it. Tests run in order and share one world.
 */
export function describeConformance(platform: string, open: () => Promise<ConformanceSubject>): void {
  describe(`${platform} keeps the promises of an ad platform`, () => {
    let subject: ConformanceSubject;
    let adapter: AdPlatformAdapter;
    beforeAll(async () => {
      subject = await open();
      adapter = subject.adapter();
    });
    afterAll(() => subject.close());
    const budget = (value: number) => ({
      ...{
        reference: subject.campaign,
        field: 'daily_budget_minor' as const,
        value,
        request_id: `conformance-${value}`,
      },
    });
    const budgetNow = async () => (await adapter.readEntity(subject.campaign)).daily_budget_minor;

    describe('reading', () => {
      it('gives entities in our terms and units', async () => {
        for (const reference of [subject.campaign, subject.ad_set, subject.ad]) {
          const state = entityStateSchema.parse(await adapter.readEntity(reference));
          expect(state).toMatchObject({ ...reference, platform, status: 'active', currency: subject.start.currency });
        }
        expect(await budgetNow()).toBe(subject.start.daily_budget_minor);
        expect((await adapter.readEntity(subject.ad_set)).bid_amount_minor).toBe(subject.start.bid_amount_minor);
        expect((await adapter.readEntity(subject.ad)).creative_id).not.toBeNull();
      });
      it('finds children with their parents', async () => {
        const adSets = await adapter.listChildren(subject.campaign);
        expect(adSets.map((each) => each.parent_id)).toContain(subject.campaign.entity_id);
        const ads = await adapter.listChildren(subject.ad_set);
        expect(ads.map((each) => each.entity_id)).toContain(subject.ad.entity_id);
        expect(ads.every((each) => each.parent_id === subject.ad_set.entity_id)).toBe(true);
      });
      it('gives every day once, in pages of any size', async () => {
        const query = { reference: subject.campaign, since: isoDay(20), until: isoDay(1), grain: 'day' } as const;
        const whole = await adapter.readInsights(query);
        expect(whole.map((row) => row.date)).toEqual(Array.from({ length: 20 }, (_, index) => isoDay(20 - index)));
        expect(whole.every((row) => Number.isInteger(row.spend_minor) && row.impressions >= row.clicks)).toBe(true);
        expect(await subject.adapter({ page_size: 7 }).readInsights(query)).toEqual(whole);
      });
      it('gives hours that add up to their day', async () => {
        const query = { reference: subject.campaign, since: isoDay(3), until: isoDay(3) };
        const [day] = await adapter.readInsights({ ...query, grain: 'day' });
        const hours = await adapter.readInsights({ ...query, grain: 'hour' });
        expect(hours.every((row) => row.hour !== null)).toBe(true);
        expect(hours.reduce((sum, row) => sum + row.clicks, 0)).toBe(day?.clicks);
      });
      it('ignores fields that it does not know', async () => {
        await subject.mishap('unknown_fields', { entity_id: subject.campaign.entity_id, kind: 'read' });
        expect(await budgetNow()).toBe(subject.start.daily_budget_minor);
      });
      it('names an entity that is not there', async () => {
        await expect(adapter.readEntity({ ...subject.campaign, entity_id: '999999999999' })).rejects.toMatchObject({
          code: 'PLATFORM_NOT_FOUND',
        });
      });
      it.each([
        ['failed_before_applying', 'PLATFORM_UNAVAILABLE'],
        ['token_expired', 'PLATFORM_UNAUTHORIZED'],
        ['garbage', 'PLATFORM_ANSWER_INVALID'],
      ] as const)('%s is %s', async (mishap, code) => {
        await subject.mishap(mishap, { entity_id: subject.campaign.entity_id, kind: 'read' });
        await expect(adapter.readEntity(subject.campaign)).rejects.toMatchObject({ code });
        expect(await budgetNow()).toBe(subject.start.daily_budget_minor);
      });
      it('is healthy with a good token and not with a bad one', async () => {
        expect(await adapter.healthCheck()).toBe(true);
        expect(await subject.adapter({ access_token: 'not-a-token' }).healthCheck()).toBe(false);
      });
    });

    describe('writing', () => {
      it('sets every field that it says it can, to an absolute value, with one mutation each', async () => {
        const wishes = [
          [subject.campaign, 'daily_budget_minor', subject.start.daily_budget_minor + 1_000],
          [subject.ad_set, 'bid_amount_minor', subject.start.bid_amount_minor + 10],
          [subject.campaign, 'status', 'paused'],
          [subject.campaign, 'status', 'active'],
          [subject.ad, 'creative_id', subject.spare_creative_id],
        ] as const;
        for (const [reference, field, value] of wishes) {
          expect(adapter.writable[reference.entity_type]).toContain(field);
          const before = await subject.applications(reference.entity_id);
          const answer = await adapter.write({ reference, field, value, request_id: 'conformance' });
          expect(answer.platform_request_id).not.toBe('');
          expect((await adapter.readEntity(reference))[field]).toBe(value);
          expect(await subject.applications(reference.entity_id)).toBe(before + 1);
        }
      });
      it('refuses a field that does not exist there, without a call', async () => {
        const wrong = { reference: subject.ad, field: 'daily_budget_minor' as const, value: 1, request_id: 'wrong' };
        await expect(adapter.write(wrong)).rejects.toMatchObject({ code: 'PLATFORM_CAPABILITY_MISSING' });
      });
      it.each([
        ['applied_and_dropped', 1],
        ['applied_and_failed', 1],
        ['failed_before_applying', 0],
      ] as const)('%s: the outcome is unknown, and it is not sent again', async (mishap, applied) => {
        const { entity_id } = subject.campaign;
        const before = await subject.applications(entity_id);
        await subject.mishap(mishap, { entity_id, kind: 'write' });
        const value = ((await budgetNow()) ?? 0) + 100;
        await expect(adapter.write(budget(value))).rejects.toMatchObject({ code: 'PLATFORM_OUTCOME_UNKNOWN' });
        expect(await subject.applications(entity_id)).toBe(before + applied);
        expect((await budgetNow()) === value).toBe(applied === 1);
      });
      it('throttling applies nothing and says how long to wait', async () => {
        const { entity_id } = subject.campaign;
        const before = await subject.applications(entity_id);
        await subject.mishap('throttled', { entity_id, kind: 'write' });
        // An adapter of its own, because it slows down afterwards.
        const error: unknown = await subject
          .adapter()
          .write(budget(30_000))
          .catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ code: 'PLATFORM_THROTTLED', retryAfterSeconds: expect.any(Number) });
        expect(await subject.applications(entity_id)).toBe(before);
      });
      it('an amount out of range is refused with the platform’s words', async () => {
        await expect(adapter.write(budget(1))).rejects.toMatchObject({
          code: 'PLATFORM_REFUSED',
          message: expect.stringMatching(/.{20}/),
        });
      });
      it('shows the new value once its stated read lag is over', async () => {
        const { entity_id } = subject.campaign;
        const value = ((await budgetNow()) ?? 0) + 200;
        await subject.readLag(entity_id, adapter.read_after_write_lag_seconds);
        await adapter.write(budget(value));
        expect(await budgetNow()).not.toBe(value);
        const deadline = { timeout: 5_000 + 1_000 * adapter.read_after_write_lag_seconds };
        await expect.poll(budgetNow, deadline).toBe(value);
      });
    });

    describe('the change history', () => {
      it('tells ours from a person’s', async () => {
        await subject.personSetsBudget(subject.campaign.entity_id, 33_300);
        const history = await adapter.readChanges({ reference: subject.campaign, since: isoDay(2) });
        const budgets = history.filter((entry) => entry.field === 'daily_budget_minor');
        expect(budgets.find((entry) => entry.after === 33_300)).toMatchObject({ ours: false });
        expect(budgets.filter((entry) => entry.ours).length).toBeGreaterThanOrEqual(3);
      });
    });
  });
}
