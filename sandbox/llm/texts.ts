/** All texts inside a prompt’s parts, whatever their nesting: plain strings, `{text}` and `{content}` blocks. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  const text = 'text' in value ? textsIn(value.text) : [];
  return [...text, ...('content' in value ? textsIn(value.content) : [])];
}
