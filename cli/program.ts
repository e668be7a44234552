import { Command, CommanderError } from 'commander';
import { z } from 'zod';
import type { CommandLine } from './command-line.ts';
import { CommandFailure, exitCodes } from './exit.ts';
import { addActionDescribe } from './verbs/action/describe.ts';
import { addActionList } from './verbs/action/list.ts';
import { addActionRun } from './verbs/action/run.ts';
import { addApprovalsDecide } from './verbs/approvals/decide.ts';
import { addApprovalsList } from './verbs/approvals/list.ts';
import { addApprovalsShow } from './verbs/approvals/show.ts';
import { addAuditVerify } from './verbs/audit-verify.ts';
import { addBacktest } from './verbs/backtest-command.ts';
import { addCapsDecide } from './verbs/caps/decide.ts';
import { addCapsList } from './verbs/caps/list.ts';
import { addCapsSet } from './verbs/caps/set.ts';
import { addChangesList } from './verbs/changes/list.ts';
import { addChangesResolve } from './verbs/changes/resolve.ts';
import { addChangesShow } from './verbs/changes/show.ts';
import { addCollectorsList } from './verbs/collectors/list.ts';
import { addCollectorsProbe } from './verbs/collectors/probe.ts';
import { addCompletion } from './verbs/completion/completion-command.ts';
import { addCosts } from './verbs/costs.ts';
import { addCredentialsRotate } from './verbs/credentials/rotate.ts';
import { addDatabaseMigrate } from './verbs/db/migrate.ts';
import { addDatabaseReset } from './verbs/db/reset.ts';
import { addDatabaseSeed } from './verbs/db/seed.ts';
import { addDeploy } from './verbs/deploy.ts';
import { addDiff } from './verbs/diff-command.ts';
import { addDoctor } from './verbs/doctor.ts';
import { addDryRun } from './verbs/dry-run-command.ts';
import { addEval } from './verbs/eval/eval-command.ts';
import { addExecutionsCancel } from './verbs/executions/cancel.ts';
import { addExecutionsList } from './verbs/executions/list.ts';
import { addExecutionsReplay } from './verbs/executions/replay.ts';
import { addExecutionsRerun } from './verbs/executions/rerun.ts';
import { addExecutionsShow } from './verbs/executions/show.ts';
import { addExplain } from './verbs/explain-command.ts';
import { addFailuresList } from './verbs/failures/list.ts';
import { addFailuresRetry } from './verbs/failures/retry.ts';
import { addFailuresAssign, addFailuresNote, addFailuresResolve } from './verbs/failures/say.ts';
import { addFailuresShow } from './verbs/failures/show.ts';
import { addGraph } from './verbs/graph-command.ts';
import { addImportMetrics } from './verbs/import-metrics.ts';
import { addIncidentStart } from './verbs/incident/start.ts';
import { addIncidentStatus } from './verbs/incident/status.ts';
import { addIncidentStop } from './verbs/incident/stop.ts';
import { addKnowledgeAdd } from './verbs/knowledge/add.ts';
import { addKnowledgeList } from './verbs/knowledge/list.ts';
import { addKnowledgeRemove } from './verbs/knowledge/remove.ts';
import { addKnowledgeSearch } from './verbs/knowledge/search.ts';
import { addNew } from './verbs/new/new-command.ts';
import { addPlaybooks } from './verbs/playbooks.ts';
import { addPromptsCompare } from './verbs/prompts/compare.ts';
import {
  addPromptsExperiment,
  addPromptsList,
  addPromptsPromote,
  addPromptsShow,
  addPromptsStop,
} from './verbs/prompts/prompts.ts';
import { addRecommend } from './verbs/recommend/recommend-command.ts';
import { addReplay } from './verbs/replay/replay-command.ts';
import { addRetire } from './verbs/retire.ts';
import { addRun } from './verbs/run-command.ts';
import { addSmoke } from './verbs/smoke/smoke-command.ts';
import { addAccounts } from './verbs/sync/accounts.ts';
import { addSyncStart } from './verbs/sync/start.ts';
import { addSyncStatus } from './verbs/sync/status.ts';
import { addTest } from './verbs/test/test-command.ts';
import { addUndo } from './verbs/undo/undo-command.ts';
import { addValidate } from './verbs/validate-command.ts';
import { addWhy } from './verbs/why.ts';

