import type { Plan } from '../../contracts/plan/index.ts';
import type { Evaluation } from '../../contracts/trigger.ts';
import type { Retirement } from '../../db/queries/retirements.ts';
import { lastRun, nextRuns } from '../../playbooks/schedule/matching-times.ts';

/** A version of a playbook and since when it was the active one. */
export type VersionSince = { readonly version: number; readonly since: Date; readonly plan: Plan };

/** What is known about a playbook and a moment. `evaluation` is the newest that was due by then. */
export type TriggerQuestion = {
  readonly at: Date;
  readonly about: string;
  readonly version: VersionSince | null;
  readonly first_deployed_at: Date;
  /** When it started nothing because it was retired. */
  readonly retirements: readonly Retirement[];
  readonly evaluation: (Pick<Evaluation, 'result' | 'because'> & { readonly due_at: Date }) | null;
  /** It fired and the execution is just being made. */
  readonly starting: boolean;
};

/** The answer in one sentence, and whether the evaluation is about this very moment or the newest before something went missing. */
export type TriggerAnswer = { readonly evaluated: boolean; readonly answer: string; readonly due_at: Date | null };

const outcomes: Readonly<Record<Evaluation['result'], string>> = {
  fired: 'It fired',
  not_fired: 'It did not fire',
  held: 'It was held',
  skipped: 'It would have fired, but was skipped',
  failed: 'It did not fire because something could not be evaluated or started',
};

/**
 * Says why a playbook did or did not start at a moment: by the evaluation that was due then, or by why there was none:
 * not deployed yet, retired, nothing that starts it, a day that is skipped, or a schedule whose run never came.
 */
export function explainTrigger(question: TriggerQuestion): TriggerAnswer {
  const { at, about, version, evaluation, starting } = question;
  const none = (answer: string, due_at: Date | null = null) => ({ evaluated: false, answer, due_at });
  if (version === null) {
    return none(
      `It was not evaluated then: the playbook was deployed only on ${question.first_deployed_at.toISOString()}.`,
    );
  }
  const { schedule } = version.plan;
  const events = (version.plan.on ?? []).map((each) => each.event);
  const due = schedule === null ? null : lastRun(schedule, version.since, at);
  const covers = evaluation !== null && (due === null || evaluation.due_at >= due);
  if (covers) {
    const when = evaluation.due_at.toISOString();
    return {
      evaluated: true,
      due_at: evaluation.due_at,
      answer: `${outcomes[evaluation.result]} on ${when}${about} because ${evaluation.because}.`,
    };
  }
  if (starting) return none(`It fired${about}; its execution is being started.`, due);
  const asked = due ?? at;
  const retired = question.retirements.find(({ since, until }) => since <= asked && (until === null || asked < until));
  if (retired !== undefined) {
    const back = retired.until === null ? '' : ` and deployed again only on ${retired.until.toISOString()}`;
    return none(`It was not evaluated then: the playbook was retired on ${retired.since.toISOString()}${back}.`);
  }
  if (schedule === null && events.length === 0) {
    return none(
      `It was not evaluated: version ${version.version} has neither schedule nor event; it starts by hand or by the API.`,
    );
  }
  if (schedule === null)
    return none(`It was not evaluated then: no event ${events.join(' or ')} had come by ${at.toISOString()}.`);
  if (due === null) {
    const [next] = nextRuns(schedule, at, 1);
    const then = next === undefined ? 'never comes' : `comes next on ${next.toISOString()}`;
    return none(
      `It was not evaluated then: version ${version.version} was not due yet; ${schedule.cron} (${schedule.timezone}) ${then}.`,
    );
  }
  const newest =
    evaluation === null
      ? 'it has never been looked at before'
      : `the newest before it was of ${evaluation.due_at.toISOString()}`;
  return none(
    `It was due on ${due.toISOString()}, but was not looked at${about}: the schedule or the worker did not run, or it was not in scope yet; ${newest}.`,
    due,
  );
}
