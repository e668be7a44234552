import { z } from 'zod';
import { describeError } from '../../contracts/errors/index.ts';
import { problemSchema } from '../problem/problem.ts';
import type { Operation, ResponseDescription } from './operation.ts';

type Json = { [key: string]: unknown };

/** Errors that any operation can answer with, added to its own list. */
const everywhere = ['REQUEST_INVALID', 'RATE_LIMITED', 'INTERNAL', 'UNAVAILABLE'] as const;

/**
 * Writes the OpenAPI 3.1 document of a list of operations. The schemas are those that validate the requests
 * (JSON Schema 2020-12, which 3.1 uses as it is), so the document cannot drift from the code.
 */
export function describeApi(operations: readonly Operation[], facts: { version: string; server: string }): Json {
  const components = createComponents();
  const problem = components.add(problemSchema, 'Problem', 'output');
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [operation.method]: describeOperation(operation, components, problem) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Marketing Agent API',
      version: facts.version,
      description:
        'MBI, Marketing Brand Intelligence: reviewable, durable marketing decisions. Errors are problem documents (RFC 9457) with a closed list of codes.',
    },
    servers: [{ url: facts.server === '' ? '/' : facts.server }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        api_key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
      schemas: components.schemas,
    },
  };
}

type Components = {
  readonly schemas: Json;
  add(schema: z.ZodType, name: string, io: 'input' | 'output'): Json;
};

/** Collects named sub-schemas (recursive ones and those with `.meta({id})`) under components. */
function createComponents(): Components {
  const schemas: Json = {};
  return {
    schemas,
    add(schema, name, io) {
      const { $schema, $defs, ...own } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
      const rename = (key: string) => (key.startsWith('__') ? `${name}${key}` : key);
      const moved = (value: unknown) => moveReferences(value, name, rename);
      for (const [key, definition] of Object.entries($defs ?? {})) schemas[rename(key)] = moved(definition);
      if (name !== 'Problem' && !JSON.stringify(own).includes('"$ref":"#"')) return toObject(moved(own));
      schemas[name] = moved(own);
      return { $ref: `#/components/schemas/${name}` };
    },
  };
}

function toObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function moveReferences(value: unknown, root: string, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => moveReferences(item, root, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (key !== '$ref' || typeof member !== 'string') return [key, moveReferences(member, root, rename)];
      if (member === '#') return [key, `#/components/schemas/${root}`];
      return [key, `#/components/schemas/${rename(member.replace('#/$defs/', ''))}`];
    }),
  );
}

function describeOperation(operation: Operation, components: Components, problem: Json): Json {
  const security =
    operation.access.kind === 'public' ? [] : [{ bearer: [] }, { api_key: [] }, ...(operation.ticket ? [{}] : [])];
  const permission = operation.access.kind === 'permission' ? `Permission: \`${operation.access.permission}\`.` : '';
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    description: permission,
    security,
    parameters: [...parametersOf(operation.params, 'path', true), ...queryOf(operation), ...headersOf(operation)],
    ...bodyOf(operation, components),
    responses: { ...responsesOf(operation, components), ...problemsOf(operation, problem) },
  };
}

function parametersOf(schema: z.ZodObject, place: 'path' | 'query', always: boolean): Json[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: place,
    required: always || required.includes(name),
    schema: each,
  }));
}

function queryOf(operation: Operation): Json[] {
  const ticket = { name: 'ticket', in: 'query', required: false, schema: { type: 'string' } };
  return [...parametersOf(operation.query, 'query', false), ...(operation.ticket ? [ticket] : [])];
}

function headersOf(operation: Operation): Json[] {
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string', maxLength: 200 },
  });
  return [
    ...(operation.idempotent ? [header('Idempotency-Key', 'The same key and body give the same answer once.')] : []),
    ...(operation.ticket ? [header('Last-Event-ID', 'Resume after this event.')] : []),
  ];
}

function bodyOf(operation: Operation, components: Components): Json {
  if (operation.method !== 'post') return {};
  if (operation.body_kind === 'csv') {
    return { requestBody: { required: true, content: { 'text/csv': { schema: { type: 'string' } } } } };
  }
  if (operation.body_kind === 'raw') {
    const schema = { type: 'object', description: 'Any JSON; its bytes are what is signed.' };
    return { requestBody: { required: true, content: { 'application/json': { schema } } } };
  }
  const optional = operation.body.safeParse({}).success;
  const schema = components.add(operation.body, `${operation.id}_body`, 'input');
  return { requestBody: { required: !optional, content: { 'application/json': { schema } } } };
}

function responsesOf(operation: Operation, components: Components): Json {
  const describe = (status: string, response: ResponseDescription) => ({
    description: response.description,
    ...(response.headers === undefined
      ? {}
      : {
          headers: Object.fromEntries(
            Object.entries(response.headers).map(([name, description]) => [
              name,
              { description, schema: { type: 'string' } },
            ]),
          ),
        }),
    ...(response.schema === null
      ? {}
      : {
          content: {
            [response.media_type ?? 'application/json']: {
              schema: components.add(response.schema, `${operation.id}_${status}`, 'output'),
            },
          },
        }),
  });
  return Object.fromEntries(
    Object.entries(operation.responses).map(([status, response]) => [status, describe(status, response)]),
  );
}

function problemsOf(operation: Operation, problem: Json): Json {
  const byStatus = new Map<number, string[]>();
  const reading = operation.access.kind === 'public' ? [] : (['UNAUTHENTICATED', 'FORBIDDEN'] as const);
  const writing = operation.method === 'post' ? (['BODY_TOO_LARGE', 'MEDIA_TYPE_UNSUPPORTED'] as const) : [];
  const keys = operation.idempotent ? (['IDEMPOTENCY_KEY_REUSED', 'IDEMPOTENCY_IN_FLIGHT'] as const) : [];
  for (const code of new Set([...operation.errors, ...everywhere, ...reading, ...writing, ...keys])) {
    const { status } = describeError(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      { description: codes.join(', '), content: { 'application/problem+json': { schema: problem } } },
    ]),
  );
}
