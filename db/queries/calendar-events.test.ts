import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import {
  deleteCalendarEvent,
  findCalendarEvent,
  insertCalendarEvent,
  listCalendarEvents,
  type NewCalendarEvent,
  readEventsAbout,
  updateCalendarEvent,
} from './calendar-events.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const inTenant = <Result>(work: (tx: TenantTransaction) => Promise<Result>) =>
  withTenant(database.app, tenant.tenant_id, work);
const event = (more: Partial<NewCalendarEvent> = {}): NewCalendarEvent => ({
  ...{ name: 'Sale', kind: 'sale', starts_on: '2026-03-10', ends_on: '2026-03-12', campaign_id: null },
  ...{ industry: null, expected_cpa_change_pct: 12.5, created_by_email: 'ann@example.com', source: 'person', ...more },
});
const enter = (more: Partial<NewCalendarEvent> = {}) => inTenant((tx) => insertCalendarEvent(tx, event(more)));
const namesAbout = async (more: Partial<Parameters<typeof readEventsAbout>[1]> = {}) =>
  (
    await inTenant((tx) =>
      readEventsAbout(tx, {
        ...{ campaign_id: '100', industry: 'Retail', since: '2026-03-12', until: '2026-03-20', ...more },
      }),
    )
  ).map((row) => row.name);

describe('events of the calendar', () => {
  it.each([
    ['that end on the first day', { starts_on: '2026-03-01', ends_on: '2026-03-12' }, true],
    ['that begin on the last day', { starts_on: '2026-03-20', ends_on: '2026-03-25' }, true],
    ['that go on all the time', { starts_on: '2026-01-01', ends_on: '2026-12-31' }, true],
    ['that are over the day before', { starts_on: '2026-03-01', ends_on: '2026-03-11' }, false],
    ['that begin the day after', { starts_on: '2026-03-21', ends_on: '2026-03-25' }, false],
  ])('%s touch a range of days or do not', async (name, days, touches) => {
    await enter({ name, ...days });
    expect(await namesAbout()).toEqual(touches ? [name] : []);
  });

  it('are about all campaigns, this one or its industry in any case, and about no other', async () => {
    await enter({ name: 'all', starts_on: '2026-03-01', ends_on: '2026-03-31' });
    await enter({ name: 'mine', starts_on: '2026-03-13', campaign_id: '100', ends_on: '2026-03-13' });
    await enter({ name: 'industry', starts_on: '2026-03-14', industry: 'RETAIL', ends_on: '2026-03-14' });
    await enter({ name: 'other', starts_on: '2026-03-13', campaign_id: '200', ends_on: '2026-03-13' });
    await enter({ name: 'other industry', starts_on: '2026-03-13', industry: 'travel', ends_on: '2026-03-13' });
    const wrong = { campaign_id: '100', industry: 'travel' };
    await enter({ name: 'mine, of another industry', starts_on: '2026-03-13', ends_on: '2026-03-13', ...wrong });
    expect(await namesAbout()).toEqual(['all', 'mine', 'industry']);
    expect(await namesAbout({ industry: null })).toEqual(['all', 'mine']);
  });

  it('are listed with those that start last first, in pages', async () => {
    for (const [name, starts_on] of [
      ['b', '2026-03-02'],
      ['c', '2026-03-03'],
      ['a', '2026-03-01'],
    ] as const) {
      await enter({ name, starts_on });
    }
    const page = async (limit: number, offset: number) =>
      (await inTenant((tx) => listCalendarEvents(tx, { limit, offset }))).map((row) => row.name);
    expect(await page(2, 0)).toEqual(['c', 'b']);
    expect(await page(2, 2)).toEqual(['a']);
  });

  it('can be changed and removed by their id, and keep who entered them', async () => {
    const { event_id } = await enter();
    const { created_by_email: _who, source: _source, ...later } = event({ name: 'Later', ends_on: '2026-03-15' });
    expect(await inTenant((tx) => updateCalendarEvent(tx, event_id, later))).toMatchObject({
      ...{ event_id, name: 'Later', ends_on: '2026-03-15', created_by_email: 'ann@example.com', source: 'person' },
    });
    expect(await inTenant((tx) => findCalendarEvent(tx, event_id))).toMatchObject({ name: 'Later' });
    expect(await inTenant((tx) => deleteCalendarEvent(tx, event_id))).toMatchObject({ name: 'Later' });
    const unknown = [
      await inTenant((tx) => deleteCalendarEvent(tx, event_id)),
      await inTenant((tx) => findCalendarEvent(tx, event_id)),
      await inTenant((tx) => updateCalendarEvent(tx, randomUUID(), later)),
    ];
    expect(unknown).toEqual([null, null, null]);
  });
});
