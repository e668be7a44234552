import {
  array,
  assert,
  asyncProperty,
  constantFrom,
  jsonValue,
  property,
  record,
  string,
  subarray,
  uniqueArray,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AdPlatformAdapter, entityStateSchema, insightRowSchema } from '../../../contracts/ad-platform.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { parseJson } from '../wire/exchange.ts';
import { fieldsOfEvent } from './change-event.ts';
import { createGoogleAdapter } from './index.ts';

/** An adapter whose every request gets the next of some answers; the last one again and again. */
function adapterBefore(...answers: readonly { readonly status: number; readonly body: unknown }[]) {
  const bodies: unknown[] = [];
  let turn = 0;
  const adapter = createGoogleAdapter({
    ...{
      base_url: 'https://a.example',
      oauth_base_url: 'https://a.example',
      data_manager_base_url: 'https://a.example',
    },
    ...{ api_version: 'v26', client_id: 'c', client_secret: 's', developer_token: null, account_id: '1' },
    ...{ login_customer_id: null, currency: 'USD', timezone: 'Europe/Berlin', validate_only: false },
    ...{ write_timeout_seconds: 5, read_after_write_lag_seconds: 5, outage_pause_seconds: 0 },
    credential: { access_token: 't', refresh_token: null, expires_at: null },
    saveCredential: async () => undefined,
    now: () => new Date('2026-11-21T12:00:00Z'),
    fetch: async (_url, request) => {
      const answer = answers[Math.min(turn, answers.length - 1)];
      turn += 1;
      bodies.push(typeof request?.body === 'string' ? parseJson(request.body) : null);
      const text = typeof answer?.body === 'string' ? answer.body : JSON.stringify(answer?.body ?? null);
      return new Response(text, { status: answer?.status ?? 200 });
    },
  });
  return { adapter, bodies };
}
const reference = { account_id: '1', entity_type: 'campaign', entity_id: '111' } as const;
const pause = { reference, field: 'status', value: 'paused', request_id: 'r' } as const;
const range = { reference, since: '2026-11-01', until: '2026-11-02' };
const statuses = constantFrom(200, 202, 400, 401, 403, 404, 409, 429, 500, 503);

const reads: Readonly<Record<string, (adapter: AdPlatformAdapter) => Promise<unknown>>> = {
  entity: async (adapter) => entityStateSchema.parse(await adapter.readEntity(reference)),
  children: (adapter) => adapter.listChildren(reference),
  campaigns: (adapter) => adapter.listCampaigns(),
  audiences: (adapter) => adapter.listAudiences(),
  account: (adapter) => adapter.readAccount(),
  changes: (adapter) => adapter.readChanges({ reference, since: '2026-11-01' }),
  insights: async (adapter) => insightRowSchema.array().parse(await adapter.readInsights({ ...range, grain: 'day' })),
};

describe('whatever Google answers', () => {
  it.each(Object.entries(reads))('reading %s gives what fits the contract, or a coded error', async (_name, read) => {
    await assert(
      asyncProperty(statuses, jsonValue(), async (status, body) => {
        const { adapter } = adapterBefore({ status, body });
        const error: unknown = await read(adapter).then(
          () => null,
          (thrown: unknown) => thrown,
        );
        if (error === null) return;
        expect(error).toBeInstanceOf(CodedError);
        expect(error).toMatchObject({ code: expect.stringMatching(/^PLATFORM_/) });
      }),
      { numRuns: 60 },
    );
  });
  it('a write is done, refused, or open; and open whenever it may have been applied', async () => {
    await assert(
      asyncProperty(statuses, jsonValue(), async (status, body) => {
        const { adapter, bodies } = adapterBefore({ status, body });
        const error: unknown = await adapter.write(pause).then(
          () => null,
          (thrown: unknown) => thrown,
        );
        expect(bodies).toHaveLength(1);
        if (error === null) return;
        const open = status < 400 || status >= 500;
        expect(error).toMatchObject({ code: open ? 'PLATFORM_OUTCOME_UNKNOWN' : expect.stringMatching(/^PLATFORM_/) });
        if (!open) expect(error).not.toMatchObject({ code: 'PLATFORM_OUTCOME_UNKNOWN' });
      }),
      { numRuns: 200 },
    );
  });
  it('an event of the change history never breaks the list', () => {
    const facts = {
      ...{ account_id: '1', customer_id: '1', currency: 'USD', timezone: 'UTC' },
      now: () => new Date('2026-11-21T12:00:00Z'),
    };
    const resource = record({ campaign: record({ status: jsonValue(), endDateTime: jsonValue(), name: jsonValue() }) });
    const event = record({
      changeDateTime: string(),
      changeResourceType: constantFrom('CAMPAIGN', 'CAMPAIGN_BUDGET', 'NOVELTY', 'toString', '__proto__'),
      changeResourceName: string(),
      changedFields: constantFrom('status', 'status,end_date_time', 'constructor', ' , ', 'a.b.c', ''),
      oldResource: resource,
      newResource: resource,
    });
    assert(
      property(event, (each) => {
        const found = fieldsOfEvent(each, '111', facts);
        expect(found.length).toBeGreaterThan(0);
        for (const change of found) {
          expect(change.at).toMatch(/^\d{4,6}-\d{2}-\d{2}T/);
          expect(['string', 'number', 'object']).toContain(typeof change.after);
        }
      }),
    );
  });
});

