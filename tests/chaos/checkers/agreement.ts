import type { ChaosFacts, Checker, GrantedSet, Violation } from './facts.ts';
import { describeChange, isSameChange } from './same-change.ts';

const disagreement = (text: string): Violation => ({ law: 'I4', what: 'disagreement', text });

/**
 * I4: our rows, what Temporal holds, what the caller was told and the ledger say the same. A change is verified if and only
 * if it has one receipt and stands in the ledger; nothing is left half way; a set stands as its changes do; an execution
 * ended here as it ended there.
 */
export const checkAgreement: Checker = (facts) => [
  ...facts.intents.flatMap((intent) => checkIntent(facts, intent)),
  ...facts.sets.flatMap((set) => checkSet(facts, set)),
  ...facts.endings
    .filter(({ temporal, projected }) => temporal !== projected)
    .map(({ execution_id, temporal, projected }) =>
      disagreement(`execution ${execution_id}: ${temporal} at Temporal and ${projected} in our rows`),
    ),
];

function checkIntent(facts: ChaosFacts, intent: ChaosFacts['intents'][number]): readonly Violation[] {
  const { state, change, intent_id } = intent;
  const what = describeChange(change);
  const receipts = facts.receipts.filter((each) => each.intent_id === intent_id).length;
  const lines = facts.ledger.filter((line) => isSameChange(line, change)).length;
  const found: Violation[] = [];
  if (state === 'intended' || state === 'armed' || state === 'applied')
    found.push(disagreement(`${what} is left ${state}`));
  if (receipts !== (state === 'verified' ? 1 : 0))
    found.push(disagreement(`${what} is ${state} and has ${receipts} receipts`));
  if (state === 'verified' && lines === 0)
    found.push(disagreement(`${what} is verified and the ledger knows nothing of it`));
  if (state === 'not_applied' && lines > 0 && !isDoneElsewhere(facts, intent))
    found.push(disagreement(`${what} is not_applied and stands in the ledger`));
  return found;
}

/** The same change was made by another set: one that was given up and planned anew. */
function isDoneElsewhere({ intents }: ChaosFacts, { intent_id, change }: ChaosFacts['intents'][number]): boolean {
  return intents.some(
    (other) =>
      other.intent_id !== intent_id &&
      other.state !== 'not_applied' &&
      describeChange(other.change) === describeChange(change),
  );
}

function checkSet({ intents, told }: ChaosFacts, set: GrantedSet): readonly Violation[] {
  const states = intents.filter((each) => each.change_set_id === set.change_set_id).map((each) => each.state);
  const expected = standing(states);
  const found: Violation[] = [];
  if (set.state !== expected)
    found.push(disagreement(`set ${set.change_set_id} is ${set.state}, and its changes are ${states.join(', ')}`));
  const said = told.get(set.execution_id)?.said;
  if (said !== undefined && (said === 'applied') !== (expected === 'applied'))
    found.push(disagreement(`set ${set.change_set_id} is ${expected}, and its caller heard ${said}`));
  return found;
}

function standing(states: readonly string[]): string {
  if (states.includes('needs_human')) return 'needs_human';
  if (states.every((state) => state === 'verified')) return 'applied';
  return states.includes('verified') ? 'partly_applied' : 'not_applied';
}
