import { z } from 'zod';
import type { JsonValue } from '../canonical-json.ts';
import { jsonValueSchema } from '../json.ts';

/** A CEL expression as the author wrote it, with its place in the file for messages. */
export const expressionSchema = z.object({
  source: z.string(),
  line: z.int().positive(),
});
/** A CEL expression. */
export type Expression = z.infer<typeof expressionSchema>;

/**
 * A value that may contain `{{ }}`, resolved by the compiler into a tree, so that nothing is parsed as a template at run time.
 * `text` joins its parts into one string; an `expression` keeps the type of its result.
 */
export type Template =
  | { readonly kind: 'literal'; readonly value: JsonValue }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'text'; readonly parts: readonly (string | Expression)[] }
  | { readonly kind: 'list'; readonly items: readonly Template[] }
  | { readonly kind: 'map'; readonly entries: Readonly<Record<string, Template>> };

/** Schema of Template. */
export const templateSchema: z.ZodType<Template> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('literal'), value: jsonValueSchema }),
    z.object({ kind: z.literal('expression'), expression: expressionSchema }),
    z.object({ kind: z.literal('text'), parts: z.array(z.union([z.string(), expressionSchema])) }),
    z.object({ kind: z.literal('list'), items: z.array(templateSchema) }),
    z.object({ kind: z.literal('map'), entries: z.record(z.string(), templateSchema) }),
  ]),
);

/** A tree of conditions from `when`: AND, OR, NOT over expressions. */
export type ConditionTree =
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'all'; readonly items: readonly ConditionTree[] }
  | { readonly kind: 'any'; readonly items: readonly ConditionTree[] }
  | { readonly kind: 'not'; readonly item: ConditionTree };

/** Schema of ConditionTree. */
export const conditionTreeSchema: z.ZodType<ConditionTree> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('expression'), expression: expressionSchema }),
    z.object({ kind: z.literal('all'), items: z.array(conditionTreeSchema) }),
    z.object({ kind: z.literal('any'), items: z.array(conditionTreeSchema) }),
    z.object({ kind: z.literal('not'), item: conditionTreeSchema }),
  ]),
);
