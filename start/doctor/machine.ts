import { spawnSync } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { type Finding, fine, missing, optional } from './check.ts';

const gibibyte = 1024 ** 3;

/** Node: this process runs on the one that counts, whatever the shell’s is. */
export function checkNode(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= 24
    ? fine('Node', process.version)
    : missing('Node', `${process.version} is older than 24`, 'npm ci   (it brings Node 24 with it)');
}

/** Dependencies as the lock file names them. */
export function checkDependencies(root: string): Finding {
  return existsSync(join(root, 'node_modules', '.package-lock.json'))
    ? fine('Dependencies', 'installed')
    : missing('Dependencies', 'node_modules is missing or half installed', 'npm ci');
}

/** Room for data and for building: half a gigabyte of memory, two of disk. */
export function checkRoom(root: string): Finding {
  const disk = statfsSync(root);
  const free_disk = disk.bavail * disk.bsize;
  const text = `${(freemem() / gibibyte).toFixed(1)} GiB of memory and ${(free_disk / gibibyte).toFixed(0)} GiB of disk are free`;
  if (free_disk < 2 * gibibyte) return missing('Room', text, 'free at least 2 GiB of disk');
  return freemem() < gibibyte / 2
    ? optional('Room', text, 'close something: MBI takes about 0.6 GiB of memory')
    : fine('Room', text);
}

/** Java and Maven run the time-skipping test server; the product does not need them. */
export function checkJava(): Finding {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const maven = spawnSync('mvn', ['-v'], { encoding: 'utf8' });
  return java.status === 0 && maven.status === 0
    ? fine('Java and Maven', java.stderr.split('\n')[0] ?? '')
    : optional(
        'Java and Maven',
        'not found; only the tests that skip time need them',
        'install a JDK of at least 11 and Maven',
      );
}

/** A Chromium for the browser tests. */
export function checkChromium(root: string, environment: NodeJS.ProcessEnv): Finding {
  const found = [
    environment.CHROMIUM_PATH,
    '/usr/bin/chromium',
    join(root, 'node_modules', '@sparticuz', 'chromium', 'bin'),
  ].find((path) => path !== undefined && path !== '' && existsSync(path));
  return found === undefined
    ? optional('Chromium', 'not found; only the browser tests need it', 'install chromium, or set CHROMIUM_PATH')
    : fine('Chromium', found);
}
