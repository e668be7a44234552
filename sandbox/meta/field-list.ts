import { invalidParameter } from './reply.ts';

/** One asked field with the fields asked below it, as in `creative{id,name}`. */
export type AskedField = { readonly name: string; readonly below: readonly AskedField[] };

/** Splits at commas that stand in no braces or brackets. */
function splitOutside(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let current = '';
  for (const letter of text) {
    if (letter === '{' || letter === '(') depth += 1;
    if (letter === '}' || letter === ')') depth -= 1;
    if (letter === ',' && depth === 0) {
      parts.push(current);
      current = '';
    } else current += letter;
  }
  if (depth !== 0) throw invalidParameter('Syntax error in fields: unbalanced braces.');
  return [...parts, current].map((part) => part.trim()).filter((part) => part !== '');
}

/** Reads the `fields` parameter of the Graph API, field expansion included. Edge modifiers such as `.limit(5)` are read over. */
export function parseFieldList(text: string): readonly AskedField[] {
  return splitOutside(text).map((asked) => {
    const part = asked.replace(/\.\w+\([^()]*\)/g, '');
    const brace = part.indexOf('{');
    if (brace === -1) return { name: part, below: [] };
    if (!part.endsWith('}')) throw invalidParameter(`Syntax error in fields near “${part}”.`);
    return {
      name: part.slice(0, brace),
      below: parseFieldList(part.slice(brace + 1, -1)),
    };
  });
}
