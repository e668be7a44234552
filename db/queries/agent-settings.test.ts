import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { bidRecommendation, insertRecommended, type RecommendedRow } from '../../tests/harness/recommendation-rows.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { type TenantTransaction, withTenant } from '../connect.ts';
import {
  defaultAgentSettings,
  readAgentSettings,
  readReach,
  saveAgentSettings,
  setCampaignRollout,
} from './agent-settings.ts';
import { fewestCalibrationCases, insertCalibration, listMeasuredCases, readCalibration } from './calibrations.ts';
import { trackRecord } from './track-record.ts';

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
const save = (change: Parameters<typeof saveAgentSettings>[1], by = 'ann@example.com') =>
  inTenant((tx) => saveAgentSettings(tx, change, by));

describe('the settings of the agent', () => {
  it('are the defaults until somebody sets them; what is not named stays as it is', async () => {
    expect(await inTenant(readAgentSettings)).toEqual({
      ...defaultAgentSettings,
      updated_by_email: null,
      updated_at: null,
    });
    await save({ judge_share_pct: 0, beta_emails: ['ann@example.com'] });
    await save({ manual_decision_minutes: 30 }, 'bob@example.com');
    expect(await inTenant(readAgentSettings)).toMatchObject({
      ...{ ...defaultAgentSettings, judge_share_pct: 0, beta_emails: ['ann@example.com'] },
      ...{ manual_decision_minutes: 30, updated_by_email: 'bob@example.com', updated_at: expect.any(Date) },
    });
    await save({ beta_emails: [] });
    expect((await inTenant(readAgentSettings)).beta_emails).toEqual([]);
  });

  it('of a campaign go before those of the tenant until they are taken back', async () => {
    const stage = async () => (await inTenant((tx) => readReach(tx, '100'))).stage;
    const own = (change: Parameters<typeof setCampaignRollout>[2], campaign_id = '100') =>
      inTenant((tx) => setCampaignRollout(tx, campaign_id, change));
    await save({ rollout_stage: 'shadow' });
    expect(await stage()).toBe('shadow');
    expect(await own({ rollout_stage: 'limited' })).toBe(true);
    expect(await inTenant((tx) => readReach(tx, '100'))).toEqual({ stage: 'limited', reach: { kind: 'everybody' } });
    await own({ autonomy: 'propose' });
    expect(await stage()).toBe('limited');
    await own({ rollout_stage: null });
    expect(await stage()).toBe('shadow');
    expect(await own({ rollout_stage: 'full' }, 'unknown')).toBe(false);
  });
});

describe('the curve of confidence', () => {
  const keep = (cases: number, calibrated: number) =>
    inTenant((tx) =>
      insertCalibration(tx, { points: [{ raw: 0.9, calibrated }], cases, ece_before: 0.2, ece_after: 0.1 }),
    );

  it('is the newest that was fitted, and none on too few cases', async () => {
    await keep(fewestCalibrationCases - 1, 0.5);
    expect(await inTenant(readCalibration)).toBeNull();
    await keep(fewestCalibrationCases, 0.7);
    expect(await inTenant(readCalibration)).toEqual([{ raw: 0.9, calibrated: 0.7 }]);
    await keep(fewestCalibrationCases + 1, 0.6);
    expect(await inTenant(readCalibration)).toEqual([{ raw: 0.9, calibrated: 0.6 }]);
  });

  it('rests on actions that were followed and measured, and on nothing else', async () => {
    const whole = {
      ...{
        human_decision: 'approved',
        outcome_metrics: { improvement_pct: 5 },
        outcome_recorded_at: new Date('2026-03-05'),
      },
    };
    const recommend = (more: RecommendedRow) => insertRecommended(database.owner, tenant, more);
    const sure = bidRecommendation({ confidence: 0.8, raw_confidence: 0.95 });
    await recommend({ recommendation: sure, set: whole });
    const later = { outcome_recorded_at: new Date('2026-03-06'), outcome_metrics: { improvement_pct: 0 } };
    await recommend({ set: { ...whole, ...later, human_decision: null, auto_approved: true, raw_confidence: null } });
    await recommend({ set: { ...whole, human_decision: 'rejected' } });
    await recommend({ set: { ...whole, outcome_recorded_at: null } });
    await recommend({ set: { ...whole, outcome_metrics: { improvement_pct: null } } });
    await recommend({ set: { ...whole, outcome_metrics: { followed: true } } });
    await recommend({ set: { ...whole, mode: 'shadow' } });
    const looking = bidRecommendation({ action: { kind: 'none', recheck_after_hours: 24 } });
    await recommend({ recommendation: looking, set: whole });
    expect(await inTenant((tx) => listMeasuredCases(tx, 10))).toEqual([
      { raw: 0.9, shown: 0.9, right: false },
      { raw: 0.95, shown: 0.8, right: true },
    ]);
    expect(await inTenant((tx) => listMeasuredCases(tx, 1))).toHaveLength(1);
  });
});

describe('a track record', () => {
  const cases = (count: number, shown: number, right: boolean) =>
    Array.from({ length: count }, () => ({ raw: 0, shown, right }));

  it.each([
    [0.8, 0.8],
    [0.899, 0.8],
    [0.3, 0.3],
    [0.7, 0.7],
    [0, 0],
    [0.999, 0.9],
    [1, 0.9],
  ])('of %d is that of the band from %d on', (confidence, band_low) => {
    expect(trackRecord(cases(10, confidence, true), confidence)).toMatchObject({ band_low, right: 10, of: 10 });
  });

  it('says nothing on fewer than ten, and looks at no more than the newest forty', () => {
    expect(trackRecord(cases(9, 0.85, true), 0.85)).toBeNull();
    const many = [...cases(30, 0.85, true), ...cases(30, 0.85, false)];
    expect(trackRecord(many, 0.81)).toEqual({ band_low: 0.8, band_high: 0.9, right: 30, of: 40, basis: 'account' });
  });

  it('counts no case of another band, and never more right ones than there are', () => {
    const one = fc.record({
      raw: fc.constant(0),
      shown: fc.double({ min: 0, max: 1, noNaN: true }),
      right: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 120 }), fc.double({ min: 0, max: 1, noNaN: true }), (all, confidence) => {
        const found = trackRecord(all, confidence);
        if (found === null) return;
        const near = all.filter((each) => each.shown >= found.band_low - 1e-6 && each.shown <= found.band_high);
        expect(found.of).toBeLessThanOrEqual(Math.min(40, near.length));
        expect(found.right).toBeLessThanOrEqual(found.of);
        expect(confidence).toBeGreaterThanOrEqual(found.band_low - 1e-6);
        expect(confidence).toBeLessThanOrEqual(found.band_high);
      }),
    );
  });
});
