import type { ApprovalPolicy, Guardrails, Plan } from '../../contracts/plan/index.ts';
import { sayApprovers, sayLength, sayList } from '../wording/index.ts';

/** One line for each input. */
export function sayInputs(plan: Plan): readonly string[] {
  return Object.entries(plan.inputs).map(([name, input]) => {
    const standard = input.default === null ? 'optional' : `default ${JSON.stringify(input.default)}`;
    const about = input.description === null ? '' : `: ${input.description}`;
    return `${name} (${input.type}, ${input.required ? 'required' : standard})${about}`;
  });
}

/** Who is asked, how many must agree, and what silence means. */
export function sayApproval(policy: ApprovalPolicy): readonly string[] {
  const quorum = policy.quorum === 1 ? 'One of them decides' : `${policy.quorum} of them must agree`;
  const silence = {
    reject: 'the change is rejected',
    escalate: 'it is escalated, and still nothing is applied without a yes',
    cancel: 'the execution is cancelled',
  }[policy.on_timeout];
  const escalation = (policy.escalation ?? []).map(
    (each) =>
      `After ${sayLength(each.after_seconds)} more without an answer, asked too: ${sayApprovers(each.approvers)}.`,
  );
  const editable =
    policy.editable.length === 0
      ? []
      : [`They may change ${sayList(policy.editable, 'and')}; the change is planned again then.`];
  const undo =
    policy.undo_window_seconds === 0 ? [] : [`A yes can be taken back for ${sayLength(policy.undo_window_seconds)}.`];
  return [
    `Asked: ${sayApprovers(policy.approvers)}; never the person who started it. ${quorum}.`,
    `Without a decision within ${sayLength(policy.timeout_seconds)} ${silence}.`,
    ...escalation,
    ...editable,
    ...undo,
  ];
}

/** One line for each guardrail that is set. */
export function sayLimits(rules: Guardrails): readonly string[] {
  const lines: (string | null)[] = [
    rules.max_budget_change_pct &&
      `A budget changes by at most ${rules.max_budget_change_pct.value} % a day, over all playbooks.`,
    rules.max_bid_change_pct && `A bid changes by at most ${rules.max_bid_change_pct.value} % a day.`,
    rules.max_total_change &&
      `At most ${rules.max_total_change.value} of daily money is moved on the account in a day.`,
    rules.max_changes_per_day && `At most ${rules.max_changes_per_day.value} changes of a campaign in a day.`,
    rules.cooldown_hours && `At least ${rules.cooldown_hours.value} hours between two changes of a campaign.`,
    rules.min_spend && `Nothing is changed below a spend of ${rules.min_spend.value} in a week.`,
    rules.min_conversions && `Nothing is changed below ${rules.min_conversions.value} conversions in a week.`,
    rules.exclude_last_days &&
      `The last ${rules.exclude_last_days.value} days do not count, because conversions arrive late.`,
    rules.freeze_in_learning?.value === true ? 'Nothing is changed while the platform is learning.' : null,
    rules.forbid_if && `A change is forbidden when ${rules.forbid_if.source}, or when that cannot be told.`,
    rules.autonomy === 'auto' ? 'It may act by itself where it has earned it; until then it asks.' : null,
  ];
  return lines.filter((line) => line !== null);
}
