import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import type { ActionDefinition } from '../../contracts/action.ts';
import type { Diagnostic, validationReportSchema } from '../../contracts/diagnostic.ts';
import { compilePlaybooks, knownOf } from '../../playbooks/compiler/index.ts';
import { readNeighbours } from './neighbouring-playbooks.ts';

/** What `mbi validate --format json` prints. */
export type ValidationReport = z.infer<typeof validationReportSchema>;

/** A report with the sources, so that the lines can be shown. */
export type Validation = {
  readonly report: ValidationReport;
  readonly sources: ReadonlyMap<string, string>;
  /** 0 nothing found (warnings are allowed), 1 findings, 2 nothing to validate was named, 3 a file could not be read. */
  readonly exitCode: 0 | 1 | 2 | 3;
  /** Files that could not be read, with the reason. */
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[];
};

/** What validating needs: the actions, and where `-` reads from. */
export type ValidateDependencies = {
  readonly actions: readonly ActionDefinition[];
  readonly readStdin: () => Promise<Uint8Array>;
  /** True when the files are all there are: a playbook that none of them is does not exist then. */
  readonly whole?: boolean;
};

/**
 * Compiles the files together, so that what they say of each other is checked too, and gathers every diagnostic of every file in
 * one run. The other playbooks in the folders of the files are known as well, but nothing is said of them. `-` is standard input.
 */
export async function validateFiles(paths: readonly string[], deps: ValidateDependencies): Promise<Validation> {
  const unreadable: { file: string; reason: string }[] = [];
  const read = await Promise.all(
    paths.map(async (path) => {
      const file = path === '-' ? '<stdin>' : path;
      try {
        return [{ file, ...decode(path === '-' ? await deps.readStdin() : await readFile(path)) }];
      } catch (error) {
        unreadable.push({ file, reason: error instanceof Error ? error.message : 'it cannot be read' });
        return [];
      }
    }),
  );
  const sources = read.flat();
  // Without a whole folder, or with a file missing, a playbook that another names may well be elsewhere.
  const incomplete = deps.whole !== true || unreadable.length > 0;
  const neighbours = deps.whole === true ? [] : await readNeighbours(paths);
  const playbooks = neighbours.flatMap((each) => knownOf(each, deps.actions) ?? []);
  const compiled = compilePlaybooks(sources, { actions: deps.actions, incomplete, playbooks });
  const files = compiled.map(({ file, digest, diagnostics }, at): ValidationReport['files'][number] => {
    const notText = sources[at]?.notText ?? null;
    const all = notText === null ? diagnostics : [notText, ...diagnostics];
    const valid = all.every((each) => each.severity === 'warning');
    return { file, valid, digest: valid ? digest : null, diagnostics: [...all] };
  });
  const found = files.some((each) => !each.valid);
  const exitCode = unreadable.length > 0 ? 3 : paths.length === 0 ? 2 : found ? 1 : 0;
  return { report: { files }, sources: new Map(sources.map((each) => [each.file, each.source])), exitCode, unreadable };
}

function decode(bytes: Uint8Array): { readonly source: string; readonly notText: Diagnostic | null } {
  try {
    return { source: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), notText: null };
  } catch {
    const source = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const before = source.slice(0, source.indexOf('\uFFFD')).split('\n');
    const line = before.length;
    const column = (before.at(-1)?.length ?? 0) + 1;
    const notText: Diagnostic = {
      code: 'PLAYBOOK_NOT_TEXT',
      severity: 'error',
      line,
      column,
      end_line: line,
      end_column: column + 1,
      message: 'The file is not valid UTF-8 from here on.',
      expected: 'UTF-8 text',
      suggestion: 'Save the file as UTF-8.',
      doc: 'docs/errors/PLAYBOOK_NOT_TEXT.md',
    };
    return { source, notText };
  }
}