describe('a list of audiences', () => {
  const ids = ['70', '71', '72', '73', '74'];
  type Operation = { readonly remove?: string; readonly create?: { readonly userList: { readonly userList: string } } };
  const criterion = (audience_id: string, negative: boolean) => ({
    campaign: { id: '111' },
    campaignCriterion: {
      resourceName: `customers/1/campaignCriteria/111~${audience_id}`,
      ...{ negative, userList: { userList: `customers/1/userLists/${audience_id}` } },
    },
  });
  const carriedOut = (held: readonly string[], operations: readonly Operation[]) => {
    const left = new Set(held);
    for (const { remove, create } of operations) {
      const gone = remove?.split('~').at(-1);
      const made = create?.userList.userList.split('/').at(-1);
      if (gone !== undefined) expect(left.delete(gone)).toBe(true);
      if (made !== undefined) {
        expect(left.has(made)).toBe(false);
        left.add(made);
      }
    }
    return [...left].sort();
  };
  it('becomes exactly what was asked for, whatever it was, with one mutation or none, and the other list stays', async () => {
    await assert(
      asyncProperty(subarray(ids), subarray(ids), subarray(['80', '81']), async (held, wanted, others) => {
        const rows = [...held.map((each) => criterion(each, false)), ...others.map((each) => criterion(each, true))];
        const { adapter, bodies } = adapterBefore(
          { status: 200, body: [{ results: rows }] },
          { status: 200, body: { results: ids.map(() => ({ resourceName: 'x' })) } },
        );
        const write = { reference, field: 'included_audience_ids', value: wanted.join(','), request_id: 'r' } as const;
        await adapter.write(write).catch(() => undefined);
        expect(bodies.length).toBeLessThanOrEqual(2);
        const [, mutation] = bodies;
        const operations =
          typeof mutation === 'object' &&
          mutation !== null &&
          'operations' in mutation &&
          Array.isArray(mutation.operations)
            ? mutation.operations
            : [];
        expect(carriedOut(held, operations)).toEqual([...wanted].sort());
        expect(JSON.stringify(operations)).not.toMatch(/8[01]/);
      }),
    );
  });
});

describe('a batch of conversions', () => {
  const event = (event_id: string) => ({
    ...{
      event_id,
      event_name: 'lead' as const,
      happened_at: '2026-11-20T10:00:00Z',
      value_minor: null,
      currency: null,
    },
    ...{ order_id: null, source: 'crm' as const, page_url: null, click_ids: { gclid: 'g' }, person: {} },
    consent: { ad_user_data: true, ad_personalization: true },
  });
  it('has every event in exactly one list, whichever of them Google blames', async () => {
    const batch = uniqueArray(string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 });
    await assert(
      asyncProperty(batch, array(constantFrom(0, 1, 2, 3, 4, 5), { maxLength: 4 }), async (ids, blamed) => {
        const places = [...new Set(blamed)].filter((place) => place < ids.length);
        const fieldViolations = places.map((place) => ({
          field: `events[${place}].x`,
          reason: 'BAD',
          description: 'bad',
        }));
        const refusal = { status: 400, body: { error: { code: 400, details: [{ fieldViolations }] } } };
        const taken = { status: 200, body: { requestId: 'Q' } };
        const { adapter } = adapterBefore(...(places.length > 0 ? [refusal, taken] : [taken]));
        const report = await adapter.sendConversions?.({ destination: '7', events: ids.map(event) });
        const refused = report?.refused.map((each) => each.event_id) ?? [];
        expect([...(report?.accepted ?? []), ...refused].sort()).toEqual([...ids].sort());
        expect(refused).toEqual(ids.filter((_, place) => places.some((each) => each === place)));
      }),
    );
  });
});
