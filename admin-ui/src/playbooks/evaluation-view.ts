import { z } from 'zod';

/** One expression of a trigger with what it gave, and its parts with theirs. */
export type ExpressionView = {
  readonly source: string;
  readonly line: number;
  readonly value?: unknown;
  readonly error: string | null;
  readonly children: readonly ExpressionView[];
};

const expressionSchema: z.ZodType<ExpressionView> = z.lazy(() =>
  z.object({
    source: z.string(),
    line: z.number(),
    value: z.unknown(),
    error: z.string().nullable(),
    children: z.array(expressionSchema),
  }),
);

const text = z.string().nullish().default(null);

/** One look at a trigger: whether it fired, why, and the value of everything in it. */
export const evaluationViewSchema = z.object({
  evaluation_id: z.string(),
  version: z.number().nullish().default(null),
  entity_id: text,
  source: z.string(),
  result: z.enum(['fired', 'not_fired', 'held', 'skipped', 'failed']),
  because: z.string().default(''),
  values: z.array(expressionSchema).default([]),
  execution_id: text,
  due_at: z.string(),
});
/** One look at a trigger. */
export type EvaluationView = z.infer<typeof evaluationViewSchema>;

/** What came of a look, as a word and a tone. */
export function resultWords(result: EvaluationView['result']): {
  readonly word: string;
  readonly tone: 'good' | 'neutral' | 'waiting' | 'bad';
} {
  switch (result) {
    case 'fired':
      return { word: 'Started', tone: 'good' };
    case 'not_fired':
      return { word: 'Did not start', tone: 'neutral' };
    case 'held':
      return { word: 'Held by a pause', tone: 'waiting' };
    case 'skipped':
      return { word: 'Skipped: another one ran', tone: 'waiting' };
    case 'failed':
      return { word: 'Could not be evaluated', tone: 'bad' };
  }
}

/** An expression and all its parts as lines, the parts one level further in. */
export function expressionLines(
  values: readonly ExpressionView[],
  depth = 0,
): { readonly key: string; readonly depth: number; readonly expression: ExpressionView }[] {
  return values.flatMap((expression, at) => [
    { key: `${depth}.${at}.${expression.line}.${expression.source}`, depth, expression },
    ...expressionLines(expression.children, depth + 1).map((line) => ({ ...line, key: `${at}/${line.key}` })),
  ]);
}

/** What an expression gave: `4.2`, `false`, “no value: …”. */
export function valueWords({ value, error }: Pick<ExpressionView, 'value' | 'error'>): string {
  if (error !== null) return `no value: ${error}`;
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
}
