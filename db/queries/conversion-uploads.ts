import { and, eq, inArray, sql } from 'drizzle-orm';
import type { ConversionEvent, ConversionReport } from '../../contracts/conversion.ts';
import type { TenantTransaction } from '../connect.ts';
import { conversionUploads } from '../schema/index.ts';

/** Where conversions of an account go. */
export type ConversionTarget = { readonly ad_account_id: string; readonly destination: string };

/** What became of one event: what was said of it, and when it may be sent again. */
export type ConversionFate = {
  readonly event_id: string;
  readonly state: 'accepted' | 'refused' | 'later';
  readonly code: string | null;
  readonly reason: string | null;
};

/** The fate of each event of a report. */
export function fatesOf(report: ConversionReport): readonly ConversionFate[] {
  return [
    ...report.accepted.map((event_id) => ({ event_id, state: 'accepted' as const, code: null, reason: null })),
    ...report.refused.map((each) => ({ ...each, state: 'refused' as const })),
    ...report.later.map(({ event_id, reason }) => ({ event_id, state: 'later' as const, code: null, reason })),
  ];
}

/** The ids among these that the platform has taken already: they need not be sent again. */
export async function listAcceptedConversions(
  tx: TenantTransaction,
  { ad_account_id, destination }: ConversionTarget,
  event_ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .select({ event_id: conversionUploads.event_id })
    .from(conversionUploads)
    .where(
      and(
        eq(conversionUploads.ad_account_id, ad_account_id),
        eq(conversionUploads.destination, destination),
        eq(conversionUploads.state, 'accepted'),
        inArray(conversionUploads.event_id, [...event_ids]),
      ),
    );
  return new Set(rows.map((row) => row.event_id));
}

/**
 * Records what became of conversions, one row each; sending one again counts its attempts. Of an event only what names nobody
 * is kept. One that was accepted stays so: the platform counts it whatever is said of it later.
 */
export async function recordConversions(
  tx: TenantTransaction,
  upload: ConversionTarget & {
    readonly execution_id: string;
    readonly platform_request_id: string | null;
    readonly events: readonly ConversionEvent[];
    readonly fates: readonly ConversionFate[];
  },
): Promise<void> {
  const { ad_account_id, destination, execution_id, platform_request_id, events, fates } = upload;
  const rows = events.flatMap((event) => {
    const fate = fates.find((each) => each.event_id === event.event_id);
    if (fate === undefined) return [];
    const { event_id, event_name, value_minor, currency } = event;
    const own = { event_id, event_name, value_minor, currency, happened_at: new Date(event.happened_at) };
    const { state, code, reason } = fate;
    return [{ ad_account_id, destination, ...own, execution_id, platform_request_id, state, code, reason }];
  });
  if (rows.length === 0) return;
  const { tenant_id, ad_account_id: account, destination: place, event_id } = conversionUploads;
  await tx
    .insert(conversionUploads)
    .values(rows)
    .onConflictDoUpdate({
      target: [tenant_id, account, place, event_id],
      set: {
        state: sql`excluded.state`,
        code: sql`excluded.code`,
        reason: sql`excluded.reason`,
        execution_id: sql`excluded.execution_id`,
        platform_request_id: sql`excluded.platform_request_id`,
        attempts: sql`${conversionUploads.attempts} + 1`,
        updated_at: sql`now()`,
      },
      setWhere: sql`${conversionUploads.state} <> 'accepted'`,
    });
}
