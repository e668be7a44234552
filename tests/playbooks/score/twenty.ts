/** What a reader of one finding must be given: where, the text under the caret, the culprit, what could stand there, the mend. */
export type WantedFinding = {
  readonly at: readonly [line: number, column: number];
  readonly under: string;
  /** A word of the message. */
  readonly names: string;
  /** A word of what is expected. */
  readonly expected: string;
  readonly suggestion: string;
  readonly code: string;
};

const order = 'Steps run in the order they stand; use `switch` for branches and `repeat` for loops.';
const circle = 'Use `repeat` for steps that are done again, or move what both need into a playbook of its own.';

const finding = (
  code: string,
  line: number,
  column: number,
  under: string,
  names: string,
  expected: string,
  suggestion: string,
): WantedFinding => ({ code: `PLAYBOOK_${code}`, at: [line, column], under, names, expected, suggestion });

/** The twenty mistakes that authors make most, by file, with everything each of them must be told. Written by hand, not taken from a run. */
export const twenty: Readonly<Record<string, readonly WantedFinding[]>> = {
  '01-tab-indent': [finding('YAML_TAB', 5, 1, '\t', 'tab', 'spaces', 'Replace the tab by two spaces.')],
  '02-unquoted-template': [
    finding('TEMPLATE_UNQUOTED', 9, 28, '{{inputs.campaign_id}}', '{{', 'quoted', "'{{ inputs.campaign_id }}'"),
  ],
  '03-unknown-top-key': [finding('KEY_UNKNOWN', 4, 1, 'step', '`step`', 'steps', 'steps')],
  '04-misspelt-agent': [finding('AGENT_UNKNOWN', 6, 12, 'HealtAgent', 'HealtAgent', 'HealthAgent', 'HealthAgent')],
  '05-misspelt-action': [
    finding('ACTION_UNKNOWN', 7, 13, 'collect_metric', 'collect_metric', 'collect_metrics', 'collect_metrics'),
  ],
  '06-missing-param': [
    finding('PARAM_MISSING', 7, 13, 'collect_metrics', 'campaign_id', 'campaign_id', 'params: { campaign_id: … }'),
  ],
  '07-wrong-param-type': [
    finding('PARAM_TYPE', 9, 39, '"7"', 'days', 'a whole number', '7'),
    finding('PARAM_TYPE', 13, 28, '17', 'campaign_id', 'a text', "'17'"),
  ],
  '08-duplicate-step-id': [finding('STEP_DUPLICATE', 9, 9, 'tell', 'line 5', 'used once', 'tell_2')],
  '09-later-output': [
    finding(
      ...(['NAME_LATER', 8, 25, 'metrics', 'line 13', 'inputs'] as const),
      'Move this step below the one that sets the value, or out of the branch.',
    ),
  ],
  '10-undefined-variable': [
    finding('NAME_UNKNOWN', 14, 25, 'metric', 'metric', 'metrics', 'metrics'),
    finding('FIELD_UNKNOWN', 18, 49, 'spent', 'spent', 'spend', 'spend'),
  ],
  '11-bad-cron': [finding('CRON_INVALID', 4, 14, '25', '25', 'hour', 'Give the hour as 0–23; * stands for every one.')],
  '12-bad-duration': [finding('DURATION_INVALID', 6, 18, '3 dayz', '3 dayz', '3d', '3d')],
  '13-guardrail-ratio': [finding('GUARDRAIL_UNIT', 10, 26, '0.25', '0.25 %', '25 for 25 %', '25')],
  '14-write-without-gate': [
    finding(
      ...(['WRITE_UNGUARDED', 7, 13, 'set_daily_budget', 'raise', '`guardrails`'] as const),
      'guardrails: { max_budget_change_pct: 25 }',
    ),
  ],
  '15-gate-without-outcome': [
    finding('APPROVAL_TIMEOUT_OUTCOME', 8, 7, 'timeout', 'nobody decides', 'on_timeout', 'on_timeout: reject'),
  ],
  '16-unknown-approver-group': [finding('GROUP_UNKNOWN', 9, 29, 'finanse', 'finanse', 'finance', 'finance')],
  '17-unreachable-step': [
    finding(
      ...(['STEP_UNREACHABLE', 7, 5, 'i', 'can never run', 'unconditional stop'] as const),
      'Give the stop a condition, or remove the steps after it.',
    ),
  ],
  '18-cyclic-next': [
    finding('KEY_UNKNOWN', 10, 5, 'next', '`next`', 'condition', order),
    finding('CYCLE', 12, 15, 'broken_v1', 'broken_v1', 'lead back', circle),
  ],
  '19-not-deterministic': [
    finding(
      ...(['NOT_DETERMINISTIC', 8, 26, 'now()', 'now()', '`now`'] as const),
      'There is no clock and no chance in the language; `now` (without brackets) is the recorded time of the execution.',
    ),
  ],
  '20-two-errors-bom-crlf': [
    finding('KEY_UNKNOWN', 4, 1, 'ownr', '`ownr`', 'owner', 'owner'),
    finding('AGENT_UNKNOWN', 7, 12, 'NotifyAgnt', 'NotifyAgnt', 'NotifyAgent', 'NotifyAgent'),
  ],
};
