import { z } from 'zod';
import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import type { CallOrigin } from '../../../contracts/activity-envelope.ts';
import { type ConversionEvent, type ConversionReport, conversionEventSchema } from '../../../contracts/conversion.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { type TenantTransaction, withTenant } from '../../../db/connect.ts';
import { holdingAccountPauses } from '../../../db/queries/account-pauses.ts';
import { countStates, emptyBatch, readBatch, sealedFor } from '../../../db/queries/conversion-batches.ts';
import { fatesOf, listAcceptedConversions, recordConversions } from '../../../db/queries/conversion-uploads.ts';
import { openCredential } from '../../../db/queries/credentials.ts';
import { holdingPauses, type PauseRow } from '../../../db/queries/pauses.ts';
import type { AccountReader } from '../../ad-platforms/account-reader.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { sendBatch } from './send-batch.action.ts';

/** What the handlers of ConversionAgent need of the world. */
export type ConversionDependencies = Pick<HandlerDependencies, 'database'> & {
  readonly config: { readonly MBI_CREDENTIALS_KEY: string };
  readonly accounts: AccountReader;
};

const eventsSchema = z.array(conversionEventSchema);

/**
 * Opens the seal, sends what the platform has not taken yet, and writes down what became of each event; when the platform has
 * answered for all of them the seal is thrown away in the same transaction. Throws SCOPE_PAUSED, PLATFORM_CAPABILITY_MISSING,
 * PLATFORM_TOO_EARLY (with the wait; the batch is kept), and CONVERSION_BATCH_GONE for one that grew too old.
 */
export function createSendBatchHandler(deps: ConversionDependencies): BoundHandler {
  return bindRun({
    definition: sendBatch,
    run: async ({ batch_id }, { origin }) => {
      const { tenant_id, execution_id, mode } = origin;
      const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(deps.database, tenant_id, work);
      const batch = await inTenant(async (tx) => {
        await refusePaused(tx, origin);
        return readBatch(tx, batch_id);
      });
      if (mode !== 'live') return { sent: false, accepted: 0, refused: 0, later: batch?.event_count ?? 0 };
      const told = async () => ({ sent: true, ...(await inTenant((tx) => countStates(tx, execution_id))) });
      if (batch === null) throw gone(batch_id);
      if (batch.sealed === null) return goneOr(batch_id, await told());
      const { ad_account_id, destination, sealed } = batch;
      const target = { ad_account_id, destination };
      const { adapter, account } = await deps.accounts.open(tenant_id, ad_account_id);
      await inTenant(async (tx) => refuse(await holdingAccountPauses(tx, account)));
      if (adapter.sendConversions === undefined)
        throw new CodedError('PLATFORM_CAPABILITY_MISSING', `${adapter.platform} takes no conversions from us.`);
      const events = open(deps, sealed, { tenant_id, batch_id });
      const ids = events.map((each) => each.event_id);
      const known = await inTenant((tx) => listAcceptedConversions(tx, target, ids));
      const unsent = events.filter((each) => !known.has(each.event_id));
      const report = unsent.length === 0 ? nothing : await adapter.sendConversions({ destination, events: unsent });
      await inTenant(async (tx) => {
        const { platform_request_id } = report;
        const upload = { ...target, execution_id, platform_request_id, events: unsent, fates: fatesOf(report) };
        await recordConversions(tx, upload);
        if (report.later.length === 0) await emptyBatch(tx, batch_id);
      });
      if (report.later.length > 0) throw tooEarly(report);
      const { accepted, refused, later } = await told();
      return { sent: true, accepted: accepted + known.size, refused, later };
    },
  });
}

const nothing: ConversionReport = { accepted: [], refused: [], later: [], platform_request_id: null };

function open(
  { config }: ConversionDependencies,
  sealed: string,
  { tenant_id, batch_id }: { readonly tenant_id: string; readonly batch_id: string },
): readonly ConversionEvent[] {
  const account = sealedFor(tenant_id, batch_id);
  return eventsSchema.parse(JSON.parse(openCredential(sealed, { key: config.MBI_CREDENTIALS_KEY, account })));
}

async function refusePaused(tx: TenantTransaction, { playbook_id, execution_id }: CallOrigin): Promise<void> {
  refuse(await holdingPauses(tx, { campaign_id: null, playbook_id, execution_id }));
}

function refuse([pause]: readonly PauseRow[]): void {
  if (pause === undefined) return;
  const { paused_by_email, reason, pause_id } = pause;
  throw new CodedError('SCOPE_PAUSED', `${paused_by_email} paused this: ${reason}`, { pause_id });
}

function gone(batch_id: string): CodedError {
  return new CodedError('CONVERSION_BATCH_GONE', 'The events of this batch were thrown away.', { batch_id });
}

/** An emptied batch was sent by an attempt whose answer was lost, unless something of it still waits. */
function goneOr<Told extends { readonly later: number }>(batch_id: string, told: Told): Told {
  if (told.later > 0) throw gone(batch_id);
  return told;
}

function tooEarly({ later }: ConversionReport): CodedError {
  const wait = Math.min(...later.map((each) => each.after_seconds));
  const message = `${later.length} conversions are too early: ${later[0]?.reason ?? 'the platform takes them later'}.`;
  return new CodedError('PLATFORM_TOO_EARLY', message, { event_ids: later.map((each) => each.event_id) }, wait);
}
