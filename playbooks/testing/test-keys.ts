import type { JsonValue } from '../../contracts/canonical-json.ts';
import type { LanguageKey, LanguageMap } from '../compiler/keys/key.ts';

/** A key whose value its reader checks. */
function key(describe: string, example: JsonValue): LanguageKey {
  return { describe, example, value: { kind: 'any' } };
}

const given = {
  inputs: key('Inputs of the playbook; defaults are filled in.', { campaign_id: 'c1' }),
  context: key('Features of the entity; the others are null.', { cpa: 12.5 }),
  entity: key('What the execution is about.', { type: 'campaign', id: 'c1', name: 'Spring' }),
  mode: key('live (usual), shadow or dry_run.', 'live'),
  starts_at: key('When the virtual clock starts; Monday 2026-01-05, 08:00 UTC, unless said.', '2026-03-01T09:00:00Z'),
  mocks: key('What actions give; the mocks of the case are asked before those of the file.', []),
};

const answers = {
  returns: key('The whole output, held to what the action declares.', { applied: true }),
  example: key('An output of which only these parts matter; the rest is filled in by the definition.', {}),
  fails: key(
    'A code of the closed list, or {code, message, details}. Retried as the step says.',
    'PLATFORM_UNAVAILABLE',
  ),
  never: key('It never answers: the step’s timeout ends each try.', true),
  before: key('For writes: the live state before, by field.', { daily_budget_minor: 10_000 }),
  after: key('For writes: values that do not stand in the parameters.', { status: 'paused' }),
  currency: key('For writes: the currency of the account; USD unless said.', 'EUR'),
  facts: key('For writes: facts that guardrails see, over those of a quiet account.', { in_learning: true }),
};

/** The keys of each map of a test file, with a sentence and an example for the page that documents them. */
export const testMaps = {
  file: {
    what: 'A test file',
    describe: 'One file tests one playbook.',
    keys: {
      playbook: key('The playbook’s file, from the folder of the test.', 'campaign-health.yaml'),
      people: key('People besides the usual ones.', []),
      ...given,
      cases: key('What is tried.', []),
      untestable: key('Ways that no execution can go, with the reason; they do not count as untested.', []),
    },
  },
  excuse: {
    what: 'An untestable way',
    describe: 'A branch or an ending of a gate that cannot be reached.',
    keys: {
      step: key('The step.', 'set_bid'),
      way: key('The way, as the coverage names it.', 'condition false'),
      because: key('Why it cannot be reached.', 'the schema of the action says so'),
    },
  },
  person: {
    what: 'A person',
    describe: 'Somebody whom the playbook may ask.',
    keys: {
      name: key('How decisions name them.', 'ann'),
      email: key('Their address; the name at example.com unless said.', 'ann@example.com'),
      roles: key('Their roles.', ['approver']),
      groups: key('Their approver groups.', ['budget-owners']),
    },
  },
  case: {
    what: 'A case',
    describe: 'One execution, from its start to its end.',
    keys: {
      name: key('What it shows.', 'a rejected raise changes nothing'),
      ...given,
      events: key('What arrives from outside.', []),
      decisions: key('What people say at gates.', []),
      expect: key('What must have happened.', { status: 'completed' }),
    },
  },
  mock: {
    what: 'A mock',
    describe: 'Stands in for an action, in one step or in all.',
    keys: {
      action: key('The action, `Agent.action`.', 'AdPlatformAgent.read_insights'),
      step: key('Only in this step; asked before mocks for the action.', 'read_state'),
      sequence: key('Answers one after the other, one for each try; the last stays.', []),
      takes: key('Virtual time until it answers.', '5m'),
      times: key('How many pieces of work it answers before the next mock that fits.', 1),
      ...answers,
    },
  },
  answer: { what: 'A mock', describe: 'One answer of a sequence.', keys: answers },
  failure: {
    what: '`fails`',
    describe: 'How an action fails.',
    keys: {
      code: key('A code of the closed list.', 'PLATFORM_REFUSED'),
      message: key('The sentence.', 'The platform said no.'),
      details: key('Facts about it, as `error.details` sees them.', {}),
    },
  },
  event: {
    what: 'An event',
    describe: 'Something that arrives from outside.',
    keys: {
      after: key('How long after the start.', '1d'),
      event: key('The name of the event.', 'lead.created'),
      data: key('What it carries.', { score: 90 }),
      cancel: key('The execution is cancelled instead.', true),
      compensate: key('With `cancel`: what was applied is taken back.', true),
    },
  },
  decision: {
    what: 'A decision',
    describe: 'What one person says at one gate.',
    keys: {
      step: key('The step that asks.', 'set_daily_budget'),
      after: key('How long after the question; a minute unless said.', '2h'),
      as: key(
        'Who: a role (`approver`, `approver_2`, `approver_3`), a group, an address or one of `people`.',
        'approver',
      ),
      decision: key('approve, reject or withdraw.', 'approve'),
      edits: key('New values of editable parameters; the plan is asked about again.', { daily_budget_minor: 11_000 }),
      reason: key('Why.', 'too_risky'),
      question: key('Which question at this step, from 1; after an edit the next one unless said.', 1),
      counts: key('false: it must be refused.', true),
    },
  },
  expect: {
    what: '`expect`',
    describe: 'What must have happened; what is left out is not looked at.',
    keys: {
      status: key('How it ended: completed, failed, cancelled, rejected or expired.', 'completed'),
      result: key('What `stop` gave, wholly.', null),
      outputs: key('Outputs; of maps only the keys that stand here.', { change: { applied: true } }),
      error: key('The code of the error it ended with.', 'GUARDRAIL_VIOLATED'),
      path: key('The steps that did something, in order; those that only hold others are left out.', ['read', 'raise']),
      includes: key('Steps that ran.', ['raise']),
      excludes: key('Steps that did not run.', ['raise']),
      calls: key('Work of actions that was done.', []),
      money: key('Daily money that was moved, in major units: {moved}.', { moved: 20 }),
      lasts: key('From start to end, in virtual time.', '7d'),
      waits: key('Steps that waited: an id, or {step, for}.', []),
      notifications: key('What people were told.', []),
    },
  },
  call: {
    what: 'An expected call',
    describe: 'Work of an action; a write counts when it is applied.',
    keys: {
      action: key('The action.', 'AdPlatformAgent.set_daily_budget'),
      step: key('The step.', 'raise'),
      params: key('Parameters; only the keys that stand here.', { daily_budget_minor: 12_000 }),
      times: key('How many pieces of work; tries of the same work count once. 0 says never.', 1),
    },
  },
  money: {
    what: '`money`',
    describe: 'Money.',
    keys: { moved: key('Daily money that was moved, in major units.', 20) },
  },
  wait: {
    what: 'An expected wait',
    describe: 'A step that waited.',
    keys: { step: key('The step.', 'nap'), for: key('How long.', '7d') },
  },
  notification: {
    what: 'An expected notification',
    describe: 'A question to people, or an action that tells them.',
    keys: {
      step: key('The step.', 'raise'),
      title: key('A part of the question’s title.', 'Spring'),
      to: key('People who were asked.', ['approver']),
      params: key('For an action that tells people: its parameters.', {}),
    },
  },
} as const satisfies Readonly<Record<string, LanguageMap>>;