const groups = [
  [
    'executions',
    'what runs and ran',
    [addExecutionsList, addExecutionsShow, addExecutionsRerun, addExecutionsReplay, addExecutionsCancel],
  ],
  [
    'failures',
    'what failed or is stuck, by cause',
    [addFailuresList, addFailuresShow, addFailuresRetry, addFailuresAssign, addFailuresNote, addFailuresResolve],
  ],
  ['incident', 'stop everything, or a part of it', [addIncidentStart, addIncidentStop, addIncidentStatus]],
  ['approvals', 'what waits for a person', [addApprovalsList, addApprovalsShow, addApprovalsDecide]],
  ['action', 'what agents can do', [addActionList, addActionDescribe, addActionRun]],
  ['import', 'bring data in', [addImportMetrics]],
  ['db', 'the database of this installation', [addDatabaseMigrate, addDatabaseSeed, addDatabaseReset]],
  ['credentials', 'what is kept sealed', [addCredentialsRotate]],
  ['caps', 'caps on money', [addCapsList, addCapsSet, addCapsDecide]],
  ['changes', 'every change that was ever intended', [addChangesList, addChangesShow, addChangesResolve]],
  ['sync', 'keep ad accounts in step', [addSyncStart, addSyncStatus]],
  ['collectors', 'where recommendations get their facts from', [addCollectorsList, addCollectorsProbe]],
  [
    'knowledge',
    'documents that recommendations may quote',
    [addKnowledgeAdd, addKnowledgeSearch, addKnowledgeList, addKnowledgeRemove],
  ],
  [
    'prompts',
    'what models are told',
    [addPromptsList, addPromptsShow, addPromptsCompare, addPromptsExperiment, addPromptsPromote, addPromptsStop],
  ],
  ['audit', 'the audit log', [addAuditVerify]],
] as const;

/** Builds the command `mbi` with all its verbs. */
export function createProgram(line: CommandLine): Command {
  const program = new Command('mbi')
    .description('Reviewable, durable marketing decisions. Exit codes: 0 ok, 1 findings, 2 usage, 3 failure.')
    .showHelpAfterError();
  for (const add of [
    addValidate,
    addExplain,
    addGraph,
    addDiff,
    addRun,
    addRecommend,
    addDoctor,
    addSmoke,
    addNew,
    addDryRun,
    addBacktest,
    addReplay,
    addCompletion,
    addTest,
    addDeploy,
    addPlaybooks,
    addRetire,
    addWhy,
    addUndo,
    addEval,
    addAccounts,
    addCosts,
  ])
    add(program, line);
  for (const [name, description, verbs] of groups) {
    const group = new Command(name).description(description).showHelpAfterError();
    for (const add of verbs) add(group, line);
    program.addCommand(group);
  }
  for (const each of descendantsOf(program)) each.exitOverride();
  return program;
}

function descendantsOf(root: Command): Command[] {
  return [root, ...root.commands.flatMap(descendantsOf)];
}

/** Runs the command with these words and gives its exit code; failures are told on stderr, with `--json` also as JSON. */
export async function runCommand(words: readonly string[], line: Omit<CommandLine, 'exit'>): Promise<number> {
  let code: number = exitCodes.ok;
  const program = createProgram({
    ...line,
    exit: (wanted) => {
      code = wanted;
    },
  });
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (error instanceof CommandFailure) {
      line.terminal.note(error.message);
      if (words.includes('--json') && error.data !== null) line.terminal.result(error.data, '', true);
      return error.exitCode;
    }
    const shape = error instanceof z.ZodError ? 'The API answered something else than this version expects.' : null;
    line.terminal.note(shape ?? (error instanceof Error ? error.message : 'It failed.'));
    return exitCodes.failure;
  }
}
