import type { Call } from '../../door/call.ts';
import type { Scene } from '../../door/personality.ts';
import { type Reply, refusal } from '../../door/reply.ts';
import { type AdsError, adsFailure, failureDetail, newRequestId } from '../failure.ts';
import { type Collection, idsOf } from '../resource-name.ts';
import { aboutMutate } from './about.ts';
import { createDraft, type Draft } from './draft.ts';
import { readMask } from './mask.ts';
import { type Message, readMessage } from './message.ts';
import { type OperationError, opError, opErrorOf } from './op-error.ts';
import { type MutateRequest, type Operation, readMutate } from './operations.ts';
import { idsIn, type Writer } from './writer.ts';

function notAllowed(operation: Operation): Error {
  return opError('operatorError', 'OPERATOR_NOT_SUPPORTED', `${operation.kind} is not supported for this resource.`);
}

/** Keeps what a negative id of a new resource stands for. */
function rememberTemporary(draft: Draft, writer: Writer, message: Message, made: string): void {
  if (message.resourceName === undefined) return;
  const [temporary = ''] = idsIn(draft, writer.collection, message.resourceName, 'resource_name');
  const id = idsOf(draft.books.account, writer.collection, made)?.[0];
  if (temporary.startsWith('-') && id !== undefined) draft.remember(writer.collection, temporary, id);
}

function carryOut(operation: Operation, draft: Draft): string {
  const { writer, kind, payload, path } = operation;
  if (kind === 'remove') {
    if (writer.remove === undefined) throw notAllowed(operation);
    return writer.remove(idsIn(draft, writer.collection, payload, 'remove'), draft);
  }
  const message = readMessage(payload, writer.fields, `${path}.${kind}`);
  if (kind === 'create') {
    if (writer.create === undefined) throw notAllowed(operation);
    const made = writer.create(message, draft);
    rememberTemporary(draft, writer, message, made);
    return made;
  }
  if (writer.update === undefined) throw notAllowed(operation);
  const paths = readMask(operation.mask, writer.fields);
  return writer.update(idsIn(draft, writer.collection, message.resourceName, 'resource_name'), paths, message, draft);
}

/** The error of an operation with its place in the request. */
function placed(operation: Operation, { field, ...error }: OperationError): AdsError {
  const below = field === undefined ? [] : field.split('.').map((fieldName) => ({ fieldName }));
  return { ...error, path: [...operation.elements, { fieldName: operation.kind }, ...below] };
}

const failing: OperationError = {
  family: 'contextError',
  value: 'OPERATION_NOT_PERMITTED_FOR_CONTEXT',
  message: 'The operation is not allowed for the given context.',
};

function resultName(operation: Operation): string {
  const singular = operation.writer.resource.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return `${singular}Result`;
}

function perform(request: MutateRequest, draft: Draft, failsAt: (index: number) => boolean) {
  return request.operations.map((operation, index) => {
    try {
      return {
        resourceName: draft.attempt(() => {
          const made = carryOut(operation, draft);
          if (failsAt(index)) throw opError(failing.family, failing.value, failing.message);
          return made;
        }),
      };
    } catch (error) {
      const found = opErrorOf(error);
      if (found === null) throw error;
      return { error: placed(operation, found) };
    }
  });
}

/**
 * Carries out `{collection}:mutate` or `googleAds:mutate`: all operations or none, unless partial failure was asked for; in
 * the order in which they stand, each seeing what those before it did. With `validateOnly` nothing is changed and the results
 * are empty.
 */
export function mutate(call: Call, scene: Scene, writer: Writer | null): Reply {
  const request = readMutate(call.body, writer);
  const draft = createDraft(scene.openNow());
  const collection: Collection | 'googleAds' = writer?.collection ?? 'googleAds';
  const about = aboutMutate(call.body, collection, scene.account.external_id, scene.world);
  const failsAt = (index: number) => scene.itemFails(about[index] ?? { entity_ids: [], fields: [] });
  const outcomes = perform(request, draft, failsAt);
  const errors = outcomes.flatMap((outcome) => (outcome.error === undefined ? [] : [outcome.error]));
  if (errors.length > 0 && !request.partialFailure) throw refusal(adsFailure(errors));
  if (!request.validateOnly) draft.commit(call.request_id);
  const failure =
    errors.length === 0
      ? {}
      : {
          partialFailureError: {
            code: 3,
            message: errors.map((error) => error.message).join(' '),
            details: [failureDetail(errors, newRequestId())],
          },
        };
  const results = outcomes.map((outcome, index) => {
    const operation = request.operations[index];
    if (outcome.resourceName === undefined || operation === undefined) return {};
    const { resourceName } = outcome;
    return request.mixed ? { [resultName(operation)]: { resourceName } } : { resourceName };
  });
  const applied = !request.validateOnly && errors.length < outcomes.length;
  if (request.validateOnly) return { status: 200, body: failure, applied };
  return {
    status: 200,
    body: { [request.mixed ? 'mutateOperationResponses' : 'results']: results, ...failure },
    applied,
  };
}
