import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { actionCatalog } from '../activities/catalog.action.ts';
import { compilePlaybooks } from './compiler/index.ts';

it('the playbooks that ship know each other, and none leads back to itself by calls or events', () => {
  const names = readdirSync(import.meta.dirname).filter((name) => /^[a-z-]+\.yaml$/.test(name));
  const files = names.map((name) => ({ file: name, source: readFileSync(`${import.meta.dirname}/${name}`, 'utf8') }));
  expect(files.length).toBeGreaterThan(10);
  const compiled = compilePlaybooks(files, { actions: actionCatalog });
  expect(compiled.flatMap(({ file, diagnostics }) => diagnostics.map((each) => `${file}: ${each.message}`))).toEqual(
    [],
  );
});
