const order = 'Steps run in the order they stand; use `switch` for branches and `repeat` for loops.';

const deployed = 'Leave it out: a version is made whenever the playbook is deployed.';

/** Keys that authors know from other workflow tools, with those of this language that do the same, or with how it is done here. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  if: ['condition', 'when'],
  when: ['condition'],
  case: ['when'],
  filter: ['match', 'condition'],
  except: ['catch'],
  with: ['params', 'inputs'],
  params: ['inputs'],
  inputs: ['params'],
  input: ['inputs', 'params'],
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
  tz: ['timezone'],
  time_zone: ['timezone'],
  group: ['key'],
  cancel_in_progress: ['on_conflict'],
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
  expires: ['timeout'],
  deadline: ['timeout'],
  reviewers: ['approvers'],
  end: ['stop'],
  fail: ['stop'],
  exit: ['stop'],
};

/** Words that authors know from elsewhere, with those that say the same here. */
const words: Readonly<Record<string, readonly string[]>> = {
  success: ['completed'],
  succeeded: ['completed'],
  done: ['completed'],
  ok: ['completed'],
  error: ['failed', 'fail'],
  failure: ['failed'],
  abort: ['cancelled', 'cancel', 'fail'],
  ignore: ['continue'],
  skip: ['continue'],
  proceed: ['continue'],
  rollback: ['compensate'],
  undo: ['compensate'],
  wait: ['queue'],
  replace: ['cancel_running'],
  cancel_in_progress: ['cancel_running'],
  true: ['cancel_running'],
  down: ['decrease'],
  lower: ['decrease'],
  minimize: ['decrease'],
  up: ['increase'],
  higher: ['increase'],
  maximize: ['increase'],
  manual: ['propose'],
  float: ['number'],
  double: ['number'],
  decimal: ['number'],
  int: ['integer'],
  str: ['string'],
  text: ['string'],
  bool: ['boolean'],
  date: ['timestamp'],
  datetime: ['timestamp'],
  array: ['list'],
  object: ['map'],
  dict: ['map'],
  facebook: ['meta_ads'],
  instagram: ['meta_ads'],
  adwords: ['google_ads'],
};

const without: ReadonlySet<string> = new Set(['next', 'goto', 'needs', 'depends_on', 'dependson', 'transition']);

/** What to write for a key of another tool where these keys are allowed; null when there is nothing like it. */
export function keyFromElsewhere(key: string, allowed: readonly string[]): string | null {
  const plain = key.toLowerCase().replaceAll('-', '_');
  if (without.has(plain)) return order;
  if (plain === 'version' && allowed.includes('labels')) return deployed;
  const same = Object.hasOwn(elsewhere, plain) ? elsewhere[plain] : undefined;
  return same?.find((each) => allowed.includes(each)) ?? null;
}

/** The word of these choices that says what a word of another tool says; null when there is none. */
export function wordFromElsewhere(word: string, choices: readonly string[]): string | null {
  const plain = word.toLowerCase().replaceAll('-', '_');
  const same = Object.hasOwn(words, plain) ? words[plain] : undefined;
  return same?.find((each) => choices.includes(each)) ?? null;
}
