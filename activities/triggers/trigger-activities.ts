import { Context } from '@temporalio/activity';
import type { ActionContext } from '../../contracts/action-handler.ts';
import { type EvaluateAnswer, type EvaluateCall, triggerActivities } from '../../contracts/watch-triggers.ts';
import type { Database } from '../../db/connect.ts';
import { evaluateEvent } from './evaluate-event.ts';
import { evaluateSchedule } from './evaluate-schedule.ts';

/** The activity of triggers, under the name that `watch_triggers` calls it by. It may be tried again at any point. */
export function createTriggerActivities(deps: { readonly database: Database; readonly log: ActionContext['log'] }) {
  const evaluate = async (call: EvaluateCall): Promise<EvaluateAnswer> => {
    const work = { database: deps.database, beat: () => Context.current().heartbeat() };
    const answer = await (call.kind === 'schedule' ? evaluateSchedule(work, call) : evaluateEvent(work, call));
    deps.log.info({ ...call, ...answer }, 'Triggers were looked at');
    return answer;
  };
  return { [triggerActivities.evaluate]: evaluate };
}
