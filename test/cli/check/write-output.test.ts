import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { Writable } from 'node:stream';
import { portions, writeTo } from '../../../src/cli/check/write-output';

test('portions hold the same text, in few pieces', () => {
  const pieces = Array.from({ length: 10_000 }, (_, i) => `${i} `.repeat(10));
  const portioned = [...portions(pieces)];
  expect(portioned.join('')).toBe(pieces.join(''));
  expect(portioned.length).toBeLessThan(10);
  expect([...portions([])]).toEqual([]);
  expect([...portions(['', 'a', ''])]).toEqual(['a']);
});

test('no piece is asked for before what reads the stream has taken those before', async () => {
  const taken: string[] = [];
  let asked = 0;
  const slow = new Writable({
    highWaterMark: 1,
    decodeStrings: false,
    write: (piece: string, _, done) => {
      expect(asked).toBe(taken.length + 1);
      setImmediate(() => {
        taken.push(piece);
        done();
      });
    },
  });
  const pieces = function* () {
    for (const piece of ['a', 'b', 'c']) {
      asked += 1;
      yield piece;
    }
  };
  await writeTo(slow, pieces());
  expect(taken).toEqual(['a', 'b', 'c']);
});

describe('standard output', () => {
  const run = (script: string) =>
    spawnSync('bash', ['-c', script], { encoding: 'utf8', env: { ...process.env, BIN: path.resolve('bin/cdk8s-hardened') } });

  test('a reader that goes away is no error, for any command', () => {
    for (const args of ['rules', 'rules --format json', 'check examples --format json', 'fix examples/secure-cluster/expected']) {
      expect({ args, ...run(`"$BIN" ${args} | head -c 1 | wc -c`) }).toMatchObject({
        stdout: expect.stringMatching(/^\s*[01]\n$/),
        stderr: expect.not.stringContaining('rror'),
      });
    }
  });

  test('a slow reader gets all of it, through a pipe that is not ready', () => {
    const whole = run('"$BIN" rules --format json').stdout;
    expect(whole.length).toBeGreaterThan(200_000);
    const unready = `const fs = require('node:fs'); const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, [process.env.BIN, 'rules', '--format', 'json'], { stdio: ['ignore', 'pipe', 'inherit'] });
      setTimeout(() => child.stdout.pipe(process.stdout), 300);`;
    const { stdout } = spawnSync(process.execPath, ['-e', unready], {
      encoding: 'utf8',
      maxBuffer: 1e8,
      env: { ...process.env, BIN: path.resolve('bin/cdk8s-hardened') },
    });
    expect(stdout).toBe(whole);
  });
});
