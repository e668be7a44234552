import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CompetitorObservation, competitorObservationSchema } from '../../contracts/competitor-observation.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import {
  insertCompetitorObservations,
  listCompetitorObservations,
  readObservationsAbout,
} from './competitor-observations.ts';

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
const observed = (more: Record<string, unknown> = {}): CompetitorObservation =>
  competitorObservationSchema.parse({ source: 'report', observed_on: '2026-03-05', signals: {}, ...more });
const store = (...entries: CompetitorObservation[]) => inTenant((tx) => insertCompetitorObservations(tx, entries));
const about = (more: Partial<Parameters<typeof readObservationsAbout>[1]> = {}) =>
  inTenant((tx) =>
    readObservationsAbout(tx, {
      ...{ campaign_id: '100', industry: 'Outdoor', keywords: ['Trail Boots'] },
      ...{ since: '2026-03-01', until: '2026-03-31', ...more },
    }),
  );
const sourcesAbout = async (more: Parameters<typeof about>[0] = {}) => (await about(more)).map((row) => row.source);

describe('observations of competitors', () => {
  it('are about a campaign by its id, its industry or a keyword, in whatever case people wrote them', async () => {
    await store(
      observed({ source: 'campaign', campaign_id: '100' }),
      observed({ source: 'industry', industry: 'outdoor' }),
      observed({ source: 'keyword', keywords: ['tents', 'TRAIL boots'] }),
      observed({ source: 'other-industry', industry: 'outdoors' }),
      observed({ source: 'other-keyword', keywords: ['boots'] }),
      observed({ source: 'nothing' }),
    );
    expect(await sourcesAbout()).toEqual(['campaign', 'industry', 'keyword']);
    expect(await sourcesAbout({ keywords: [] })).toEqual(['campaign', 'industry']);
    expect(await sourcesAbout({ industry: null })).toEqual(['campaign', 'keyword']);
    expect(await sourcesAbout({ industry: null, keywords: [] })).toEqual(['campaign']);
  });

  it('that name another campaign say nothing of this one, though the industry is the same', async () => {
    await store(observed({ campaign_id: '200', industry: 'Outdoor', keywords: ['Trail Boots'] }));
    expect(await sourcesAbout()).toEqual([]);
  });

  it('count on the first and the last day of the range and outside of it never', async () => {
    for (const observed_on of ['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01']) {
      await store(observed({ source: observed_on, observed_on, industry: 'outdoor' }));
    }
    expect(await sourcesAbout()).toEqual(['2026-03-01', '2026-03-31']);
  });

  it('give the newest of each source alone; the older ones stay on the list', async () => {
    const ids = await store(
      observed({ campaign_id: '100', observed_on: '2026-03-02', signals: { promotions_count: 1 } }),
      observed({ campaign_id: '100', observed_on: '2026-03-09', signals: { promotions_count: 2 } }),
      observed({ campaign_id: '100', observed_on: '2026-03-04', signals: { promotions_count: 3 } }),
      observed({ source: 'tool', campaign_id: '100', observed_on: '2026-03-03' }),
    );
    expect((await about()).map((row) => row.observation_id)).toEqual([ids[1], ids[3]]);
    const listed = await inTenant((tx) => listCompetitorObservations(tx, { limit: 10, offset: 0 }));
    expect(listed.map((row) => row.observed_on)).toEqual(['2026-03-09', '2026-03-04', '2026-03-03', '2026-03-02']);
    const page = await inTenant((tx) => listCompetitorObservations(tx, { limit: 1, offset: 1, source: 'report' }));
    expect(page).toMatchObject([{ observation_id: ids[2], signals: { promotions_count: 3 } }]);
  });

  it('come without any at all as well as with many', async () => {
    expect(await store()).toEqual([]);
    expect(await about()).toEqual([]);
  });
});
