import { canonicalJson } from '../../contracts/canonical-json.ts';
import type { Plan, PlanInput } from '../../contracts/plan/index.ts';
import { sayCondition, sayLength } from '../wording/index.ts';
import { type Difference, differenceOf, present } from './change.ts';

/** The differences of everything but steps, guardrails and approvals. */
export function topLevelDifferences(before: Plan, after: Plan): readonly Difference[] {
  const compare = (path: string, what: string, say: (plan: Plan) => string | null, danger = false) =>
    differenceOf({ path, what, danger }, say(before), say(after));
  return present([
    compare('id', 'id', (plan) => plan.playbook_id, true),
    compare('name', 'name', (plan) => plan.name),
    compare('description', 'description', (plan) => plan.description),
    compare('owner', 'owner', (plan) => plan.owner),
    compare('labels', 'labels', (plan) => emptyAsNull(plan.labels)),
    compare('scope', 'scope', (plan) => plan.scope, true),
    compare('platforms', 'ad platforms', (plan) => plan.platforms?.join(', ') ?? null, true),
    compare('timeout', 'longest life of an execution', (plan) => sayLength(plan.timeout_seconds)),
    compare('when', 'trigger', (plan) => (plan.when === null ? null : sayCondition(plan.when)), true),
    ...scheduleDifferences(before, after),
    ...eventDifferences(before, after),
    ...inputDifferences(before, after),
    compare('concurrency.key', 'what counts together', ({ concurrency }) => concurrency.key?.source ?? null),
    compare(
      'concurrency.limit',
      'live executions at once',
      ({ concurrency }) => String(concurrency.limit),
      after.concurrency.limit > before.concurrency.limit,
    ),
    compare('concurrency.on_conflict', 'one execution more', ({ concurrency }) => concurrency.on_conflict),
    compare('outcome', 'promise', sayOutcome),
  ]);
}

function emptyAsNull(labels: Readonly<Record<string, string>>): string | null {
  return Object.keys(labels).length === 0 ? null : canonicalJson(labels);
}

function scheduleDifferences(before: Plan, after: Plan): readonly (Difference | null)[] {
  const [old, now] = [before.schedule, after.schedule];
  if (old === null || now === null)
    return [differenceOf({ path: 'schedule', what: 'schedule', danger: old === null }, sayCron(old), sayCron(now))];
  const compare = (key: string, what: string, say: (schedule: NonNullable<Plan['schedule']>) => string | null) =>
    differenceOf({ path: `schedule.${key}`, what: `schedule: ${what}` }, say(old), say(now));
  return [
    compare('cron', 'times', ({ cron }) => cron),
    compare('timezone', 'time zone', ({ timezone }) => timezone),
    compare('overlap', 'while one is live', ({ overlap }) => overlap),
    compare('catchup_window', 'catch-up', ({ catchup_window_seconds }) => sayLength(catchup_window_seconds)),
    compare('jitter', 'spread', ({ jitter_seconds }) => sayLength(jitter_seconds)),
    compare('skip', 'days left out', ({ skip }) => skip.join(', ') || null),
  ];
}

function sayCron(schedule: Plan['schedule']): string | null {
  return schedule === null ? null : `${schedule.cron} (${schedule.timezone})`;
}

function eventDifferences(before: Plan, after: Plan): readonly (Difference | null)[] {
  const byName = (plan: Plan) => Map.groupBy(plan.on ?? [], ({ event }) => event);
  const [old, now] = [byName(before), byName(after)];
  return [...new Set([...old.keys(), ...now.keys()])].map((event) => {
    const said = (triggers: Plan['on']) =>
      triggers === undefined ? null : triggers.map(({ match }) => match?.source ?? 'every one').join(' or ');
    const every = (triggers: Plan['on']) => triggers?.some(({ match }) => match === null) === true;
    // An event that starts it anew, or now whatever the event says.
    const danger = !old.has(event) || (every(now.get(event)) && !every(old.get(event)));
    return differenceOf(
      { path: `on.${event}`, what: `start on the event ${event}`, danger },
      said(old.get(event)),
      said(now.get(event)),
    );
  });
}

function inputDifferences(before: Plan, after: Plan): readonly (Difference | null)[] {
  const names = [...new Set([...Object.keys(before.inputs), ...Object.keys(after.inputs)])];
  return names.map((name) => {
    const [old, now] = [before.inputs[name], after.inputs[name]];
    // Whoever starts it without the value is refused from now on.
    const danger = now?.required === true && old?.required !== true;
    return differenceOf({ path: `inputs.${name}`, what: `input ${name}`, danger }, sayInput(old), sayInput(now));
  });
}

function sayInput(input: PlanInput | undefined): string | null {
  if (input === undefined) return null;
  const standard = input.default === null ? '' : `, default ${canonicalJson(input.default)}`;
  const about = input.description === null ? '' : `, “${input.description}”`;
  return `${input.type}, ${input.required ? 'required' : 'optional'}${standard}${about}`;
}

function sayOutcome({ outcome }: Plan): string | null {
  if (outcome === null) return null;
  const least = outcome.minimum_effect_pct === 0 ? '' : ` by ${outcome.minimum_effect_pct} %`;
  return `${outcome.direction} ${outcome.metric}${least} within ${sayLength(outcome.window_seconds)}`;
}
