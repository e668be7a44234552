export { type Compiled, type CompileOptions, compilePlaybook } from './compile-playbook.ts';
export { type CompiledFile, compilePlaybooks, type PlaybookFile, slugOf } from './compile-playbooks.ts';
export type { KnownPlaybook } from './known-playbooks.ts';
