import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { platformConfigGroups } from '../../activities/ad-platforms/platforms.action.ts';
import { readApiConfig } from '../../api/config.ts';
import { configGroups } from '../../contracts/config/index.ts';
import { settingsFromFiles } from '../../contracts/config/secret-files.ts';
import { projectUrl } from './read-rules.ts';

const textOf = (path: string) => readFileSync(new URL(path, projectUrl), 'utf8');
const secretSchema = z.union([z.string(), z.object({ source: z.string(), target: z.string() })]);
const serviceSchema = z.looseObject({
  image: z.string().optional(),
  profiles: z.array(z.string()).default([]),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  secrets: z.array(secretSchema).default([]),
});
const composeSchema = z.looseObject({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
});
const targetsSchema = z.array(z.object({ static_configs: z.array(z.object({ targets: z.array(z.string()) })) }));
const prometheusSchema = z.object({
  rule_files: z.array(z.string()),
  alerting: z.object({ alertmanagers: targetsSchema }),
  scrape_configs: targetsSchema,
});

const compose = composeSchema.parse(parse(textOf('docker-compose.yml'), { merge: true }));
const prometheus = prometheusSchema.parse(parse(textOf('deploy/prometheus/prometheus.yaml')));
const services = Object.entries(compose.services);
const mounts = services.flatMap(([name, { volumes }]) =>
  volumes.map((volume) => {
    const [from = '', to = ''] = volume.split(':');
    return { name, from, to };
  }),
);
const targetsOf = (configs: z.infer<typeof targetsSchema>) =>
  configs.flatMap((each) => each.static_configs.flatMap(({ targets }) => targets));
const mountedIn = (service: string, path: string) => {
  const found = mounts.find(({ name, to }) => name === service && (path === to || path.startsWith(`${to}/`)));
  return found === undefined ? null : `${found.from}${path.slice(found.to.length)}`;
};

describe('docker compose', () => {
  it.each(mounts)('mounts into $name only what there is: $from', ({ from }) => {
    if (from.startsWith('./')) expect(existsSync(new URL(from, projectUrl))).toBe(true);
    else expect(compose.volumes).toHaveProperty(from);
  });

  it('starts monitoring only when asked to, at fixed versions, open to this machine alone', () => {
    const asked = services.filter(([, { profiles }]) => profiles.length > 0);
    expect(asked.map(([name, { profiles }]) => [name, profiles])).toEqual([
      ['prometheus', ['monitoring']],
      ['alertmanager', ['monitoring']],
      ['grafana', ['monitoring']],
    ]);
    for (const [, { image }] of asked) expect(image).toMatch(/:v?\d+\.\d+\.\d+$/);
    expect(asked.flatMap(([, { ports }]) => ports)).toEqual([
      ...['127.0.0.1:9090:9090', '127.0.0.1:9093:9093', '127.0.0.1:3001:3000'],
    ]);
    for (const [name, { ports }] of services)
      expect(
        ports.every((port) => port.startsWith('127.0.0.1:')),
        name,
      ).toBe(true);
  });

  it('takes every secret from a file, by the name of its setting, and none from the environment', () => {
    const inSettings = [...settingsFromFiles({ ...configGroups, ...platformConfigGroups() })]
      .filter(([name, { secret }]) => secret && !['MBI_API_KEY', 'MBI_PASSWORD'].includes(name))
      .map(([name]) => name);
    expect(Object.keys(compose.secrets).toSorted()).toEqual(inSettings.map((name) => name.toLowerCase()).toSorted());
    for (const [name, { file }] of Object.entries(compose.secrets)) {
      const setting = `${name.toUpperCase()}_FILE`;
      const needed = `\${${setting}:-./secrets/${name}}`;
      expect([needed, `\${${setting}:-/dev/null}`]).toContain(file);
      for (const [service, { environment }] of services) {
        expect(environment, service).not.toHaveProperty(name.toUpperCase());
        const mounted = `/run/secrets/${name}`;
        if (setting in environment)
          expect(environment[setting]).toBe(file === needed ? mounted : `\${${setting}:+${mounted}}`);
      }
    }
    const used = services.flatMap(([, { secrets }]) =>
      secrets.map((each) => (typeof each === 'string' ? each : each.source)),
    );
    expect([...new Set(used)].toSorted()).toEqual(Object.keys(compose.secrets).toSorted());
  });
});

