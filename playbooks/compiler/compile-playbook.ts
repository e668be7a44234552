import { createHash } from 'node:crypto';
import type { ActionDefinition } from '../../contracts/action.ts';
import { canonicalJson } from '../../contracts/canonical-json.ts';
import type { Diagnostic } from '../../contracts/diagnostic.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import type { ValueType } from '../expressions/checking.ts';
import { createActionCatalog } from './action-catalog.ts';
import { compilePlan, type PlaybookFacts } from './compile-plan.ts';
import type { KnownPlaybook } from './known-playbooks.ts';
import { createReport, type Report } from './report.ts';
import { reportInvisible } from './yaml/invisible.ts';
import { readYaml } from './yaml/read-yaml.ts';
import { reportTraps } from './yaml/traps.ts';

/** What the compiler needs to know beside the text. What is left out is not known, and not checked. */
export type CompileOptions = {
  /** The name of the file, for whoever shows the diagnostics. */
  readonly file: string;
  /** The actions a playbook may name. */
  readonly actions: readonly ActionDefinition[];
  /** The other playbooks: then a step that starts one must name one of them, with its inputs, and none may lead back. */
  readonly playbooks?: readonly KnownPlaybook[] | undefined;
  /** True when there are playbooks beside those, so that a name which is not among them may be right. */
  readonly incomplete?: boolean | undefined;
  /** How many people are in each approver group, by name: then a group must be one of them, and have members. */
  readonly groups?: Readonly<Record<string, number>> | undefined;
  /** Names that the caller knows to be in scope beside those of the language, for checking a fragment. */
  readonly known?: Readonly<Record<string, ValueType>> | undefined;
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
  const { plan, report } = examine(source, options);
  const diagnostics = report.diagnostics();
  if (plan === null || report.hasErrors()) return { plan: null, digest: null, diagnostics };
  return { plan, digest: createHash('sha256').update(canonicalJson(plan)).digest('hex'), diagnostics };
}

/** Who a playbook is, what it takes and whom it calls, whether it compiles or not; null when it has no usable id. */
export function readFacts(source: string, options: CompileOptions): PlaybookFacts | null {
  return examine(source, options).facts;
}

type Examined = { readonly plan: Plan | null; readonly facts: PlaybookFacts | null; readonly report: Report };

function examine(source: string, options: CompileOptions): Examined {
  // A byte order mark is not part of the first line; editors do not count it either.
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const report = createReport(text);
  const root = readYaml(text, report);
  reportInvisible(text, report);
  if (root === null) return { plan: null, facts: null, report };
  const { file, playbooks = null, incomplete = false, known = {} } = options;
  const groups = options.groups === undefined ? null : new Map(Object.entries(options.groups));
  const catalog = createActionCatalog(options.actions);
  const examined = compilePlan(root, { file, catalog, known, playbooks, incomplete, groups }, report);
  reportTraps(root, report);
  return { ...examined, report };
}
