import { type AddVerb, type CommonOptions, command, connect } from '../../command-line.ts';
import { failureSchema, pathOf } from './failure.ts';

function verbOf(
  name: 'assign' | 'note' | 'resolve',
  description: string,
  argument: { readonly name: string; readonly about: string; readonly field: string } | null,
): AddVerb {
  return (parent, line) => {
    const verb = command(name, description).argument('<failure>', 'fingerprint of `mbi failures list`');
    if (argument !== null) verb.argument(`<${argument.name}>`, argument.about);
    verb.action(async (id: string, ...rest: readonly unknown[]) => {
      const value = argument === null ? null : String(rest[0]);
      const options: CommonOptions = verb.opts();
      const body = argument === null ? {} : { [argument.field]: value };
      const api = await connect(line, options, 'failures:write');
      const failure = await api.post(pathOf(id, name), body, failureSchema);
      line.terminal.result(failure, `${failure.fingerprint} ${name}: done.`, options.json);
    });
    parent.addCommand(verb);
  };
}

/** `mbi failures assign FAILURE EMAIL`. */
export const addFailuresAssign = verbOf('assign', 'say who looks after a cause', {
  ...{ name: 'email', about: 'a person of the tenant', field: 'email' },
});
/** `mbi failures note FAILURE TEXT`. */
export const addFailuresNote = verbOf('note', 'write a note on a cause', {
  ...{ name: 'text', about: 'the note; it replaces the one before', field: 'note' },
});
/** `mbi failures resolve FAILURE`. */
export const addFailuresResolve = verbOf('resolve', 'settle the failures of a cause; a newer one opens it again', null);
