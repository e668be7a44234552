import { z } from 'zod';
import { actionId } from '../../../contracts/action.ts';
import type { ActionStep, Template } from '../../../contracts/plan/index.ts';
import { certain, maybe, type ValueType } from '../../expressions/checking.ts';
import type { CatalogAction } from '../action-catalog.ts';
import { checkLiteral } from '../expressions/check-literal.ts';
import { checkValue } from '../expressions/check-value.ts';
import { compileTemplate } from '../expressions/compile-template.ts';
import { reportMissing, reportType } from '../fields.ts';
import { define } from '../flow.ts';
import { actionKeys, stepMaps } from '../keys/index.ts';
import { closest } from '../nearest.ts';
import { readApproval } from '../policies/approval.ts';
import { readRetry } from '../policies/retry.ts';
import { warnRatio } from '../ratio.ts';
import { readChoice, readDuration, readIdentifier, readText } from '../scalars.ts';
import type { SourceNode } from '../source-node.ts';
import type { StepKindRow, StepSource } from './step-kind.ts';

/** `agent` + `action`: calls one action as one Temporal activity; a write is planned, approved and then applied. */
export const actionKind: StepKindRow = {
  ...stepMaps.action,
  compile: (source) => {
    const { base, fields, context, inside } = source;
    const action = findAction(source);
    const params = compileParams(source, action);
    const output = readIdentifier(fields.node('output'), '`output`', context.report);
    const onError =
      readChoice(fields.node('on_error'), '`on_error`', actionKeys.on_error.value.of, context.report) ?? 'fail';
    const approvalNode = fields.node('approval');
    const approval =
      approvalNode === undefined
        ? null
        : readApproval(
            approvalNode,
            { scope: inside, params: action === null ? null : Object.keys(action.params), gate: false },
            context,
          );
    const retry = readRetry(fields.node('retry'), action?.definition.retry ?? null, context.report);
    const timeout = readDuration(fields.node('timeout'), '`timeout`', actionKeys.timeout.value, context.report);
    if (action?.definition.effect === 'write') {
      const place = fields.entry('action')?.value.place ?? source.place;
      context.questions.push({ stepId: base.id, place, rested: inside.rested === true });
      context.writes.push({
        stepId: base.id,
        place,
        asks: approvalNode !== undefined,
        scope: inside,
        params: Object.keys(action.params),
      });
    }
    const needs = action?.definition.needs ?? [];
    if (action !== null && needs.length > 0) {
      const at = fields.entry('action')?.value.place ?? source.place;
      context.asks.push({ stepId: base.id, actionId: actionId(action.definition), needs, place: at });
    }
    const place = fields.entry('output')?.value.place ?? source.place;
    const type = action?.output ?? { kind: 'any' as const, nullable: false };
    const scope =
      output === null ? inside : define(inside, output, onError === 'continue' ? maybe(type) : type, place, context);
    const after = { scope, ended: false };
    if (action === null || retry === null) return { step: null, after };
    const { definition } = action;
    const step: ActionStep = {
      ...base,
      kind: 'action',
      action_id: actionId(definition),
      effect: definition.effect,
      summary: definition.summary,
      params,
      output,
      approval,
      retry,
      timeout_seconds: timeout ?? definition.timeout_seconds,
      heartbeat_seconds: definition.heartbeat_seconds,
      on_error: onError,
    };
    return { step, after };
  },
};

