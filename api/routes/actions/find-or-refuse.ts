import { type ActionDefinition, actionId } from '../../../contracts/action.ts';
import { CodedError } from '../../../contracts/errors/index.ts';

/** The action with this id. Throws NOT_FOUND. */
export function actionOrRefuse(actions: readonly ActionDefinition[], id: string): ActionDefinition {
  const found = actions.find((definition) => actionId(definition) === id);
  if (found === undefined) throw new CodedError('NOT_FOUND', `There is no action ${id}.`);
  return found;
}
