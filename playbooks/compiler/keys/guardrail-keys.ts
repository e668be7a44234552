import { defineKeys } from './key.ts';

/** `guardrails`. Money is in major units of the account’s currency, a percentage is a number such as 25. */
export const guardrailKeys = defineKeys({
  max_budget_change_pct: {
    describe: 'The most a budget may change in 24 hours, over all playbooks; 25 means 25 %.',
    example: 25,
    value: { kind: 'number', from: 0, to: 1_000 },
  },
  max_bid_change_pct: {
    describe: 'The most a bid may change in 24 hours, over all playbooks; 15 means 15 %.',
    example: 15,
    value: { kind: 'number', from: 0, to: 1_000 },
  },
  max_total_change: {
    describe: 'The most daily money that may move on the account in 24 hours, in major units of its currency.',
    example: 50_000,
    value: { kind: 'number', from: 0 },
  },
  max_changes_per_day: {
    describe: 'How often a campaign may be changed in 24 hours.',
    example: 4,
    value: { kind: 'number', from: 0, to: 1_000, whole: true },
  },
  cooldown_hours: {
    describe: 'Hours between two changes of a campaign.',
    example: 6,
    value: { kind: 'number', from: 0, to: 8_760 },
  },
  min_spend: {
    describe: 'Below this spend of the last days nothing is changed, in major units.',
    example: 100,
    value: { kind: 'number', from: 0 },
  },
  min_conversions: {
    describe: 'Below this number of conversions nothing is changed.',
    example: 30,
    value: { kind: 'number', from: 0 },
  },
  exclude_last_days: {
    describe: 'The newest days that are not counted, because conversions arrive late.',
    example: 2,
    value: { kind: 'number', from: 0, to: 90, whole: true },
  },
  freeze_in_learning: {
    describe: 'Whether a campaign in its learning phase is left alone.',
    example: true,
    value: { kind: 'boolean' },
    default: false,
  },
  require_approval_if: {
    describe: 'People are asked when this expression over the planned change is true.',
    example: "total_change > 500 || risk != 'low'",
    value: { kind: 'expression' },
  },
  forbid_if: {
    describe: 'The change is refused when this expression over it is true.',
    example: 'change_count > 3',
    value: { kind: 'expression' },
  },
  autonomy: {
    describe: 'Whether changes are only recorded, proposed to people, or made where the record has earned it.',
    example: 'propose',
    value: { kind: 'choice', of: ['shadow', 'propose', 'auto'] },
    default: 'propose',
  },
});
