import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { everyStep } from '../../contracts/plan/every-step.ts';
import { planSchema } from '../../contracts/plan/index.ts';
import { compilePlaybook, compilePlaybooks } from '../../playbooks/compiler/index.ts';
import { stepMaps } from '../../playbooks/compiler/keys/index.ts';
import { testDefinitions } from './definitions.ts';
import { groupsIn } from './groups-in.ts';

const folder = join(import.meta.dirname, 'valid');
const files = readdirSync(folder)
  .toSorted()
  .map((file) => ({ file, source: readFileSync(join(folder, file), 'utf8') }));

describe('valid playbooks', () => {
  it('there is one for each kind of step', () => {
    expect(files.map(({ file }) => file.replace('.yaml', ''))).toEqual(Object.keys(stepMaps).toSorted());
  });

  it.each(files.map(({ file, source }) => [file, source] as const))('%s compiles without a finding', (file, source) => {
    const options = { file, actions: testDefinitions, groups: groupsIn(source) };
    const { plan, digest, diagnostics } = compilePlaybook(source, options);
    expect(diagnostics).toEqual([]);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(planSchema.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
    const kinds = everyStep([...(plan?.steps ?? []), ...(plan?.on_failure ?? [])]).map((step) => `${step.kind}.yaml`);
    expect(kinds).toContain(file);
  });

  it('compile together, each knowing the others', () => {
    const compiled = compilePlaybooks(files, { actions: testDefinitions, groups: { finance: 3 } });
    expect(compiled.flatMap(({ file, diagnostics }) => diagnostics.map(({ code }) => `${file} ${code}`))).toEqual([]);
  });

  it('say how long one takes', () => {
    const shortest = files.map(({ file, source }) => {
      const once = (): number => {
        const start = performance.now();
        compilePlaybook(source, { file, actions: testDefinitions });
        return performance.now() - start;
      };
      return Math.min(...Array.from({ length: 5 }, once));
    });
    process.stdout.write(`Slowest of ${files.length} valid playbooks: ${Math.max(...shortest).toFixed(1)} ms\n`);
    expect(shortest.every((each) => each > 0)).toBe(true);
  });
});
