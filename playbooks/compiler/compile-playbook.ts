import { createHash } from 'node:crypto';
import type { ActionDefinition } from '../../contracts/action.ts';
import { canonicalJson } from '../../contracts/canonical-json.ts';
import type { Diagnostic } from '../../contracts/diagnostic.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import type { ValueType } from '../expressions/checking.ts';
import { createActionCatalog } from './action-catalog.ts';
import { compilePlan } from './compile-plan.ts';
import { createReport } from './report.ts';
import { readYaml } from './yaml/read-yaml.ts';

/** What the compiler needs to know beside the text. */
export type CompileOptions = {
  /** The name of the file, for whoever shows the diagnostics. */
  readonly file: string;
  /** The actions a playbook may name. */
  readonly actions: readonly ActionDefinition[];
  /** Names that the caller knows to be in scope beside those of the language, for checking a fragment. */
  readonly known?: Readonly<Record<string, ValueType>>;
};

/** A plan with its digest, or what is wrong. With warnings only there is still a plan. */
export type Compiled = {
  readonly plan: Plan | null;
  readonly digest: string | null;
  readonly diagnostics: Diagnostic[];
};

/**
 * Compiles a playbook: YAML text in, a plan or all diagnostics at once out. Pure: no clock, no files, no network.
 * The digest is the sha256 (hexadecimal) over the canonical JSON of the plan. Never throws, whatever the text is.
 */
export function compilePlaybook(source: string, options: CompileOptions): Compiled {
  // A byte order mark is not part of the first line; editors do not count it either.
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const report = createReport(text);
  const root = readYaml(text, report);
  const catalog = createActionCatalog(options.actions);
  const plan =
    root === null ? null : compilePlan(root, { file: options.file, catalog, known: options.known ?? {} }, report);
  const diagnostics = report.diagnostics();
  if (plan === null || report.hasErrors()) return { plan: null, digest: null, diagnostics };
  return { plan, digest: createHash('sha256').update(canonicalJson(plan)).digest('hex'), diagnostics };
}
