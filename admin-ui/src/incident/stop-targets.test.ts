import { describe, expect, it } from 'vitest';
import { changeSetViewSchema } from '../changes/change-view.ts';
import { type PauseView, pauseViewSchema } from './pause-view.ts';
import { everything, stopGroups } from './stop-targets.ts';

const accounts = [
  { id: 'u1', platform: 'meta_ads', external_id: 'm1', name: 'Outdoor' },
  { id: 'u2', platform: 'google_ads', external_id: 'g1', name: '' },
  { id: 'u3', platform: 'meta_ads', external_id: 'm2', name: 'Indoor' },
];
const pause = (scope: PauseView['scope'], scope_id: string): PauseView =>
  pauseViewSchema.parse({ pause_id: scope, scope, scope_id, reason: 'r', paused_by_email: 'p', paused_at: 'T' });
const waiting = (platform: string, account_id: string) => ({
  change_set: changeSetViewSchema.parse({ changes: [{ field: 'status', platform, account_id }] }),
});

describe('what can be stopped with one button', () => {
  it('is everything, each platform that has accounts, and each account', () => {
    const groups = stopGroups(accounts, [], []);
    expect(groups.map(({ platform }) => [platform.scope_id, platform.name])).toEqual([
      ['meta_ads', 'Meta'],
      ['google_ads', 'Google Ads'],
    ]);
    expect(
      groups.map((group) => group.accounts.map(({ scope_id, external_id, name }) => [scope_id, external_id, name])),
    ).toEqual([
      [
        ['u1', 'm1', 'Outdoor'],
        ['u3', 'm2', 'Indoor'],
      ],
      [['u2', 'g1', 'g1']],
    ]);
    expect(everything([], [])).toMatchObject({ scope: 'tenant', scope_id: '', held_by: null, waiting: 0 });
    expect(stopGroups([], [], [])).toEqual([]);
  });

  it('shows an account as stopped by its own pause, that of its platform, and that of everything', () => {
    const held = (pauses: readonly PauseView[]) =>
      stopGroups(accounts, pauses, []).flatMap((group) =>
        [group.platform, ...group.accounts].map(({ held_by }) => held_by?.scope ?? null),
      );
    expect(held([pause('account', 'u3')])).toEqual([null, null, 'account', null, null]);
    expect(held([pause('platform', 'meta_ads')])).toEqual(['platform', 'platform', 'platform', null, null]);
    expect(held([pause('account', 'u1'), pause('tenant', '')])).toEqual(Array.from({ length: 5 }, () => 'tenant'));
    expect(held([pause('campaign', 'u1')])).toEqual(Array.from({ length: 5 }, () => null));
  });

  it('counts the decisions that would be frozen', () => {
    const approvals = [waiting('meta_ads', 'm1'), waiting('meta_ads', 'm2'), { change_set: null }];
    const counts = stopGroups(accounts, [], approvals).flatMap((group) =>
      [group.platform, ...group.accounts].map((target) => target.waiting),
    );
    expect(counts).toEqual([2, 1, 1, 0, 0]);
    expect(everything([], approvals).waiting).toBe(3);
  });
});
