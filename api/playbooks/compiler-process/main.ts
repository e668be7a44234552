import { actionCatalog } from '../../../activities/catalog.action.ts';
import { compilePlaybook } from '../../../playbooks/compiler/index.ts';
import type { CompileJob } from './compiler-process.ts';

// The other side ends this process when a text takes too long or too much; nothing in here has to know.
process.on('message', ({ source, ...known }: CompileJob) => {
  process.send?.(compilePlaybook(source, { file: 'playbook.yaml', actions: actionCatalog, ...known }));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
