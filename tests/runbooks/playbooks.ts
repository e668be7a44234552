/** A small playbook that changes a daily budget after a yes, with what a test wants different. */
const raise = (
  slug: string,
  { budget = '{{inputs.daily_budget_minor}}', policy = '' },
) => `id: ${slug.replaceAll('-', '_')}_v1
name: ${slug}
scope: campaign
inputs:
  campaign_id: { type: string, required: true }
  daily_budget_minor: { type: integer, required: true }
steps:
  - id: raise
    agent: AdPlatformAgent
    action: set_daily_budget
    params: { campaign_id: '{{inputs.campaign_id}}', daily_budget_minor: '${budget}' }
    retry: { max_attempts: 5, initial_interval: 100ms, max_interval: 300ms }
${policy === '' ? 'approval: { undo_window: 0 }\n' : policy}`;

/** Copies insights and is tried again quickly, so often. */
const copy = (slug: string, max_attempts: number) => `id: ${slug.replaceAll('-', '_')}_v1
name: ${slug}
scope: campaign
inputs:
  campaign_id: { type: string, required: true }
steps:
  - id: copy
    agent: AdPlatformAgent
    action: sync_insights
    params: { campaign_id: '{{inputs.campaign_id}}', days: 14 }
    retry: { max_attempts: ${max_attempts}, initial_interval: 100ms, max_interval: 300ms }
`;

/** What the people of the tests have deployed, by slug. */
export const runbookPlaybooks: Readonly<Record<string, string>> = {
  'raise-budget': raise('raise-budget', {}),
  'raise-within-limits': raise('raise-within-limits', {
    policy: 'approval: { undo_window: 0 }\nguardrails: { max_budget_change_pct: 25, min_spend: 1 }\n',
  }),
  'raise-asking-few': raise('raise-asking-few', {
    policy: 'approval: { undo_window: 0, approvers: { groups: [night_shift] } }\n',
  }),
  'copy-patiently': copy('copy-patiently', 60),
  'copy-once': copy('copy-once', 1),
  'count-words': counted('int(inputs.words)'),
};

/** The newest versions: what somebody deploys as the mend. */
export const mendedPlaybooks: Readonly<Record<string, string>> = {
  'raise-budget': raise('raise-budget', {
    budget: '{{inputs.daily_budget_minor < 1000 ? 45000 : inputs.daily_budget_minor}}',
  }),
  'count-words': counted("inputs.words == 'many' ? 99 : int(inputs.words)"),
};

function counted(expression: string): string {
  return `id: count_words_v1
name: count-words
scope: none
inputs:
  words: { type: string, required: true }
steps:
  - id: count
    set: { total: "{{${expression}}}" }
`;
}
