import type { AccountView } from '../accounts/account-view.ts';
import type { ApprovalView } from '../approvals/approval-view.ts';
import { platformName } from '../platforms/platform-name.ts';
import type { PauseScope, PauseView } from './pause-view.ts';

/** Something that can be stopped with one button. */
export type StopTarget = {
  readonly scope: Extract<PauseScope, 'tenant' | 'platform' | 'account'>;
  readonly scope_id: string;
  readonly name: string;
  /** What the platform calls an account; '' for anything else. */
  readonly external_id: string;
  /** The pause that holds it: its own, or one of something larger; null when writes may go out. */
  readonly held_by: PauseView | null;
  /** How many decisions that wait are about it, and would be frozen. */
  readonly waiting: number;
};

/** A platform with its accounts. */
export type StopGroup = { readonly platform: StopTarget; readonly accounts: readonly StopTarget[] };

type Waiting = Pick<ApprovalView, 'change_set'>;

/** The pauses of larger things stand first, because ending a smaller one would free nothing while they hold. */
function heldBy(pauses: readonly PauseView[], scopes: readonly (readonly [PauseScope, string])[]): PauseView | null {
  for (const [scope, scope_id] of scopes) {
    const found = pauses.find((pause) => pause.scope === scope && pause.scope_id === scope_id);
    if (found !== undefined) return found;
  }
  return null;
}

function countWaiting(
  approvals: readonly Waiting[],
  isOf: (change: { readonly platform: string; readonly account_id: string }) => boolean,
): number {
  return approvals.filter(({ change_set }) => change_set?.changes.some(isOf) ?? false).length;
}

/** Everything at once, as a target. */
export function everything(pauses: readonly PauseView[], approvals: readonly Waiting[]): StopTarget {
  const whole = { scope: 'tenant', scope_id: '', name: 'Everything', external_id: '' } as const;
  return { ...whole, held_by: heldBy(pauses, [['tenant', '']]), waiting: approvals.length };
}

/** The platforms that have accounts, each with its accounts: what can be stopped one by one. */
export function stopGroups(
  accounts: readonly Pick<AccountView, 'id' | 'platform' | 'external_id' | 'name'>[],
  pauses: readonly PauseView[],
  approvals: readonly Waiting[],
): readonly StopGroup[] {
  return [...Map.groupBy(accounts, (account) => account.platform)].map(([platform, ofPlatform]) => {
    const above = [
      ['tenant', ''],
      ['platform', platform],
    ] as const;
    return {
      platform: {
        ...{ scope: 'platform', scope_id: platform, name: platformName(platform), external_id: '' },
        held_by: heldBy(pauses, above),
        waiting: countWaiting(approvals, (change) => change.platform === platform),
      },
      accounts: ofPlatform.map(({ id, external_id, name }) => ({
        ...{ scope: 'account', scope_id: id, name: name === '' ? external_id : name, external_id },
        held_by: heldBy(pauses, [...above, ['account', id]]),
        waiting: countWaiting(approvals, (change) => change.account_id === external_id),
      })),
    };
  });
}
