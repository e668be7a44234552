import { z } from 'zod';
import { accountDays, listGaps } from '../../../db/queries/sync-days.ts';
import { listStreams, type StreamRow } from '../../../db/queries/sync-streams.ts';
import type { TenantTransaction } from '../../dependencies.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { sliceFields, sliceSchema } from '../ad-accounts/account-schema.ts';
import { accountOrRefuse } from '../ad-accounts/find-or-refuse.ts';
import { syncStreamSchema } from './stream-schema.ts';

const shownRanges = 20;
const cursorSchema = z.object({ days_left: z.int().nullable().catch(null) });
type Shown = z.output<typeof syncStreamSchema>;

/** Streams with their progress: which are behind, since when, why, and which days are missing. */
export const listSyncStreams = defineOperation({
  method: 'get',
  path: '/v2/sync-streams',
  id: 'list_sync_streams',
  tag: 'accounts',
  summary: 'List how far the streams of ad accounts have come.',
  access: 'accounts:read',
  params: nothing,
  query: z.strictObject({
    ...sliceFields,
    account: z.string().max(255).optional().describe('only of this account: our uuid, or external_id'),
    stream: syncStreamSchema.shape.stream.optional(),
    status: syncStreamSchema.shape.status.optional(),
  }),
  body: noBody,
  responses: { 200: { description: 'A slice of the streams.', schema: sliceSchema(syncStreamSchema) } },
  errors: ['ACCOUNT_NOT_FOUND'],
  async handle({ query, deps, inTenant }) {
    const { limit, offset, account, stream, status } = query;
    const body = await inTenant(async (tx) => {
      const only = account === undefined ? null : (await accountOrRefuse(tx, account)).ad_account_id;
      const rows = (await listStreams(tx, only)).filter(
        (row) =>
          (stream === undefined || row.stream.stream === stream) &&
          (status === undefined || row.stream.status === status),
      );
      const data: Shown[] = [];
      for (const row of rows.slice(offset, offset + limit)) data.push(await toStream(tx, row, deps.now()));
      return { data, total: rows.length, limit, offset };
    });
    return json(200, body);
  },
});

async function toStream(tx: TenantTransaction, row: StreamRow, now: Date): Promise<Shown> {
  const { stream: held, account_name, external_id, platform, timezone } = row;
  const { stream_id: id, ad_account_id, stream, status, backfill_from, complete_until, execution_id } = held;
  const { today } = await accountDays(tx, { ad_account_id, timezone, now }, 1);
  const cursor = cursorSchema.safeParse(held.cursor);
  const { succeeded_at, error_code, error_message } = held;
  const hours = succeeded_at === null ? null : (now.getTime() - succeeded_at.getTime()) / 3_600_000;
  return {
    ...{ id, ad_account_id, account_name, external_id, platform, stream, status, backfill_from, complete_until, today },
    lag_hours: hours === null ? null : Math.max(0, Math.round(hours * 10) / 10),
    ...{ rows_read: held.rows_read, rows_changed: held.rows_changed, rows_restated: held.rows_restated },
    days_left: cursor.success ? cursor.data.days_left : null,
    started_at: held.started_at?.toISOString() ?? null,
    finished_at: held.finished_at?.toISOString() ?? null,
    succeeded_at: succeeded_at?.toISOString() ?? null,
    error: error_code === null ? null : { code: error_code, message: error_message ?? '' },
    execution_id,
    gaps: await gapsOf(tx, row, now),
  };
}

async function gapsOf(tx: TenantTransaction, { stream: held, timezone }: StreamRow, now: Date): Promise<Shown['gaps']> {
  if (held.stream !== 'daily_metrics' || held.backfill_from === null) return null;
  const of = { ad_account_id: held.ad_account_id, timezone, now };
  const gaps = await listGaps(tx, of, held.backfill_from);
  return {
    days: gaps.reduce((sum, gap) => sum + gap.days, 0),
    campaigns: new Set(gaps.map((gap) => gap.campaign_id)).size,
    ranges: gaps
      .slice(0, shownRanges)
      .flatMap(({ missing: _missing, reason, ...gap }) => (reason === 'late' ? [] : [{ ...gap, reason }])),
  };
}
