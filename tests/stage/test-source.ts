import { actionCatalog } from '../../activities/catalog.action.ts';
import { runTestFile, type TestFileResult, type TestRunParts } from '../../playbooks/testing/index.ts';

/** A playbook with a read that may fail, a wait of a week, a switch, and a write that asks. */
export const raisePlaybook = `
id: raise_v1
name: Raise
scope: campaign
steps:
  - id: read
    agent: AdPlatformAgent
    action: read_campaign_state
    params: { campaign_id: '{{entity.id}}' }
    output: state
    on_error: continue
  - id: nap
    wait: { for: 7d }
  - id: pick
    switch:
      - when: context.cpa > 10.0
        steps:
          - id: raise
            agent: AdPlatformAgent
            action: set_daily_budget
            params: { campaign_id: '{{entity.id}}', daily_budget_minor: 12000 }
            approval:
              title: Raise the budget
              approvers: { roles: [approver] }
              timeout: 2h
              on_timeout: reject
              undo_window: 0s
              editable: [daily_budget_minor]
            output: change
      - else:
          - { id: over, stop: completed }
guardrails: { max_budget_change_pct: 25 }
`;

/** The head of a test file for it. */
export const raiseTests = `playbook: raise.yaml
context: { cpa: 12.5 }
mocks:
  - { action: AdPlatformAgent.read_campaign_state, example: {} }
  - { action: AdPlatformAgent.set_daily_budget, before: { daily_budget_minor: 10000 } }
cases:
`;

/** Runs the text of a test file against the texts of playbooks, by file name. */
export function testText(
  source: string,
  playbooks: Readonly<Record<string, string>>,
  stage: TestRunParts['stage'],
  filter: string | null = null,
): Promise<TestFileResult> {
  const files = Object.entries(playbooks).map(([file, text]) => ({ file, source: text }));
  return runTestFile('x.test.yaml', source, {
    ...{ actions: actionCatalog, stage, filter },
    readPlaybook: (name) => files.find(({ file }) => file === name) ?? null,
    siblings: () => files,
  });
}
