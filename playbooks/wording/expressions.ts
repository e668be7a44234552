import type { ConditionTree, Template } from '../../contracts/plan/index.ts';

/** A tree of conditions as one clause. */
export function sayCondition(tree: ConditionTree): string {
  switch (tree.kind) {
    case 'expression':
      return tree.expression.source;
    case 'all':
      return tree.items.map(bracketed).join(' and ');
    case 'any':
      return tree.items.map(bracketed).join(' or ');
    case 'not':
      return `not (${sayCondition(tree.item)})`;
  }
}

function bracketed(tree: ConditionTree): string {
  return tree.kind === 'all' || tree.kind === 'any' ? `(${sayCondition(tree)})` : sayCondition(tree);
}

/** A template as its author wrote it. */
export function sayTemplate(template: Template): string {
  switch (template.kind) {
    case 'literal':
      return JSON.stringify(template.value);
    case 'expression':
      return template.expression.source;
    case 'text':
      return JSON.stringify(
        template.parts.map((part) => (typeof part === 'string' ? part : `{{ ${part.source} }}`)).join(''),
      );
    case 'list':
      return `[${template.items.map(sayTemplate).join(', ')}]`;
    case 'map':
      return `{ ${Object.entries(template.entries)
        .map(([key, entry]) => `${key}: ${sayTemplate(entry)}`)
        .join(', ')} }`;
  }
}
