// Adds to package-lock.json the platform packages that the registry of this machine does not offer, so that `npm ci` with
// this lock does not fail here and finds them elsewhere. Run after every `npm install` (it is part of `npm run lock`).
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const entries = lock.packages;

const systems = {
  ...Object.fromEntries(
    ['linux', 'darwin', 'win32', 'android', 'freebsd', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'aix'].map(
      (each) => [each, each],
    ),
  ),
  windows: 'win32',
};
const processors = {
  ...Object.fromEntries(
    ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el'].map((each) => [each, each]),
  ),
  gnueabihf: 'arm',
};

for (const [at, entry] of Object.entries(entries)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const words = name.split(/[-/@.]/);
    const system = systems[words.find((word) => systems[word])];
    const processor = processors[words.find((word) => processors[word])];
    if (system === undefined) continue;
    const version = range.replace(/^[~^]/, '');
    const nested = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    const top = `node_modules/${name}`;
    const listed = [nested, top].some(
      (path) => entries[path] && (entries[path].version === version || range !== version),
    );
    if (listed) continue;
    entries[entries[top] ? nested : top] = {
      version,
      ...(processor && { cpu: [processor] }),
      ...(entry.dev && { dev: true }),
      optional: true,
      os: [system],
    };
  }
}

lock.packages = Object.fromEntries(Object.entries(entries).sort(([left], [right]) => left.localeCompare(right, 'en')));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
