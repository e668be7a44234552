import { describe, expect, it } from 'vitest';
import { readSourceFiles, type SourceFile } from './source-files.ts';

const files = readSourceFiles();
const product = files.filter((file) => !file.isTest && !file.path.includes('.config.'));

type Wall = {
  readonly room: (path: string) => boolean;
  readonly allows: (to: string, file: SourceFile, typeOnly: boolean) => boolean;
};

const isNode = (to: string) => to.startsWith('node:');
const isPackage = (to: string) =>
  !isNode(to) &&
  !/^(contracts|playbooks|workflows|activities|worker|api|db|cli|sandbox|start|admin-ui|evals|tests)\//.test(to);
const inside = (folder: string) => (path: string) => path.startsWith(`${folder}/`);
const isDefinition = (to: string) => to.endsWith('.action.ts');
const named =
  (...names: readonly string[]) =>
  (to: string) =>
    names.some((name) => to === name || to.startsWith(`${name}/`));
/** Files without zod and without I/O: what the workflow isolate may load besides its own. */
const isPure = (to: string) =>
  ['playbooks/expressions', 'playbooks/guardrails', 'playbooks/schedule', 'playbooks/triggers'].some((folder) =>
    inside(folder)(to),
  ) || ['contracts/canonical-json.ts', 'contracts/money.ts'].includes(to);

/** The one door of the pure reasoning core: whoever wants to think about a context may, and nobody reaches behind it. */
const isReasoning = (to: string) => to === 'activities/reasoning/index.ts';

/** The one door to addresses that somebody outside chose: whoever has to go there goes through it. */
const isPublicWeb = (to: string) => to === 'activities/public-web/index.ts';

/** The one door of the evaluations, for the worker’s agent that runs them and for the command line. */
const isEvaluation = (to: string) => to === 'evals/index.ts';
/** Storing runs, and asking models whose calls are written down, are what of the evaluations touches the database. */
const recordsRuns = (path: string) => path === 'evals/record-runs.ts' || path === 'evals/open-models.ts';
/** The command alone opens models and the encoder; what scores their answers is pure. */
const opensModels = (to: string, path: string) =>
  (path === 'evals/open-models.ts' && to === 'activities/llm/open-council.ts') ||
  (path === 'evals/regression/help.ts' && to.startsWith('activities/knowledge/embedding/'));

/** The door of the prompt files: text and versions, no vendor and no database. */
const isPromptRegistry = (to: string) => to === 'activities/llm/prompts/index.ts';

const walls: Readonly<Record<string, Wall>> = {
  contracts: { room: inside('contracts'), allows: (to) => inside('contracts')(to) || to === 'zod' },
  compiler: {
    room: inside('playbooks/compiler'),
    allows: (to) =>
      inside('playbooks')(to) || inside('contracts')(to) || isDefinition(to) || isPackage(to) || to === 'node:crypto',
  },
  expressions: {
    room: inside('playbooks/expressions'),
    allows: (to) => inside('playbooks/expressions')(to) || inside('contracts')(to) || isPackage(to),
  },
  guardrails: {
    room: inside('playbooks/guardrails'),
    allows: (to) => inside('playbooks/guardrails')(to) || inside('contracts')(to),
  },
  testing: {
    room: inside('playbooks/testing'),
    allows: (to, _file, typeOnly) =>
      inside('playbooks')(to) ||
      inside('contracts')(to) ||
      isPackage(to) ||
      to === 'node:crypto' ||
      (typeOnly && to === 'worker/stage/script.ts'),
  },
  workflows: {
    room: inside('workflows'),
    allows: (to, _file, typeOnly) =>
      inside('workflows')(to) ||
      isPure(to) ||
      to === '@temporalio/workflow' ||
      to === '@temporalio/common' ||
      (inside('contracts')(to) && (typeOnly || !to.endsWith('roles.ts'))) ||
      typeOnly,
  },
  activities: {
    room: inside('activities'),
    allows: (to, file) =>
      inside('activities')(to) ||
      (isEvaluation(to) && inside('activities/agents/evaluation')(file.path)) ||
      inside('contracts')(to) ||
      inside('db')(to) ||
      isPure(to) ||
      isPackage(to) ||
      isNode(to),
  },
  reasoning: {
    room: inside('activities/reasoning'),
    allows: (to) =>
      inside('activities/reasoning')(to) || inside('contracts')(to) || named('zod', 'simple-statistics')(to),
  },
  evals: {
    room: inside('evals'),
    allows: (to, file) =>
      inside('evals')(to) ||
      (inside('db')(to) && recordsRuns(file.path)) ||
      opensModels(to, file.path) ||
      inside('contracts')(to) ||
      inside('sandbox/market')(to) ||
      inside('sandbox/world')(to) ||
      isReasoning(to) ||
      isPromptRegistry(to) ||
      isPackage(to) ||
      isNode(to),
  },
  db: {
    room: inside('db'),
    allows: (to) => inside('db')(to) || inside('contracts')(to) || isPackage(to) || isNode(to),
  },
  worker: {
    room: inside('worker'),
    allows: (to) =>
      inside('worker')(to) ||
      inside('activities')(to) ||
      inside('contracts')(to) ||
      inside('db')(to) ||
      to.startsWith('workflows/') ||
      isPackage(to) ||
      isNode(to),
  },
  api: {
    room: inside('api'),
    allows: (to) =>
      inside('api')(to) ||
      inside('contracts')(to) ||
      inside('db')(to) ||
      inside('playbooks')(to) ||
      to === 'workflows/messages.ts' ||
      isReasoning(to) ||
      isPromptRegistry(to) ||
      isDefinition(to) ||
      isPackage(to) ||
      isNode(to),
  },
  cli: {
    room: inside('cli'),
    allows: (to) =>
      inside('cli')(to) ||
      inside('contracts')(to) ||
      inside('db')(to) ||
      inside('playbooks')(to) ||
      inside('start')(to) ||
      named('worker/stage', 'worker/replay.ts')(to) ||
      to === 'workflows/messages.ts' ||
      isReasoning(to) ||
      isPromptRegistry(to) ||
      isEvaluation(to) ||
      isDefinition(to) ||
      isPackage(to) ||
      isNode(to),
  },
  sandbox: {
    room: inside('sandbox'),
    allows: (to) => inside('sandbox')(to) || inside('contracts')(to) || isPackage(to) || isNode(to),
  },
  'admin-ui': {
    room: inside('admin-ui'),
    allows: (to, _file, typeOnly) =>
      inside('admin-ui')(to) ||
      (inside('contracts')(to) && (typeOnly || !to.includes('/config/'))) ||
      (inside('api')(to) && typeOnly) ||
      isPackage(to),
  },
};

