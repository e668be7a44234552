import { type ActionContext, type BoundHandler, bindRun } from '../../../../contracts/action-handler.ts';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { type Database, withTenant } from '../../../../db/connect.ts';
import { listStoredAudiences } from '../../../../db/queries/audiences.ts';
import { campaignStateSchema } from '../../../ad-platforms/actions/read-campaign-state/read-campaign-state.action.ts';
import { readChanges } from '../../../ad-platforms/actions/read-changes/read-changes.action.ts';
import { buildContextOf } from '../build/build-context.ts';
import { reasonOf } from '../collector/collector.ts';
import { startDeadline } from '../collector/deadline.ts';
import { readSubject } from '../collector/read-subject.ts';
import type { Timing } from '../collector/timing.ts';
import type { Collectors } from '../collectors.ts';
import { askCollectors } from './ask-collectors.ts';
import { collectContext } from './collect-context.action.ts';

/** The reads of `AdPlatformAgent`, handed in as they are bound, so that state and changes are read in one way only. */
export type PlatformReads = { readonly state: BoundHandler | null; readonly changes: BoundHandler | null };

/**
 * Asks everything at the same time and puts it together. Each collector keeps its own deadline; state and changes of the
 * platform get the same one. What comes later than that is not waited for, so that the whole takes no longer than one of them.
 */
export function createCollectContextHandler(deps: {
  readonly database: Database;
  readonly timing: Timing;
  readonly deadline_ms: number;
  readonly collectors: Collectors;
  readonly reads: PlatformReads;
}): BoundHandler {
  return bindRun({
    definition: collectContext,
    run: async (params, context) => {
      const subject = await readSubject(deps, context.origin.tenant_id, params);
      const { campaign_id, ad_account_id } = subject.campaign;
      const deadline = startDeadline(deps.timing, deps.deadline_ms);
      const read = (handler: BoundHandler | null) =>
        deadline.within(readPlatform(handler, { campaign_id }, context)).then(
          (value) => ({ value, reason: null }),
          (error: unknown) => ({ value: null, reason: reasonOf(error) }),
        );
      const audiences = deadline
        .within(withTenant(deps.database, subject.tenant_id, (tx) => listStoredAudiences(tx, ad_account_id)))
        .catch(() => []);
      const [collected, state, changes, stored] = await Promise.all([
        askCollectors(deps.collectors, subject),
        read(deps.reads.state),
        read(deps.reads.changes),
        audiences,
      ]);
      deadline.end();
      const parts = {
        ...collected,
        state: campaignStateSchema.safeParse(state.value).data ?? null,
        changes: readChanges.output.safeParse(changes.value).data ?? null,
        platform_reasons: { state: state.reason, changes: changes.reason },
      };
      const spare = stored.filter((each) => each.ready);
      return buildContextOf(subject.campaign, parts, spare, subject.at);
    },
  });
}

async function readPlatform(
  handler: BoundHandler | null,
  params: { readonly campaign_id: string },
  context: ActionContext,
): Promise<unknown> {
  if (handler === null) throw new CodedError('SOURCE_NOT_CONFIGURED', 'The ad platforms are not read here.');
  return handler.call({ phase: 'run', params, origin: context.origin }, context);
}
