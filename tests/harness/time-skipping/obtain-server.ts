import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const cache = resolve('.cache');
const libraries = join(cache, 'temporal-test-server-1.38.0');
const program = join(cache, 'temporal-test-server');

/**
 * The official time-skipping test server (Java), fetched once by Maven into the cache. Gives the path of a program that
 * starts it. Throws a plain sentence when there is no Java or Maven: the tests that skip time cannot run without.
 */
export function obtainTimeSkippingServer(): string {
  if (existsSync(program) && existsSync(libraries)) return program;
  mkdirSync(cache, { recursive: true });
  // Fetched aside and renamed, so that an interrupted download is never taken for a whole one.
  const aside = `${libraries}.new-${process.pid}`;
  const pom = resolve('tests/harness/time-skipping/pom.xml');
  const done = spawnSync('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${aside}`], {
    encoding: 'utf8',
  });
  if (done.status !== 0) {
    rmSync(aside, { recursive: true, force: true });
    throw new Error(
      `Tests that skip time need Java (11 or newer) and Maven: install a JDK and Maven, then run again.\n${done.stdout ?? ''}${done.error?.message ?? ''}`,
    );
  }
  if (existsSync(libraries)) rmSync(aside, { recursive: true, force: true });
  else renameSync(aside, libraries);
  const script = `#!/bin/sh\nexec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '${libraries}/*' io.temporal.testserver.TestServer "$@"\n`;
  writeFileSync(program, script, { mode: 0o755 });
  return program;
}
