import type { IntentState } from '../../../contracts/change-set.ts';
import { type ChangeStanding, changeStates, stateOfChange } from '../../../contracts/change-state.ts';
import type { Tone } from '../executions/describe-execution.ts';
import type { ChangeRecord } from './change-record.ts';
import { entityName, fieldName } from './describe-change.ts';

const tones: Readonly<Record<ChangeStanding['meaning'], Tone>> = {
  under_way: 'busy',
  done: 'good',
  not_done: 'neutral',
  needs_person: 'bad',
  taken_back: 'neutral',
};

/** The look of a standing; its word always stands beside it. */
export function toneOf({ meaning }: Pick<ChangeStanding, 'meaning'>): Tone {
  return tones[meaning];
}

/** Every state that a list can be narrowed to, in their order, with the word that stands for it everywhere. */
export const stateChoices: readonly { readonly id: string; readonly name: string }[] = changeStates().map(
  ({ state, word }) => ({ id: state, name: word }),
);

function isState(state: string): state is IntentState {
  return stateChoices.some(({ id }) => id === state);
}

/** How a change with this state stands; null for a state that this page does not know. */
export function standingOf(
  state: string,
  more: { readonly resolution?: string | null; readonly undone_by_execution_id?: string | null } = {},
): ChangeStanding | null {
  if (!isState(state)) return null;
  const { undone_by_execution_id = null } = more;
  const resolution =
    more.resolution === 'confirmed_applied' || more.resolution === 'confirmed_not_applied' ? more.resolution : null;
  return stateOfChange({ state, resolution, undone_by_execution_id });
}

/** What a change is about: `Daily budget of campaign Spring Sale`. */
export function changeSubject({ change, campaign_name }: Pick<ChangeRecord, 'change' | 'campaign_name'>): string {
  const field = fieldName(change.field);
  const name = change.entity_name === '' ? change.entity_id : change.entity_name;
  const within =
    campaign_name === null || change.entity_type === 'campaign' || campaign_name === name ? '' : ` (${campaign_name})`;
  return `${field.charAt(0).toUpperCase()}${field.slice(1)} of ${entityName(change.entity_type)} ${name}${within}`;
}

/** Who wanted a change and who agreed, in a sentence. */
export function whoseChange(record: Pick<ChangeRecord, 'requested_by_email' | 'approved_by'>): string {
  const { requested_by_email, approved_by } = record;
  const asked = requested_by_email === '' ? 'Asked for by nobody known' : `Asked for by ${requested_by_email}`;
  return approved_by.length === 0
    ? `${asked}, allowed by the rules of the playbook`
    : `${asked}, approved by ${approved_by.join(' and ')}`;
}
