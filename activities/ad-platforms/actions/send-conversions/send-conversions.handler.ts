import { type BoundHandler, bindRun } from '../../../../contracts/action-handler.ts';
import type { ConversionReport } from '../../../../contracts/conversion.ts';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { withTenant } from '../../../../db/connect.ts';
import { fatesOf, listAcceptedConversions, recordConversions } from '../../../../db/queries/conversion-uploads.ts';
import { holdingPauses } from '../../../../db/queries/pauses.ts';
import type { AdPlatformDependencies } from '../../dependencies.ts';
import { sendConversions } from './send-conversions.action.ts';

function tooEarly({ later }: ConversionReport): CodedError {
  const wait = Math.min(...later.map((each) => each.after_seconds));
  const event_ids = later.map((each) => each.event_id);
  const message = `${later.length} conversions are too early: ${later[0]?.reason ?? 'the platform takes them later'}.`;
  return new CodedError('PLATFORM_TOO_EARLY', message, { event_ids }, wait);
}

/**
 * Sends what the platform has not taken yet and records what became of each event, before anything else is done with the
 * answer. Events that are too early make the attempt fail with the wait that the platform names; the next attempt sends only
 * what is left. Throws SCOPE_PAUSED, and PLATFORM_CAPABILITY_MISSING where the platform takes no conversions.
 */
export function createSendConversionsHandler(deps: AdPlatformDependencies): BoundHandler {
  return bindRun({
    definition: sendConversions,
    run: async ({ campaign_id, destination, events }, { origin }) => {
      const { tenant_id, execution_id, playbook_id, mode } = origin;
      const { adapter, account } = await deps.registry.forCampaign(tenant_id, campaign_id);
      const { ad_account_id } = account;
      const target = { ad_account_id, destination };
      if (adapter.sendConversions === undefined)
        throw new CodedError('PLATFORM_CAPABILITY_MISSING', `${adapter.platform} takes no conversions from us.`, {
          campaign_id,
        });
      const known = await withTenant(deps.database, tenant_id, async (tx) => {
        const [pause] = await holdingPauses(tx, { campaign_id, playbook_id, execution_id });
        if (pause !== undefined)
          throw new CodedError('SCOPE_PAUSED', `${pause.paused_by_email} paused this: ${pause.reason}`, {
            pause_id: pause.pause_id,
          });
        const ids = events.map((each) => each.event_id);
        return listAcceptedConversions(tx, target, ids);
      });
      const already = events.flatMap(({ event_id }) => (known.has(event_id) ? [event_id] : []));
      const unsent = events.filter((each) => !known.has(each.event_id));
      const nothing = { sent: false, accepted: [], already, refused: [], platform_request_id: null };
      if (mode !== 'live' || unsent.length === 0) return { ...nothing, sent: mode === 'live' };
      const report = await adapter.sendConversions({ destination, events: unsent });
      const { accepted, refused, platform_request_id } = report;
      const upload = { ...target, execution_id, platform_request_id, events: unsent, fates: fatesOf(report) };
      await withTenant(deps.database, tenant_id, (tx) => recordConversions(tx, upload));
      if (report.later.length > 0) throw tooEarly(report);
      return { sent: true, accepted, already, refused, platform_request_id };
    },
  });
}
