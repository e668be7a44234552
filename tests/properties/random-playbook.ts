import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';

/** Draws a whole number from 0 up to but without `below`. */
export type Draw = (below: number) => number;

/** A generated playbook as JSON, which is YAML too, and the inputs it is started with. */
export type RandomPlaybook = {
  readonly source: string;
  readonly inputs: JsonObject;
  readonly cancel_after_ms: number | null;
};

/** Which names are certain to hold a number here, how deep we are, and whether things may happen at once. */
type Place = { readonly names: readonly string[]; readonly depth: number; readonly loops: number };
/** Steps, and the names that hold a number after them. */
type Written = { readonly steps: readonly JsonObject[]; readonly names: readonly string[] };

const codes = ['PLATFORM_REFUSED', 'PLATFORM_UNAVAILABLE'] as const;

/**
 * Writes a valid playbook of up to about 20 steps with every kind of step that needs nobody's help: actions that work, fail
 * and recover, conditions, set, switch, parallel, for_each, repeat, try, waits, gates and stops, inside one another.
 * With `in_turn` nothing happens at once.
 */
export function randomPlaybook(draw: Draw, in_turn = false): RandomPlaybook {
  let count = 0;
  let budget = 4 + draw(14);
  const next = () => {
    count += 1;
    return count;
  };
  const pick = <T>(choices: readonly [T, ...T[]]): T => choices[draw(choices.length)] ?? choices[0];
  const chance = (percent: number) => draw(100) < percent;

  const number = ({ names }: Place): string => {
    const name = names[draw(names.length)] ?? '1';
    const other = names[draw(names.length)] ?? '2';
    return pick([
      name,
      `${name} + ${1 + draw(9)}`,
      `(${name} + ${other}) % 97`,
      `(${name} > ${draw(9)} ? ${other} : ${draw(9)})`,
    ]);
  };
  const test = (place: Place) => `${number(place)} ${pick(['>', '<=', '==', '!='])} ${draw(12)}`;
  const wrapped = (text: string) => `{{ ${text} }}`;

  const body = (place: Place, most: number): Written => {
    const steps: JsonObject[] = [];
    let { names } = place;
    const wanted = 1 + draw(most);
    for (let index = 0; index < wanted && (steps.length === 0 || budget > 0); index += 1) {
      const written = step({ ...place, names });
      steps.push(...written.steps);
      names = [...names, ...written.names.filter((name) => !names.includes(name))];
    }
    return { steps, names: names.filter((name) => !place.names.includes(name)) };
  };
  const inner = (place: Place): Place => ({ ...place, depth: place.depth + 1 });

  const step = (place: Place): Written => {
    budget -= 1;
    const id = `s${next()}`;
    const simple = [act, act, stumble, name, wait] as const;
    const holding = [choose, together, forEach, repeat, attempt, gate, hear, end, act] as const;
    const write = place.depth >= 3 || budget <= 0 ? pick(simple) : pick([...simple, ...holding]);
    const written = write(id, place);
    const [first] = written.steps;
    // A condition can be put before any step; what it names is then no longer certain.
    if (first === undefined || 'condition' in first || !chance(15)) return written;
    return { steps: [{ ...first, condition: test(place) }], names: [] };
  };

  const call = (id: string, action: string, params: JsonObject, more: JsonObject = {}): JsonObject => ({
    ...{ id, agent: 'PropertyAgent', action, params },
    ...more,
  });
  const act = (id: string, place: Place): Written => ({
    steps: [call(id, 'echo', { value: wrapped(number(place)) }, { output: `v_${id}` })],
    names: [`v_${id}`],
  });
  const stumble = (id: string, place: Place): Written => {
    const params = { value: wrapped(number(place)), code: pick(codes), times: draw(4) };
    const on_error = chance(50) ? { on_error: 'continue' } : {};
    const retry = { max_attempts: 1 + draw(4) };
    return { steps: [call(id, 'stumble', params, { output: `v_${id}`, retry, ...on_error })], names: [] };
  };
  const name = (id: string, place: Place): Written => ({
    steps: [{ id, set: { [`v_${id}`]: wrapped(number(place)) } }],
    names: [`v_${id}`],
  });
  const wait = (id: string): Written => ({ steps: [{ id, wait: { for: `${1 + draw(5_000)}s` } }], names: [] });
  const hear = (id: string, place: Place): Written => {
    // An event answers one wait; in a loop the next round would wait for the next event, which never comes.
    if (place.loops > 0) return wait(id);
    const on_timeout = pick(['fail', 'continue', 'continue']);
    return {
      steps: [{ id, wait: { event: `heard.${id}`, timeout: `${1 + draw(5_000)}s`, on_timeout }, output: `v_${id}` }],
      names: [],
    };
  };
  const gate = (id: string): Written => {
    const approval = {
      approvers: { roles: ['approver'] },
      timeout: '45m',
      on_timeout: 'reject',
      undo_window: pick(['0s', '10s']),
    };
    return { steps: [{ id, approval }], names: [] };
  };
  const end = (id: string, place: Place): Written => ({
    steps: [
      {
        id,
        condition: test(place),
        stop: { status: pick(['completed', 'failed', 'cancelled']), result: wrapped(number(place)) },
      },
    ],
    names: [],
  });
  const choose = (id: string, place: Place): Written => {
    const cases = Array.from({ length: 1 + draw(2) }, () => ({
      when: test(place),
      steps: body(inner(place), 2).steps,
    }));
    const otherwise = chance(60) ? [{ else: body(inner(place), 2).steps }] : [];
    return { steps: [{ id, switch: [...cases, ...otherwise] }], names: [] };
  };
  const together = (id: string, place: Place): Written => {
    if (in_turn) return act(id, place);
    const join = pick(['all', 'any']);
    // Each branch begins with something that takes time, so that no two branches end at the very same moment.
    const branches = Array.from({ length: 2 + draw(2) }, () => {
      const first = act(`s${next()}`, place);
      const rest = body({ ...inner(place), names: [...place.names, ...first.names] }, 2);
      return { steps: [...first.steps, ...rest.steps], names: [...first.names, ...rest.names] };
    });
    const parallel = branches.map((branch) => branch.steps);
    return { steps: [{ id, parallel, join }], names: join === 'all' ? branches.flatMap((branch) => branch.names) : [] };
  };
  const forEach = (id: string, place: Place): Written => {
    const as = `i_${id}`;
    const items = `[${Array.from({ length: draw(4) }, () => number(place)).join(', ')}]`;
    const first = act(`s${next()}`, { ...place, names: [...place.names, as] });
    const rest = body({ ...inner(place), loops: place.loops + 1, names: [...place.names, as, ...first.names] }, 2);
    const for_each = { items, as, max_parallel: in_turn ? 1 : 1 + draw(3), on_item_error: pick(['fail', 'continue']) };
    return { steps: [{ id, for_each, steps: [...first.steps, ...rest.steps], output: `v_${id}` }], names: [] };
  };
  const repeat = (id: string, place: Place): Written => {
    const as = `r_${id}`;
    const written = body({ ...inner(place), loops: place.loops + 1, names: [...place.names, as] }, 2);
    const until = chance(50);
    const rounds = draw(4);
    const limit = { max_iterations: 1 + draw(4), as, on_limit: pick(['fail', 'continue']) };
    const ending: JsonObject = until ? { until: `${as} >= ${rounds}` } : { while: `${as} < ${rounds}` };
    return {
      steps: [{ id, repeat: { ...ending, ...limit }, steps: written.steps }],
      names: until ? written.names : [],
    };
  };
  const attempt = (id: string, place: Place): Written => {
    const tried = body(inner(place), 3).steps;
    const caught = (): JsonObject => {
      const when = chance(50) ? { when: `error.code == '${pick(codes)}'` } : {};
      return { ...when, steps: body(inner(place), 2).steps };
    };
    const parts: Record<string, JsonValue> = { id, try: tried };
    const clauses = Array.from({ length: draw(3) }, caught);
    // A catch without a condition takes everything, so nothing may stand after it.
    const catches = clauses.slice(0, clauses.findIndex((each) => !('when' in each)) + 1 || clauses.length);
    if (catches.length > 0) parts.catch = catches;
    if (catches.length === 0 || chance(40)) parts.finally = body(inner(place), 2).steps;
    return { steps: [parts], names: [] };
  };

  const given = ['inputs.a', 'inputs.b', 'inputs.c'];
  const place: Place = { names: given, depth: 0, loops: 0 };
  const steps = body(place, 8).steps;
  const on_failure = chance(25) ? { on_failure: body(place, 2).steps } : {};
  const integer = { type: 'integer' };
  const playbook = {
    ...{ id: 'random_v1', name: 'Random', scope: 'none', inputs: { a: integer, b: integer, c: integer } },
    ...{ steps, ...on_failure, timeout: '90d' },
  };
  return {
    source: JSON.stringify(playbook, null, 1),
    inputs: { a: draw(12), b: draw(12), c: draw(12) },
    cancel_after_ms: !in_turn && chance(15) ? 1 + draw(9_000_000) : null,
  };
}
