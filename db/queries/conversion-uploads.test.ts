import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConversionEvent } from '../../contracts/conversion.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import { type ConversionFate, fatesOf, listAcceptedConversions, recordConversions } from './conversion-uploads.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
});
beforeEach(async () => {
  await database.owner.sql`delete from conversion_uploads`;
});
afterAll(() => database.drop());

const event = (event_id: string, more: Partial<ConversionEvent> = {}): ConversionEvent => ({
  ...{
    event_id,
    event_name: 'purchase',
    happened_at: '2026-03-09T10:00:00+01:00',
    value_minor: 1_999,
    currency: 'EUR',
  },
  ...{ order_id: 'o-1', source: 'website', page_url: 'https://shop.example/', click_ids: { gclid: 'Click' } },
  person: { email: 'buyer@shop.example', phone: '+491701234567', first_name: 'Berta', ip_address: '203.0.113.9' },
  consent: { ad_user_data: true, ad_personalization: true },
  ...more,
});
const fate = (
  event_id: string,
  state: ConversionFate['state'],
  more: Partial<ConversionFate> = {},
): ConversionFate => ({
  ...{ event_id, state, code: null, reason: null },
  ...more,
});
const record = (events: readonly ConversionEvent[], fates: readonly ConversionFate[], destination = 'pixel') =>
  withTenant(database.app, tenant.tenant_id, (tx) => {
    const { ad_account_id, execution_id } = tenant;
    const place = { ad_account_id, destination, execution_id, platform_request_id: 'r-1' };
    return recordConversions(tx, { ...place, events, fates });
  });
const accepted = async (event_ids: readonly string[], destination = 'pixel') =>
  withTenant(database.app, tenant.tenant_id, async (tx) => [
    ...(await listAcceptedConversions(tx, { ad_account_id: tenant.ad_account_id, destination }, event_ids)),
  ]);
const rows = () =>
  database.owner.sql`select event_id, state, code, reason, attempts from conversion_uploads order by event_id`.then(
    (found) => [...found],
  );

describe('what became of a batch', () => {
  it('is one fate for every event of the report', () => {
    const refused = [{ event_id: 'b', code: 'TOO_OLD', reason: 'It is older than seven days.' }];
    const later = [{ event_id: 'c', after_seconds: 3_600, reason: 'The click is too fresh.' }];
    expect(fatesOf({ accepted: ['a'], refused, later, platform_request_id: null })).toEqual([
      fate('a', 'accepted'),
      fate('b', 'refused', { code: 'TOO_OLD', reason: 'It is older than seven days.' }),
      fate('c', 'later', { reason: 'The click is too fresh.' }),
    ]);
  });
});

describe('the record of conversions', () => {
  it('keeps nothing that names a person, hashed or not', async () => {
    await record([event('a')], [fate('a', 'accepted')]);
    const [row] = await database.owner.sql`select row_to_json(u)::text as all from conversion_uploads u`;
    for (const secret of ['buyer', '491701234567', 'Berta', '203.0.113.9', 'Click', 'o-1', 'shop.example']) {
      expect(row?.all).not.toContain(secret);
    }
    expect(row?.all).toContain('"value_minor":1999');
    expect(row?.all).toContain('2026-03-09T09:00:00');
  });

  it('counts each time that one was sent, and says the last thing that was said of it', async () => {
    await record([event('a')], [fate('a', 'later', { reason: 'Too fresh.' })]);
    await record([event('a')], [fate('a', 'refused', { code: 'NO_CLICK', reason: 'Unknown click.' })]);
    expect(await rows()).toEqual([
      { event_id: 'a', state: 'refused', code: 'NO_CLICK', reason: 'Unknown click.', attempts: 2 },
    ]);
  });

  it('does not take back what a platform has accepted', async () => {
    await record([event('a')], [fate('a', 'accepted')]);
    await record([event('a')], [fate('a', 'refused', { code: 'DUPLICATE', reason: 'It was there.' })]);
    expect(await rows()).toMatchObject([{ state: 'accepted', code: null, attempts: 1 }]);
  });

  it('has no row for an event of which nothing was said', async () => {
    await record([event('a'), event('b')], [fate('b', 'accepted'), fate('z', 'accepted')]);
    expect(await rows()).toMatchObject([{ event_id: 'b' }]);
    await record([], []);
    expect(await rows()).toHaveLength(1);
  });
});

describe('conversions that need not be sent again', () => {
  it('are those that were accepted, for this destination and among those that are asked for', async () => {
    const events = ['a', 'b', 'c'].map((id) => event(id));
    await record(events, [fate('a', 'accepted'), fate('b', 'refused'), fate('c', 'later')]);
    await record([event('b')], [fate('b', 'accepted')], 'other');
    expect(await accepted(['a', 'b', 'c', 'd'])).toEqual(['a']);
    expect(await accepted(['b'], 'other')).toEqual(['b']);
    expect(await accepted(['c'])).toEqual([]);
    expect(await accepted([])).toEqual([]);
  });
});