describe('Temporal in docker compose', () => {
  it('is told to hand out work by priority and turn by turn, in a file that is mounted', () => {
    const { DYNAMIC_CONFIG_FILE_PATH } = compose.services.temporal?.environment ?? {};
    const file = mountedIn('temporal', `${DYNAMIC_CONFIG_FILE_PATH}`);
    expect(parse(textOf(file ?? ''))).toEqual({
      'matching.enableFairness': [{ value: true }],
      'matching.numTaskqueueWritePartitions': [{ value: 1 }],
    });
  });
});

describe('the script of secrets', () => {
  it('makes each one that is needed, closed to others, and leaves those that are there', () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'mbi-secrets-')), 'secrets');
    const make = () => execFileSync('sh', ['deploy/make-secrets.sh', folder], { encoding: 'utf8' });
    const told = make();
    const made = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8').trim()]));
    const optional = ['mbi_payload_key', 'mbi_grafana_admin_password'];
    const needed = services
      .filter(([, { profiles }]) => profiles.length === 0)
      .flatMap(([, { secrets }]) => secrets.map((each) => (typeof each === 'string' ? each : each.source)))
      .filter((name) => compose.secrets[name]?.file.endsWith(`./secrets/${name}}`));
    expect([...made.keys()].toSorted()).toEqual([...new Set([...needed, ...optional])].toSorted());
    const environment = Object.fromEntries([...made].map(([name, value]) => [name.toUpperCase(), value]));
    expect(readApiConfig({ ...environment, TEMPORAL_ADDRESS: 'temporal:7233' }).payload_keys).toBe(
      made.get('mbi_payload_key'),
    );
    expect(made.get('database_url')).toContain(made.get('mbi_app_password'));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    make();
    for (const [name, value] of made) {
      expect(readFileSync(join(folder, name), 'utf8').trim()).toBe(value);
      expect(told).not.toContain(value);
    }
    rmSync(folder, { recursive: true });
  });
});

describe('Prometheus', () => {
  it.each([...targetsOf(prometheus.scrape_configs), ...targetsOf(prometheus.alerting.alertmanagers)])(
    'asks a service that there is: %s',
    (target) => {
      expect(compose.services).toHaveProperty(target.split(':')[0] ?? '');
    },
  );

  it('asks the worker where it serves its metrics, and the API at its port', () => {
    const { worker, api } = compose.services;
    expect(worker?.environment).toMatchObject({ MBI_METRICS_HOST: '0.0.0.0', MBI_METRICS_PORT: 9464 });
    expect(api?.ports.map((port) => port.split(':').at(-1))).toEqual(['8000']);
    expect(targetsOf(prometheus.scrape_configs)).toEqual(['api:8000', 'worker:9464']);
  });

  it('and Alertmanager find their files where they are mounted', () => {
    const configured = ['prometheus', 'alertmanager'].map((service) => {
      const flag = compose.services[service]?.command.find((each) => each.startsWith('--config.file='));
      return mountedIn(service, flag?.split('=')[1] ?? '');
    });
    expect(configured).toEqual(['./deploy/prometheus/prometheus.yaml', './deploy/alertmanager/alertmanager.yaml']);
    const rules = prometheus.rule_files.map((path) => mountedIn('prometheus', path));
    expect(rules).toEqual(['./deploy/prometheus/marketing-agent-alerts.yaml']);
    for (const path of [...configured, ...rules])
      expect(existsSync(new URL(path ?? '', projectUrl)), `${path}`).toBe(true);
  });

  it('leaves to Alertmanager the two secrets that its file names', () => {
    const named = [...textOf('deploy/alertmanager/alertmanager.yaml').matchAll(/_file: (\S+)/g)].map(
      (match) => match[1],
    );
    const given = (compose.services.alertmanager?.secrets ?? []).map((each) =>
      typeof each === 'string' ? each : each.target,
    );
    expect([...new Set(named)].toSorted()).toEqual(given.toSorted());
  });
});

describe('Grafana', () => {
  it('knows Prometheus as its source, and every dashboard by its file', () => {
    const source = z.object({
      datasources: z.array(z.object({ type: z.string(), url: z.string(), isDefault: z.boolean() })),
    });
    const { datasources } = source.parse(parse(textOf('deploy/grafana-provisioning/datasources/prometheus.yaml')));
    expect(datasources).toEqual([{ type: 'prometheus', url: 'http://prometheus:9090', isDefault: true }]);
    const provider = z.object({ providers: z.array(z.object({ options: z.object({ path: z.string() }) })) });
    const { providers } = provider.parse(parse(textOf('deploy/grafana-provisioning/dashboards/files.yaml')));
    expect(providers.map(({ options }) => mountedIn('grafana', options.path))).toEqual(['./deploy/grafana']);
  });
});
