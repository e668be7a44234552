import { compilePlaybook } from '../../playbooks/compiler/index.ts';

const options = { file: 'playbook.yaml', actions: [] };
const good = 'id: a_v1\nname: A\nscope: none\nsteps: [{ id: end, stop: completed }]\n';

// Started by measure.ts, once for each text.
process.once('message', (source: string) => {
  for (let at = 0; at < 20; at += 1) compilePlaybook(`${good}description: ${at}\n`, options);
  global.gc?.();
  const memory = process.memoryUsage().rss;
  const begun = process.threadCpuUsage();
  const { plan } = compilePlaybook(source, options);
  const { user, system } = process.threadCpuUsage(begun);
  const grown = process.memoryUsage().rss - memory;
  process.send?.({ ms: (user + system) / 1_000, megabytes: Math.max(0, grown) / 1024 ** 2, refused: plan === null });
});
