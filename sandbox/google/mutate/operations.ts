import { refuse, refuseJson } from '../failure.ts';
import { camelOf, snakeOf } from './message.ts';
import type { Writer } from './writer.ts';
import { writers } from './writers.ts';

/** One operation of a request, not read any further yet. */
export type Operation = {
  readonly writer: Writer;
  readonly kind: 'create' | 'update' | 'remove';
  readonly payload: unknown;
  readonly mask: unknown;
  /** Where it stands in the JSON: `operations[0]`, and in errors by elements. */
  readonly path: string;
  readonly elements: readonly { readonly fieldName: string; readonly index?: number }[];
};

/** What one request to mutate asks for. */
export type MutateRequest = {
  readonly operations: readonly Operation[];
  readonly partialFailure: boolean;
  readonly validateOnly: boolean;
  /** The results name the kind of each resource, when a request may have several. */
  readonly mixed: boolean;
};

const MOST_OPERATIONS = 10_000;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unknownName(name: string, path: string): Error {
  return refuseJson(path, `Invalid JSON payload received. Unknown name "${name}" at '${path}': Cannot find field.`);
}

function operationOf(value: unknown, writer: Writer, place: Pick<Operation, 'path' | 'elements'>): Operation {
  if (!isRecord(value)) throw refuseJson(place.path, `Invalid value at '${place.path}' (TYPE_MESSAGE)`);
  const kinds = (['create', 'update', 'remove'] as const).filter((kind) => value[kind] !== undefined);
  for (const name of Object.keys(value)) {
    if (!['create', 'update', 'remove', 'updateMask', 'update_mask'].includes(name))
      throw unknownName(name, place.path);
  }
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    throw refuse('operationError', 'OPERATION_NOT_PRESENT', 'Exactly one of create, update and remove is needed.', {
      path: place.elements,
    });
  }
  return { writer, kind, payload: value[kind], mask: value.updateMask ?? value.update_mask, ...place };
}

/** The writer and the operation inside `{campaignOperation: {…}}`. */
function unwrapped(value: unknown, index: number): Operation {
  const path = `mutate_operations[${index}]`;
  const [name = '', ...others] = isRecord(value) ? Object.keys(value) : [];
  const writer = writers.find((each) => `${camelOf(each.resource)}Operation` === camelOf(name));
  if (writer === undefined || others.length > 0 || !isRecord(value)) throw unknownName(name, path);
  const snake = snakeOf(camelOf(name));
  const elements = [{ fieldName: 'mutate_operations', index }, { fieldName: snake }];
  return operationOf(value[name], writer, { path: `${path}.${snake}`, elements });
}

const switches = ['partialFailure', 'validateOnly', 'responseContentType'];

/** Reads the body of `{collection}:mutate`, or of `googleAds:mutate` when there is no writer. */
export function readMutate(body: unknown, writer: Writer | null): MutateRequest {
  if (!isRecord(body)) throw refuseJson('', 'Invalid JSON payload received. An object is expected.');
  const list = writer === null ? 'mutateOperations' : 'operations';
  const values = new Map(Object.entries(body).map(([name, value]) => [camelOf(name), value]));
  for (const name of values.keys()) if (name !== list && !switches.includes(name)) throw unknownName(name, '');
  for (const name of ['partialFailure', 'validateOnly']) {
    const value = values.get(name);
    if (value !== undefined && typeof value !== 'boolean') {
      throw refuseJson(snakeOf(name), `Invalid value at '${snakeOf(name)}' (TYPE_BOOL), ${JSON.stringify(value)}`);
    }
  }
  const given = values.get(list);
  if (!Array.isArray(given) || given.length === 0) {
    throw refuse('requestError', 'REQUIRED_FIELD_MISSING', 'The required field is missing.', {
      path: [{ fieldName: snakeOf(list) }],
    });
  }
  if (given.length > MOST_OPERATIONS) {
    throw refuse('requestError', 'TOO_MANY_MUTATE_OPERATIONS', 'The request contains too many operations.');
  }
  const operations = given.map((value, index) => {
    if (writer === null) return unwrapped(value, index);
    const place = { path: `operations[${index}]`, elements: [{ fieldName: 'operations', index }] };
    return operationOf(value, writer, place);
  });
  return {
    operations,
    mixed: writer === null,
    partialFailure: values.get('partialFailure') === true,
    validateOnly: values.get('validateOnly') === true,
  };
}
