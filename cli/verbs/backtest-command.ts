import { readFileSync } from 'node:fs';
import { type Backtest, backtestSchema } from '../../contracts/backtest.ts';
import { type AddVerb, type CommonOptions, command, connect } from '../command-line.ts';
import { CommandFailure, exitCodes } from '../exit.ts';
import { renderTable } from '../terminal.ts';

/** `mbi backtest FILE --since 90d`: what a changed playbook would have done about the past. */
export const addBacktest: AddVerb = (parent, line) => {
  const verb = command('backtest', 'play a changed playbook over stored features and past decisions')
    .argument('<file>', 'a YAML file')
    .option('--since <days>', 'how far back, such as 90d', '90d')
    .action(async (file: string, options: CommonOptions & { readonly since: string }) => {
      const days = /^(\d{1,3})d?$/.exec(options.since)?.[1];
      if (days === undefined) throw new CommandFailure('--since needs days, such as 90d.', exitCodes.usage);
      const api = await connect(line, options);
      const body = { source: readSource(file), since_days: Number(days) };
      const report = await api.post('/v2/playbooks/backtest', body, backtestSchema);
      line.terminal.result(report, renderBacktest(report), options.json);
    });
  parent.addCommand(verb);
};

/** The text of a playbook file. Throws a usage failure when there is none. */
export function readSource(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CommandFailure(`There is no readable file ${file}.`, exitCodes.usage);
  }
}

const mostLines = 20;

function renderBacktest(report: Backtest): string {
  const { triggers, agreement } = report;
  const against = report.against_version === null ? 'nothing deployed' : `version ${report.against_version}`;
  const differ = report.changes.filter((each) => each.before.outcome !== each.after.outcome);
  const money = report.money.flatMap(({ currency, before, after }) =>
    Object.keys(before).flatMap((outcome) => {
      const [was = 0, is = 0] = [amountOf(before, outcome), amountOf(after, outcome)];
      return was === 0 && is === 0 ? [] : [[outcome, currency, was.toFixed(2), is.toFixed(2)]];
    }),
  );
  return [
    `${report.playbook_id} from ${report.since.slice(0, 10)} to ${report.until.slice(0, 10)}, against ${against}.`,
    '',
    `Starts: ${triggers.before} → ${triggers.after} (${triggers.campaigns} campaigns, ${triggers.moments} days).`,
    ...shown(triggers.added.map((each) => `  + ${each.at.slice(0, 10)} ${each.campaign_id}`)),
    ...shown(triggers.removed.map((each) => `  − ${each.at.slice(0, 10)} ${each.campaign_id}`)),
    '',
    `Past changes: ${report.changes.length}, ${differ.length} would go another way.`,
    ...shown(
      differ.map((each) => {
        const person = each.person === null ? '' : `; a person ${each.person} it`;
        const what = `${each.before.outcome} → ${each.after.outcome}`;
        return `  ${each.at.slice(0, 10)} ${each.campaign_id ?? '–'} ${each.total_change} ${each.currency}: ${what} (${each.after.because})${person}`;
      }),
    ),
    ...(money.length === 0 ? [] : ['', renderTable(['DAILY MONEY', 'CURRENCY', 'BEFORE', 'AFTER'], money)]),
    '',
    `Agreement with people (${agreement.decided} decided): agrees ${agreement.before.agrees} → ${agreement.after.agrees}, disagrees ${agreement.before.disagrees} → ${agreement.after.disagrees}, asks ${agreement.before.asks} → ${agreement.after.asks}.`,
    ...report.limits.map((limit) => `Not known: ${limit}`),
  ].join('\n');
}

function amountOf(sums: Readonly<Record<string, number>>, outcome: string): number {
  return sums[outcome] ?? 0;
}

function shown(lines: readonly string[]): readonly string[] {
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines), `  … and ${lines.length - mostLines} more (--json shows them)`];
}
