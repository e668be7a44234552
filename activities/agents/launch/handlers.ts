import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { AccountReader } from '../../ad-platforms/account-reader.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { reportOf } from './report-launch.ts';
import { watchLaunch } from './watch-launch.action.ts';
import { kitOf } from './write-kit.ts';
import { writeLaunchKit } from './write-launch-kit.action.ts';

/** More comments than this are not answered at once. */
const mostComments = 50;

/** The handlers of LaunchAgent; `accounts` reaches the platforms. */
export function createLaunchHandlers(
  deps: Pick<HandlerDependencies, 'clock'> & { readonly accounts: AccountReader },
): BoundHandler[] {
  return [
    bindRun({
      definition: writeLaunchKit,
      run: async ({ brief, owners, launch_date }) => kitOf(brief, owners, launch_date, deps.clock.now()),
    }),
    bindRun({
      definition: watchLaunch,
      run: async ({ account_id, post_id, previous = null, day_ends_at = null, known_answers }, { origin }) => {
        const { ad_account_id } = await deps.accounts.find(origin.tenant_id, account_id);
        const { adapter, account } = await deps.accounts.open(origin.tenant_id, ad_account_id);
        const { platform, external_id } = account;
        if (adapter.readLaunch === undefined)
          throw new CodedError('PLATFORM_CAPABILITY_MISSING', `Nothing is launched on ${platform}.`, { account_id });
        const reference = { account_id: external_id, entity_type: 'campaign', entity_id: post_id } as const;
        const comments_since = previous?.read_at ?? null;
        const state = await adapter.readLaunch({ reference, comments_since, most_comments: mostComments });
        return reportOf(state, previous, { known_answers, day_ends_at });
      },
    }),
  ];
}
