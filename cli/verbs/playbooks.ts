import { z } from 'zod';
import { type AddVerb, type CommonOptions, command, connect } from '../command-line.ts';
import { cell, renderTable } from '../terminal.ts';

const pageSchema = z.looseObject({
  data: z.array(
    z.looseObject({
      playbook_id: z.string(),
      slug: z.string(),
      version: z.int(),
      created_at: z.string(),
      retired_at: z.string().nullish(),
      name: z.string(),
    }),
  ),
  next_cursor: z.string().nullable(),
});

/** `mbi playbooks`: what is deployed, by the names that `run`, `why` and `retire` take. */
export const addPlaybooks: AddVerb = (parent, line) => {
  const verb = command('playbooks', 'what is deployed, and since when').action(async (options: CommonOptions) => {
    const api = await connect(line, options);
    const data: z.output<typeof pageSchema>['data'] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: z.output<typeof pageSchema> = await api.get(
        `/v2/playbooks?limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
        pageSchema,
      );
      data.push(...page.data);
      cursor = page.next_cursor;
    }
    const rows = data.map((each) =>
      [each.playbook_id, each.slug, String(each.version), each.created_at, each.retired_at, each.name].map(cell),
    );
    line.terminal.result(
      { data },
      renderTable(['PLAYBOOK', 'FILE', 'VERSION', 'DEPLOYED', 'RETIRED', 'NAME'], rows),
      options.json,
    );
  });
  parent.addCommand(verb);
};
