import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { appliedChangeSchema, plannedChangeSchema } from '../../contracts/change-set.ts';
import { recommendationSchema } from '../../contracts/recommendation.ts';
import { mapType, maybe, plain, textType } from '../expressions/checking.ts';
import { typeOfSchema } from './schema-types.ts';

const output = (schema: z.ZodType) => typeOfSchema(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }));
const input = (schema: z.ZodType) => typeOfSchema(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));

describe('the type of a schema', () => {
  it.each([
    ['text', z.string(), textType()],
    ['format', z.iso.datetime(), textType()],
    ['enum', z.enum(['a', 'b']), textType(['a', 'b'])],
    ['literal', z.literal('a'), textType(['a'])],
    ['number', z.number(), plain('number')],
    ['integer', z.int(), plain('integer')],
    ['boolean', z.boolean(), plain('boolean')],
    ['null', z.null(), plain('null')],
    ['nullable', z.number().nullable(), maybe(plain('number'))],
    ['list', z.array(z.int()), { kind: 'list', item: plain('integer'), nullable: false }],
    ['map by name', z.record(z.string(), z.number()), mapType({}, maybe(plain('number')))],
    ['any', z.unknown(), plain('any')],
    ['two kinds', z.union([z.string(), z.number()]), plain('any')],
    ['two numbers', z.union([z.int(), z.number()]), plain('number')],
    ['two texts', z.union([z.literal('a'), z.literal('b')]), textType(['a', 'b'])],
    ['number or nothing', z.union([z.literal(3), z.null()]), maybe(plain('integer'))],
  ])('%s', (_, schema, type) => {
    expect(output(schema)).toEqual(type);
  });

  it('an optional field may be absent, a default is there on the way out and may be left out on the way in', () => {
    const schema = z.object({ a: z.string(), b: z.string().optional(), c: z.int().default(3) });
    expect(output(schema)).toEqual(mapType({ a: textType(), b: maybe(textType()), c: plain('integer') }));
    expect(input(schema)).toEqual(mapType({ a: textType(), b: maybe(textType()), c: maybe(plain('integer')) }));
  });

  it('of one of several objects: a field of all is there, a field of some may be absent', () => {
    const schema = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('bid'), amount: z.int(), note: z.string() }),
      z.object({ kind: z.literal('pause'), note: z.string() }),
    ]);
    expect(output(schema)).toEqual(
      mapType({ kind: textType(['bid', 'pause']), amount: maybe(plain('integer')), note: textType() }),
    );
  });

  it('a schema that refers to itself ends in any', () => {
    type Tree = { readonly name: string; readonly children: readonly Tree[] };
    const tree: z.ZodType<Tree> = z.lazy(() => z.object({ name: z.string(), children: z.array(tree) }));
    const type = output(tree);
    expect(type.kind === 'map' && type.fields.name).toEqual(textType());
  });

  it('reads the contracts that real actions return', () => {
    for (const schema of [appliedChangeSchema, plannedChangeSchema, recommendationSchema]) {
      expect(output(schema).kind).toBe('map');
    }
    const change = output(appliedChangeSchema);
    expect(change.kind === 'map' && change.fields.change_set).toMatchObject({ kind: 'map', nullable: true });
  });
});
