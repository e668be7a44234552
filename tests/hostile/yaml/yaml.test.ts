import { describe, expect, it } from 'vitest';
import { compilePlaybook } from '../../../playbooks/compiler/index.ts';
import { testDefinitions } from '../../playbooks/definitions.ts';
import { filled, hostileTexts } from './corpus.ts';

const compile = (source: string) => compilePlaybook(source, { file: 'hostile.yaml', actions: testDefinitions });
const processorMs = (act: () => unknown): number => {
  const begun = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1_000;
};

describe('a hostile text', () => {
  it.each(hostileTexts.filter(({ codes }) => codes.length > 0))(
    '$name is refused and said to be so',
    ({ source, codes }) => {
      const { plan, diagnostics } = compile(source);
      expect(plan).toBeNull();
      const found = diagnostics.filter((each) => each.severity === 'error').map(({ code }) => code);
      expect(
        found.some((code) => codes.some((wanted) => wanted === code)),
        found.join(),
      ).toBe(true);
    },
  );

  it('of as much of one mark as a playbook may hold is refused, wherever it stands, with findings that lie inside', () => {
    for (const { name, source } of hostileTexts.filter(({ codes }) => codes.length === 0)) {
      const { plan, diagnostics } = compile(source);
      expect(plan, name).toBeNull();
      expect(diagnostics.length, name).toBeLessThanOrEqual(100);
      expect(
        diagnostics.some((each) => each.severity === 'error'),
        name,
      ).toBe(true);
    }
  }, 60_000);

  // Both took seconds: one error for each line, and a look through all of them for each.
  it.each(['"\n', "'\n", ':\n', ']', '\n', '- ""\n', '!"', '\u0000', '\u0000\n'])(
    'of %j costs no more than its length: twice as much never takes four times as long',
    (part) => {
      const once = filled(part, 'a: ', 20_000);
      const twice = filled(part, 'a: ', 40_000);
      compile(once);
      const best = (source: string) => Math.min(...Array.from({ length: 5 }, () => processorMs(() => compile(source))));
      expect(best(twice)).toBeLessThan(Math.max(4 * best(once), 60));
    },
  );

  it.each(['constructor', 'unknown(1)', 'x.matches("(a+)+")', '__proto__', 'x.constructor', '{"constructor": 1}'])(
    'in an expression that compares a percentage with %s is a finding and not the end of the compiler',
    (part) => {
      const found = compile(`id: x_v1\nname: X\nscope: none\nwhen: context.cpa_change_pct > ${part}\nsteps: []\n`);
      expect(found.plan).toBeNull();
      expect(found.diagnostics.map(({ line }) => line)).toContain(4);
    },
  );
});