function findAction(source: StepSource): CatalogAction | null {
  const { fields, context, place } = source;
  const { report, catalog } = context;
  const agentNode = fields.node('agent');
  const actionNode = fields.node('action');
  if (fields.entry('agent') === undefined) {
    const meant = agentOf(actionNode, source);
    const advice = meant === null ? null : `agent: ${meant.definition.agent}, action: ${meant.definition.action}`;
    reportMissing(place, 'The step', 'agent', catalog.agents().join(', '), report, advice);
    return meant;
  }
  if (fields.entry('action') === undefined)
    reportMissing(place, 'The step', 'action', 'the name of one of the agent’s actions', report);
  const agent = readText(agentNode, '`agent`', report);
  const action = readText(actionNode, '`action`', report);
  if (agent === null || agentNode === undefined) return null;
  if (!catalog.agents().includes(agent)) {
    const expected = catalog.agents().join(', ');
    report.add({
      code: 'PLAYBOOK_AGENT_UNKNOWN',
      place: agentNode.place,
      message: `There is no agent ${agent}.`,
      expected,
      suggestion: closest(agent, catalog.agents()),
    });
    return null;
  }
  if (action === null || actionNode === undefined) return null;
  const found = catalog.find(agent, action);
  if (found !== undefined) return found;
  const actions = catalog.actionsOf(agent);
  report.add({
    code: 'PLAYBOOK_ACTION_UNKNOWN',
    place: actionNode.place,
    message: `${agent} has no action ${action}.`,
    expected: actions.join(', '),
    // Its full name is that of the list of actions.
    suggestion: closest(action.replace(/^.*\./, ''), actions),
  });
  return null;
}

/** The action that a step without `agent` means: by its full name, `Agent.action`, or because one agent alone has it. */
function agentOf(node: SourceNode | undefined, { context }: StepSource): CatalogAction | null {
  const text = node?.kind === 'scalar' ? String(node.value) : '';
  const [, named, action = text] = /^(\w+)\.(\w+)$/.exec(text) ?? [];
  const agents = named === undefined ? context.catalog.agents() : [named];
  const found = agents.flatMap((agent) => context.catalog.find(agent, action) ?? []);
  return found.length === 1 ? (found[0] ?? null) : null;
}

function compileParams(source: StepSource, action: CatalogAction | null): Record<string, Template> {
  const { fields, context, inside } = source;
  const node = fields.node('params');
  const params: Record<string, Template> = {};
  const entries = node?.kind === 'map' ? node.entries : [];
  if (node !== undefined && node.kind !== 'map' && !isEmpty(node))
    reportType(node, '`params`', 'a map of parameters', context.report);
  const names = Object.keys(action?.params ?? {});
  for (const { key, keyPlace, value } of entries) {
    const compiled = compileTemplate(value, inside, context);
    params[key] = compiled.template;
    if (key.endsWith('_pct')) warnRatio(value, context.report);
    if (action === null) continue;
    const wanted = Object.hasOwn(action.params, key) ? action.params[key] : undefined;
    if (wanted === undefined) {
      context.report.add({
        code: 'PLAYBOOK_PARAM_UNKNOWN',
        place: keyPlace,
        message: `${actionId(action.definition)} has no parameter ${key}.`,
        expected: names.join(', '),
        suggestion: closest(key, names),
      });
    } else if (compiled.template.kind === 'literal' && !compiled.broken) {
      checkLiteral(compiled, action.definition.params.shape[key], wanted, key, context.report);
    } else {
      checkValue(compiled, forExpression(wanted, action.definition.params.shape[key]), key, context);
    }
  }
  // A parameter that was only misspelt is there; where `params` is no map at all, that is what is wrong.
  const given = new Set(entries.flatMap(({ key }) => [key, closest(key, names)]));
  const readable = node === undefined || node.kind === 'map' || isEmpty(node);
  for (const name of action?.required ?? []) {
    if (action === null || given.has(name) || !readable) continue;
    const place = fields.entry('action')?.value.place ?? source.place;
    context.report.add({
      code: 'PLAYBOOK_PARAM_MISSING',
      place,
      message: `${actionId(action.definition)} needs the parameter ${name}.`,
      expected: action.required.join(', '),
      suggestion: `params: { ${name}: … }`,
    });
  }
  return params;
}

/** An expression that may be absent is filled in as null; a parameter that may be left out, but not null, cannot take that. */
function forExpression(wanted: ValueType, schema: z.core.$ZodType | undefined): ValueType {
  return schema !== undefined && wanted.nullable && !z.safeParse(schema, null).success ? certain(wanted) : wanted;
}

function isEmpty(node: SourceNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}
