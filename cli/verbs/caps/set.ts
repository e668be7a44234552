import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { readScope, sayScope } from '../incident/pauses.ts';
import { sayMoney } from '../money-words.ts';
import { capSchema, readAmount } from './cap.ts';

type Options = CommonOptions & {
  readonly scope: string;
  readonly measure: string;
  readonly window: string;
  readonly currency: string;
  readonly reason: string;
};

/** `mbi caps set`: a tighter cap holds at once; a wider one waits for another person. */
export const addCapsSet: AddVerb = (parent, line) => {
  const verb = command('set', 'tighten a cap, or propose a wider one')
    .argument('<amount>', 'the limit, such as 1200')
    .requiredOption('--reason <text>', 'why; people see it on the cap')
    .option('--scope <scope[:id]>', 'tenant, platform:ID, account:ID, campaign:ID or requester:EMAIL', 'tenant')
    .option('--measure <what>', 'moved: up and down alike; exposure: raises, as the worst day costs', 'moved')
    .option('--window <hours>', 'over how many hours it counts', '24')
    .option('--currency <code>', 'currency of the amount', 'USD')
    .addHelpText('after', "\nExample: mbi caps set 500 --scope account:act_1 --measure exposure --reason 'New account'")
    .action(async (amount: string, options: Options) => {
      const { currency, measure, reason, scope, window } = options;
      const limit_minor = readAmount(amount, currency);
      const api = await connect(line, options, 'caps:propose');
      const body = { ...readScope(scope), measure, window_hours: Number(window), limit_minor, currency, reason };
      const cap = await api.post('/v2/money-caps', body, capSchema);
      const limit = `${sayMoney(cap.limit_minor, cap.currency)} in ${cap.window_hours} h for ${sayScope(cap)}`;
      const text =
        cap.state === 'active'
          ? `Holds now: ${limit} (${cap.cap_id}).`
          : `Proposed: ${limit} (${cap.cap_id}). It is wider, so another person has to agree: mbi caps decide ${cap.cap_id} approve`;
      line.terminal.result(cap, text, options.json);
    });
  parent.addCommand(verb);
};
