export { evaluateExpression } from './evaluate.ts';
export { resolveTemplate } from './template.ts';
