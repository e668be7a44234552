import type { Diagnostic } from '../../contracts/diagnostic.ts';
import { type Compiled, type CompileOptions, compilePlaybook, readFacts } from './compile-playbook.ts';
import type { KnownPlaybook } from './known-playbooks.ts';

/** A playbook as it stands in a folder. */
export type PlaybookFile = { readonly file: string; readonly source: string };

/** What compiling a folder gives for one of its files. */
export type CompiledFile = Compiled & { readonly file: string };

/**
 * Compiles several playbooks that know of each other: a step that starts another one is checked against its inputs, and cycles
 * between them are found. `playbooks` are those that are known beside the files, such as the deployed ones; a file comes first.
 * An id that two files have is an error of the later one. Two passes, one to learn who is there; otherwise as compilePlaybook.
 */
export function compilePlaybooks(
  files: readonly PlaybookFile[],
  options: Omit<CompileOptions, 'file'>,
): readonly CompiledFile[] {
  const own = files.map((each) => knownOf(each, options.actions));
  const there = own.filter((each) => each !== null);
  const others = (options.playbooks ?? []).filter(
    ({ playbook_id }) => !there.some((each) => each.playbook_id === playbook_id),
  );
  const playbooks = [...there, ...others];
  // A file that cannot be read may be the very one that another names, so that is no reason to say it does not exist.
  const incomplete = options.incomplete === true || own.includes(null);
  return files.map(({ file, source }, at) => {
    const compiled = compilePlaybook(source, { ...options, file, playbooks, incomplete });
    const id = own[at]?.playbook_id;
    const first = id === undefined ? -1 : own.findIndex((each) => each?.playbook_id === id);
    if (first === at || first < 0 || id === undefined) return { file, ...compiled };
    const twice = idTwice(source, id, files[first]?.file ?? '');
    return { file, plan: null, digest: null, diagnostics: [twice, ...compiled.diagnostics] };
  });
}

/** What other playbooks have to know of one, whether it compiles or not; null when it has no usable id. */
export function knownOf({ file, source }: PlaybookFile, actions: CompileOptions['actions']): KnownPlaybook | null {
  const facts = readFacts(source, { file, actions });
  return facts === null ? null : { ...facts, slug: slugOf(file) };
}

/** The stem of a file’s name: `playbooks/campaign-health.yaml` is `campaign-health`. */
export function slugOf(file: string): string {
  return file.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/, '');
}

function idTwice(source: string, id: string, elsewhere: string): Diagnostic {
  const lines = source.replace(/^\uFEFF/, '').split('\n');
  const at = lines.findIndex((line) => /^["']?id["']?\s*:/.test(line));
  const column = (lines[at]?.indexOf(id) ?? 0) + 1;
  return {
    code: 'PLAYBOOK_ID_DUPLICATE',
    severity: 'error',
    line: Math.max(at, 0) + 1,
    column: Math.max(column, 1),
    end_line: Math.max(at, 0) + 1,
    end_column: Math.max(column, 1) + id.length,
    message: `${elsewhere} has the id ${id}, too.`,
    expected: 'an id that no other playbook has',
    suggestion: nextVersion(id),
    doc: 'docs/errors/PLAYBOOK_ID_DUPLICATE.md',
  };
}

function nextVersion(id: string): string {
  const version = /_v(\d+)$/.exec(id)?.[1];
  return version === undefined ? `${id}_2` : id.replace(/_v\d+$/, `_v${Number(version) + 1}`);
}
