import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { undoPreviewSchema, undoSelectorSchema } from '../../../contracts/undo.ts';
import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { CommandFailure, exitCodes } from '../../exit.ts';

const startedSchema = z.looseObject({ execution_id: z.string(), workflow_id: z.string() });

type UndoOptions = CommonOptions & {
  readonly change?: string;
  readonly execution?: string;
  readonly day?: string;
  readonly playbook?: string;
  readonly approver?: string;
  readonly since?: string;
  readonly reason?: string;
  readonly preview: boolean;
};

/** `mbi undo`: shows what taking changes back would do, or starts it; exit code 1 when nothing of it can go back. */
export const addUndo: AddVerb = (parent, line) => {
  const verb = command('undo', 'take changes back: one, an execution, a day, a playbook or an approver')
    .option('--change <receipt>', 'one change, by its receipt')
    .option('--execution <id>', 'everything that one execution changed')
    .option('--day <date>', 'everything applied on this day of the account’s calendar, such as 2026-11-20')
    .option('--playbook <playbook>', 'everything that a playbook (id or slug) changed; needs --since')
    .option('--approver <email>', 'everything that this person approved; needs --since')
    .option('--since <moment>', 'from when on, such as 2026-11-20T09:00:00Z')
    .option('--reason <text>', 'why; needed unless it is only a preview')
    .option('--preview', 'only show what would go back, what not and why, and what was spent since', false)
    .action(async (options: UndoOptions) => {
      const selector = readSelector(options);
      const { preview, reason } = options;
      if (!preview && reason === undefined)
        throw new CommandFailure('Say why with --reason, or look first with --preview.', exitCodes.usage);
      const api = await connect(line, options, preview ? 'money:read' : 'executions:undo');
      if (preview) {
        const found = await api.post('/v2/undo/preview', { selector }, undoPreviewSchema.loose());
        line.terminal.result(found, `${found.title}\n${found.text}`, options.json);
        if (found.goes_back.length === 0) line.exit(exitCodes.findings);
        return;
      }
      const headers = { 'idempotency-key': randomUUID() };
      const started = await api.post('/v2/undo', { selector, reason }, startedSchema, headers);
      const text = `${started.execution_id} started: it plans against the live platforms and may ask for approval.`;
      line.terminal.result(started, text, options.json);
    });
  parent.addCommand(verb);
};

function readSelector({ change, execution, day, playbook, approver, since }: UndoOptions) {
  const named = { receipt_id: change, execution_id: execution, day, playbook_id: playbook, approver, since };
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  const selector = undoSelectorSchema.safeParse(given);
  if (selector.success) return selector.data;
  const help = 'Name one of --change, --execution, --day, --playbook with --since, and --approver with --since.';
  throw new CommandFailure(`${help} ${z.prettifyError(selector.error)}`, exitCodes.usage);
}
