import { guardrailKeys } from './guardrail-keys.ts';
import type { LanguageMap, MapName } from './key.ts';
import { inputKeys, playbookKeys } from './playbook-keys.ts';
import { approvalKeys, approversKeys, concurrencyKeys, escalationKeys, outcomeKeys } from './policy-keys.ts';
import {
  branchKeys,
  calendarKeys,
  caseKeys,
  catchKeys,
  forEachKeys,
  repeatKeys,
  retryKeys,
  stopKeys,
  waitKeys,
} from './step-part-keys.ts';
import { conditionKeys, eventTriggerKeys, scheduleKeys } from './trigger-keys.ts';

/** Every map of the language that is no step. The readers take the keys they allow from here; so do the JSON Schema and the pages. */
export const languageMaps = {
  playbook: { what: 'A playbook', describe: 'One file is one playbook.', keys: playbookKeys },
  input: { what: 'An input', describe: 'One declared input.', keys: inputKeys },
  condition: { what: 'A condition', describe: 'One item of `when`.', keys: conditionKeys },
  schedule: { what: '`schedule`', describe: 'When a playbook starts by itself.', keys: scheduleKeys },
  event_trigger: {
    what: 'An item of `on`',
    describe: 'One kind of event that starts a playbook.',
    keys: eventTriggerKeys,
  },
  guardrails: { what: '`guardrails`', describe: 'Limits of what a playbook may change.', keys: guardrailKeys },
  approval: { what: '`approval`', describe: 'Who is asked, how many must agree, and until when.', keys: approvalKeys },
  approvers: { what: '`approvers`', describe: 'Who may decide.', keys: approversKeys },
  escalation: { what: 'An item of `escalation`', describe: 'Who is asked next.', keys: escalationKeys },
  concurrency: { what: '`concurrency`', describe: 'How many executions may live at once.', keys: concurrencyKeys },
  outcome: { what: '`outcome`', describe: 'What the playbook promises.', keys: outcomeKeys },
  retry: { what: '`retry`', describe: 'How failed attempts are repeated.', keys: retryKeys },
  branch: { what: 'A branch', describe: 'One branch of `parallel`.', keys: branchKeys },
  case: { what: 'A case', describe: 'One case of `switch`.', keys: caseKeys },
  for_each: { what: '`for_each`', describe: 'A list and how it is worked through.', keys: forEachKeys },
  repeat: { what: '`repeat`', describe: 'A condition and a cap of rounds.', keys: repeatKeys },
  catch: { what: 'A clause of `catch`', describe: 'What is done about a failure.', keys: catchKeys },
  wait: { what: '`wait`', describe: 'How long, until when or for what.', keys: waitKeys },
  calendar: { what: '`calendar`', describe: 'Days and hours that count.', keys: calendarKeys },
  stop: { what: '`stop`', describe: 'How the execution ends.', keys: stopKeys },
} as const satisfies Record<MapName, LanguageMap>;

export {
  type Keys,
  type KeyValue,
  type LanguageKey,
  type LanguageMap,
  type MapName,
  namesOf,
  type StepMap,
} from './key.ts';
export { actionKeys, stepKeys, stepMaps } from './step-keys.ts';
