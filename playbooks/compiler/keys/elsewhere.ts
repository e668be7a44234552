const order = 'Steps run in the order they stand; use `switch` for branches and `repeat` for loops.';

/** Keys that authors know from other workflow tools, with those of this language that do the same, or with how it is done here. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  if: ['condition', 'when'],
  with: ['params', 'inputs'],
  args: ['params', 'inputs'],
  arguments: ['params', 'inputs'],
  parameters: ['params', 'inputs'],
  uses: ['action'],
  call: ['action'],
  run: ['action'],
  task: ['action'],
  tasks: ['steps'],
  jobs: ['steps'],
  do: ['steps'],
  default: ['else'],
  otherwise: ['else'],
  loop: ['for_each', 'repeat'],
  each: ['for_each'],
  while: ['repeat'],
  until: ['repeat'],
  concurrent: ['max_parallel', 'parallel'],
  max_concurrency: ['max_parallel'],
  branches: ['parallel'],
  choice: ['switch'],
  choices: ['switch'],
  sleep: ['wait'],
  delay: ['wait'],
  pause: ['wait', 'approval'],
  seconds: ['for'],
  signal: ['event'],
  variables: ['set', 'inputs'],
  vars: ['set', 'inputs'],
  env: ['inputs', 'set'],
  result: ['output'],
  outputs: ['output'],
  register: ['output'],
  triggers: ['on', 'schedule'],
  trigger: ['on', 'when'],
  cron: ['schedule'],
  conditions: ['when'],
  limits: ['guardrails'],
  errors: ['on_failure'],
  on_error: ['catch', 'on_failure'],
  continue_on_error: ['on_error'],
  allow_failure: ['on_error'],
  rescue: ['catch'],
  ensure: ['finally'],
  always: ['finally'],
  workflow: ['playbook'],
  subflow: ['playbook'],
  retries: ['retry'],
  attempts: ['max_attempts'],
  timeout_minutes: ['timeout'],
  reviewers: ['approvers'],
  end: ['stop'],
  fail: ['stop'],
  exit: ['stop'],
};

const without: ReadonlySet<string> = new Set(['next', 'goto', 'needs', 'depends_on', 'dependson', 'transition']);

/** What to write for a key of another tool where these keys are allowed; null when there is nothing like it. */
export function keyFromElsewhere(key: string, allowed: readonly string[]): string | null {
  const plain = key.toLowerCase().replaceAll('-', '_');
  if (without.has(plain)) return order;
  const same = Object.hasOwn(elsewhere, plain) ? elsewhere[plain] : undefined;
  return same?.find((each) => allowed.includes(each)) ?? null;
}
