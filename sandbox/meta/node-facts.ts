import { totalsOf } from '../market/report.ts';
import { settingsAt } from '../market/settings.ts';
import type { Entity } from '../world/entity.ts';
import type { View } from './view.ts';

function marketOf(entity: Entity, view: View) {
  return view.world.markets().of(entity.campaign, entity.account.timezone);
}

/** Minor units that the campaign of this thing has spent on the account’s current day. */
export function spentToday(entity: Entity, view: View): number {
  const { date } = view.world.markets().calendar(entity.account.timezone)(view.at);
  const cells = marketOf(entity, view).cellsUntil(view.at);
  return totalsOf(
    cells.filter((cell) => cell.date === date),
    view.at,
    true,
  ).spend_minor;
}

/** `learning_stage_info` of an ad set: learning for seven days or fifty conversions after a significant edit. */
export function learningStage(entity: Entity, view: View) {
  const { learning, conversions } = marketOf(entity, view).learningAt(view.at);
  const edit = settingsAt(entity.campaign, view.world.timeline, view.at).significant_edit;
  return {
    status: learning ? 'LEARNING' : 'SUCCESS',
    conversions,
    last_sig_edit_ts: edit === null ? 0 : Math.floor(edit / 1000),
    attribution_windows: ['7d_click', '1d_view'],
  };
}
