import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { cell, renderTable } from '../../terminal.ts';

const pageSchema = z.object({
  data: z.array(
    z.looseObject({
      execution_id: z.string(),
      playbook_id: z.string(),
      status: z.string(),
      entity_name: z.string().nullable(),
      created_at: z.string(),
    }),
  ),
  next_cursor: z.string().nullable(),
});

type ListOptions = CommonOptions & {
  readonly status?: string;
  readonly state?: string;
  readonly playbook?: string;
  readonly campaign?: string;
  readonly limit: string;
};

/** `mbi executions list`. */
export const addExecutionsList: AddVerb = (parent, line) => {
  const verb = command('list', 'list executions, newest first')
    .option('--status <status>', 'only these')
    .option('--state <state>', 'retrying: live ones whose step is tried again and again')
    .option('--playbook <id>', 'only of this playbook')
    .option('--campaign <id>', 'only of this campaign')
    .option('--limit <n>', 'how many', '20')
    .action(async (options: ListOptions) => {
      const api = await connect(line, options);
      const query = new URLSearchParams({ limit: options.limit });
      if (options.status !== undefined) query.set('status', options.status);
      if (options.state !== undefined) query.set('state', options.state);
      if (options.playbook !== undefined) query.set('playbook_id', options.playbook);
      if (options.campaign !== undefined) query.set('campaign_id', options.campaign);
      const page = await api.get(`/v2/playbooks/executions?${query}`, pageSchema);
      const rows = page.data.map((row) =>
        [row.execution_id, row.playbook_id, row.status, row.entity_name, row.created_at].map(cell),
      );
      line.terminal.result(
        page,
        renderTable(['EXECUTION', 'PLAYBOOK', 'STATUS', 'ABOUT', 'CREATED'], rows),
        options.json,
      );
    });
  parent.addCommand(verb);
};
