export { type Compiled, type CompileOptions, compilePlaybook } from './compile-playbook.ts';
