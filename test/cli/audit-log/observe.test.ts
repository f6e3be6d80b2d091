import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020';
import { generatedEvents, jsonLines } from '../../support/audit-log';
import { BuiltCommand } from '../../support/command';

let command: BuiltCommand;
let dir: string;
beforeAll(() => (command = new BuiltCommand()));
afterAll(() => command.remove());
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'observe-')));
  fs.mkdirSync(path.join(dir, 'logs'));
  fs.writeFileSync(path.join(dir, 'logs', 'audit-2026-11-30T09-00-00.000.log.gz'), gzipSync(FIRST));
  fs.writeFileSync(path.join(dir, 'logs', 'audit.log'), SECOND);
});
afterEach(() => fs.rmSync(dir, { recursive: true }));
const run = (...argv: readonly string[]) => command.run(dir, 'audit-log', ...argv);
const read = (file: string) => fs.readFileSync(path.join(dir, file), 'utf8');
const FIRST = jsonLines(generatedEvents(300, 1));
const SECOND = jsonLines(generatedEvents(200, 2));

test('a folder is observed, and its files one after the other, with the same result', () => {
  const { code, out, err } = run('observe', 'logs', '-o', 'all.json');
  expect([code, out]).toEqual([0, '']);
  expect(err).toMatch(/^500 requests in 500 lines, 2026-11-30T08:00:00\.000123Z to 2026-11-30T08:00:02\.093123Z\n$/);
  expect(run('observe', 'logs/*.gz', '-o', 'a.json').code).toBe(0);
  expect(run('observe', 'logs/audit.log', '-o', 'b.json').code).toBe(0);
  expect(run('merge', 'b.json', 'a.json', '-o', 'merged.json')).toEqual({ code: 0, out: '', err: '' });
  expect(read('merged.json')).toBe(read('all.json'));
  expect(run('observe', 'a.json', 'logs/audit.log').out).toBe(read('all.json'));
});

test('the observation is as its schema says', () => {
  const schema = JSON.parse(
    fs.readFileSync(path.join(__dirname, '..', '..', '..', 'docs', 'audit-observation.schema.json'), 'utf8'),
  ) as object;
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
  expect([validate(JSON.parse(run('observe', 'logs').out)), validate.errors]).toEqual([true, null]);
});

test('what cannot be read is told of, and what could is written', () => {
  const half = gzipSync(FIRST).subarray(0, 4000);
  fs.writeFileSync(path.join(dir, 'half.gz'), half);
  fs.writeFileSync(path.join(dir, 'odd.log'), `no json\n${SECOND}{"kind":"Ev`);
  const { code, out, err } = run('observe', 'half.gz', 'odd.log');
  expect(code).toBe(2);
  expect(err).toContain('error: half.gz could not be read to its end: it ends within the gzip stream: the rest is missing\n');
  expect(err).toContain('odd.log: first at line 1 (not JSON), line 202 (cut off at the end of the file)\n');
  expect((JSON.parse(out) as { requests: { count: number } }).requests.count).toBeGreaterThan(200);
});

test('wrong words', () => {
  expect(run('observe', 'none')).toEqual({
    code: 2,
    out: '',
    err: 'error: none does not exist, so there is nothing to read. Name files, folders, globs, or - for standard input.\n',
  });
  expect(run('merge', 'logs/audit.log').err).toMatch(/^error: logs\/audit\.log cannot be merged: it is not JSON: /);
  expect(run('observe', 'logs', '--log-format', 'syslog').err).toContain('Allowed choices are kubernetes, rancher');
});
