export { createActionCatalog } from './action-catalog.ts';
export { type Compiled, type CompileOptions, compilePlaybook } from './compile-playbook.ts';
export { type CompiledFile, compilePlaybooks, knownOf, type PlaybookFile, slugOf } from './compile-playbooks.ts';
export { eventFactsOf } from './event-circles/event-facts.ts';
export type { KnownPlaybook } from './known-playbooks.ts';
export { closest } from './nearest.ts';
