const GENERIC = 'Generic sandbox text: no script entry matches this prompt.';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The plainest value that fits a JSON schema: generic texts, smallest numbers, empty or shortest lists. */
export function plainestValue(schema: unknown): unknown {
  if (!isRecord(schema)) return null;
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) return plainestValue(choices[0]);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(isRecord(schema.properties) ? schema.properties : {}).map(([name, each]) => [
          name,
          plainestValue(each),
        ]),
      );
    case 'array':
      return Array.from({ length: Number(schema.minItems ?? 0) }, () => plainestValue(schema.items));
    case 'number':
    case 'integer':
      return Number(schema.minimum ?? Number(schema.exclusiveMinimum ?? -1) + 1);
    case 'boolean':
      return false;
    case 'string':
      return GENERIC;
    default:
      return null;
  }
}

/** What the sandbox says when no script entry fits: text that nobody takes for advice, in the asked shape. */
export function genericAnswer(schema: unknown): string {
  return schema === undefined || schema === null ? GENERIC : JSON.stringify(plainestValue(schema));
}