describe('the walls between the rooms', () => {
  for (const [name, wall] of Object.entries(walls)) {
    it(`${name} imports only what it may`, () => {
      const breaches = product
        .filter((file) => wall.room(file.path))
        .flatMap((file) =>
          file.imports
            .filter(({ to, typeOnly }) => !wall.allows(to, file, typeOnly))
            .map(({ to }) => `${file.path} -> ${to}`),
        );
      expect(breaches).toEqual([]);
    });
  }

  it('only the worker loads handlers and vendor clients', () => {
    const vendors = named('@anthropic-ai/sdk', 'openai', '@lancedb/lancedb');
    const breaches = product
      .filter((file) => !inside('activities')(file.path) && !inside('worker')(file.path))
      .flatMap((file) =>
        file.imports
          .filter(({ to }) => to.endsWith('.handler.ts') || vendors(to))
          .map(({ to }) => `${file.path} -> ${to}`),
      );
    expect(breaches).toEqual([]);
  });

  it('only the door to the public network opens connections of its own to where somebody outside wants', () => {
    const clients = named(
      'node:http',
      'node:https',
      'node:http2',
      'node:net',
      'node:tls',
      'node:dns',
      'node:dns/promises',
      'undici',
    );
    const breaches = product
      .filter((file) => inside('activities')(file.path) && !inside('activities/public-web')(file.path))
      .flatMap((file) => file.imports.filter(({ to }) => clients(to)).map(({ to }) => `${file.path} -> ${to}`));
    expect(breaches).toEqual([]);
  });

  it('a room under activities does not reach into a sibling', () => {
    const roomOf = (path: string) => /^activities\/(agents\/[^/]+|[^/]+)\//.exec(path)?.[1];
    const breaches = product.flatMap((file) => {
      const own = roomOf(file.path);
      if (own === undefined) return [];
      return file.imports
        .filter(
          ({ to, typeOnly }) =>
            !typeOnly &&
            roomOf(to) !== undefined &&
            roomOf(to) !== own &&
            !isDefinition(to) &&
            !isReasoning(to) &&
            !isPublicWeb(to),
        )
        .map(({ to }) => `${file.path} -> ${to}`);
    });
    expect(breaches).toEqual([]);
  });

  it('there is no cycle of imports', () => {
    const graph = new Map(
      product.map((file) => [file.path, file.imports.filter((each) => !each.typeOnly).map((each) => each.to)]),
    );
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (state.get(path) === 'done') return;
      if (state.get(path) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
        return;
      }
      state.set(path, 'open');
      for (const to of graph.get(path) ?? []) if (graph.has(to)) visit(to, [...trail, path]);
      state.set(path, 'done');
    };
    for (const path of graph.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });
});
