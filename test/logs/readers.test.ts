import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as zlib from 'node:zlib';
import fc from 'fast-check';
import { Observation } from '../../src/logs/audit/observation';
import { observeFile } from '../../src/logs/audit/observe';
import { LogReader } from '../../src/logs/line-reader';
import { logFiles } from '../../src/logs/log-files';
import { microsOf, timeText } from '../../src/logs/time';
import { auditEvent, generatedEvents, jsonLines } from '../support/audit-log';

let dir: string;
beforeEach(() => (dir = fs.mkdtempSync(path.join(os.tmpdir(), 'logs-'))));
afterEach(() => fs.rmSync(dir, { recursive: true }));
const write = (name: string, content: string | Buffer) => {
  const file = path.join(dir, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
  return file;
};
const observe = async (content: string | Buffer) => {
  const state = new Observation();
  const summary = await observeFile(state, write('audit.log', content), { detect: () => [] });
  const faults = Object.entries(state.faults).filter(([, count]) => count > 0);
  return {
    requests: state.requests.count,
    faults: Object.fromEntries(faults),
    error: summary.error,
    outOfOrder: summary.outOfOrder,
    lines: summary,
  };
};

/** What a reader makes of a text that comes in chunks of some size. */
function textsOf(content: Buffer, size: number, most?: number): (readonly [string, string | undefined])[] {
  const texts: (readonly [string, string | undefined])[] = [];
  const reader = new LogReader((text, _bytes, cut) => texts.push([text, cut]), most);
  for (let at = 0; at < content.length; at += size) reader.push(content.subarray(at, at + size));
  reader.end();
  return texts;
}

describe('texts of a stream', () => {
  test('are the same in whatever chunks they come', () => {
    const line = fc
      .oneof(
        fc.json(),
        fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\n\r]/g, '')),
      )
      .filter((text) => !/^\s*[[{]?\s*$/.test(text));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 50 }), (lines, size) => {
        const content = Buffer.from(`{"a":1}\n${lines.join('\n')}\n`);
        expect(textsOf(content, size)).toEqual(
          [['{"a":1}', undefined], ...lines.map((text) => [text, undefined])].map(([text, cut]) => [Buffer.from(text!).toString(), cut]),
        );
      }),
      { numRuns: 2000 },
    );
  });
  test('are the elements of a list, however it is written', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(fc.array(object, { maxLength: 8 }), fc.integer({ min: 1, max: 50 }), fc.constantFrom(0, 2), (objects, size, indent) => {
        const texts = textsOf(Buffer.from(JSON.stringify(objects, undefined, indent)), size);
        expect(texts.map(([text, cut]) => [JSON.parse(text) as unknown, cut])).toEqual(
          objects.map((each) => [JSON.parse(JSON.stringify(each)), undefined]),
        );
      }),
      { numRuns: 2000 },
    );
  });
  test('are values that are written over several lines', () => {
    expect(textsOf(Buffer.from('{\n "a": "}\\"{"\n}\n{\n "b": 1\n}\n'), 3)).toEqual([
      ['{\n "a": "}\\"{"\n}', undefined],
      ['{\n "b": 1\n}', undefined],
    ]);
  });
  test('too long ones are told of, and the next ones read', () => {
    const content = Buffer.from(`{"a":1}\n${'x'.repeat(100)}\n{"b":2}\n${'y'.repeat(100)}`);
    for (const size of [1, 7, 1000]) {
      expect(textsOf(content, size, 50)).toEqual([
        ['{"a":1}', undefined],
        ['', 'too-long'],
        ['{"b":2}', undefined],
        ['', 'too-long'],
      ]);
    }
    expect(textsOf(Buffer.from(`[{"a":"${'x'.repeat(100)}"},{"b":2}]`), 9, 50)).toEqual([
      ['', 'too-long'],
      ['{"b":2}', undefined],
    ]);
  });
});

describe('files', () => {
  const LOG = jsonLines(generatedEvents(500, 3));

  test('plain, compressed, in several parts', async () => {
    expect((await observe(LOG)).requests).toBe(500);
    expect((await observe(zlib.gzipSync(LOG))).requests).toBe(500);
    expect((await observe(Buffer.concat([zlib.gzipSync(LOG), zlib.gzipSync(LOG)]))).requests).toBe(1000);
  });
  test('zstd where Node reads it without loss, else the remedy', async () => {
    const { zstdCompressSync } = zlib as { zstdCompressSync?: (data: string | Buffer) => Buffer };
    if (Number.parseInt(process.versions.node, 10) < 24) {
      const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0]);
      expect((await observe(magic)).error).toMatch(/compressed with zstd.*Use Node 24 or later, or pipe it: zstd -dc/s);
      return;
    }
    const whole = zstdCompressSync!(LOG);
    expect(await observe(Buffer.concat([whole, whole]))).toMatchObject({ requests: 1000, error: undefined });
    expect((await observe(whole.subarray(0, whole.length - 3))).error).toBe('it ends within the zstd stream: the rest is missing');
  });
  test('half a gzip: what there is counts, and the end is told of', async () => {
    const whole = zlib.gzipSync(LOG);
    const { requests, faults, error } = await observe(whole.subarray(0, whole.length / 2));
    expect(error).toBe('it ends within the gzip stream: the rest is missing');
    expect(requests).toBeGreaterThan(100);
    expect(requests).toBeLessThan(500);
    expect(faults).toEqual({ truncated: 1 });
  });
  test('a gzip that is damaged', async () => {
    const whole = zlib.gzipSync(LOG);
    whole.fill(0xff, 5000, 5064);
    expect((await observe(whole)).error).toMatch(/^it is not gzip from some byte on/);
  });
  test('empty, blank, binary', async () => {
    expect(await observe('')).toMatchObject({ requests: 0, faults: {}, error: undefined });
    expect(await observe('\n\n \n')).toMatchObject({ requests: 0, faults: {}, error: undefined });
    expect(
      (await observe(Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 7919) % 256)))).faults['not-json'],
    ).toBeGreaterThan(1);
  });
  test('a line of 10 MB, a broken one, one that is cut off', async () => {
    const large = JSON.stringify(auditEvent({ requestObject: { data: 'x'.repeat(10_000_000) } }));
    const { requests, faults, lines } = await observe(`${large}\n{"kind":"Event"\n${large.slice(0, 500)}`);
    expect([requests, faults]).toEqual([1, { 'not-json': 1, 'truncated': 1 }]);
    expect(lines.faults).toEqual([
      { line: 2, fault: 'not-json' },
      { line: 3, fault: 'truncated' },
    ]);
  });
  test('events that come late', async () => {
    const at = (time: string) => auditEvent({ stageTimestamp: `2026-11-30T${time}:00.000000Z` });
    expect((await observe(jsonLines([at('10:00'), at('10:10'), at('10:06'), at('10:04'), at('10:11')]))).outOfOrder).toBe(1);
  });
  test('one that cannot be opened', async () => {
    const state = new Observation();
    const { error } = await observeFile(state, path.join(dir, 'none'), { detect: () => [] });
    expect([error, state.cutFiles]).toEqual([expect.stringContaining('ENOENT'), 1]);
  });
});

describe('which files are read', () => {
  const named = (...names: readonly string[]) => names.forEach((name) => void write(name, ''));
  const found = (...paths: readonly string[]) =>
    logFiles(paths.map((each) => path.join(dir, each))).map((file) => path.relative(dir, file));

  test('rotated ones before the current one', () => {
    named('audit.log', 'audit.log.1', 'audit.log.10.gz', 'audit.log.2.gz', '.hidden');
    expect(found('.')).toEqual(['audit.log.10.gz', 'audit.log.2.gz', 'audit.log.1', 'audit.log']);
    fs.rmSync(dir, { recursive: true });
    named('audit.log', 'audit-2026-11-30T10-00-00.000.log', 'audit-2026-11-29T10-00-00.000.log.gz');
    expect(found('.')).toEqual(['audit-2026-11-29T10-00-00.000.log.gz', 'audit-2026-11-30T10-00-00.000.log', 'audit.log']);
  });
  test('globs, folders in folders, each file once', () => {
    named('a/x.log', 'a/b/y.log', 'z.txt');
    expect(found('*/*.log')).toEqual(['a/x.log']);
    expect(found('**/*.log', 'a')).toEqual(['a/b/y.log', 'a/x.log']);
  });
  test.each(['none', '*.gz', 'empty'])('%s names nothing', (name) => {
    fs.mkdirSync(path.join(dir, 'empty'), { recursive: true });
    expect(() => found(name)).toThrow(/so there is nothing to read/);
  });
});

test.each([
  ['2026-11-30T10:00:00.000001Z', '2026-11-30T10:00:00.000001Z'],
  ['2026-11-30T10:00:00Z', '2026-11-30T10:00:00.000000Z'],
  ['2026-11-30T10:00:00.123456789Z', '2026-11-30T10:00:00.123456Z'],
  ['2026-11-30T12:00:00.5+02:00', '2026-11-30T10:00:00.500000Z'],
  ['yesterday', undefined],
  ['', undefined],
  [null, undefined],
  [17, undefined],
])('the time %s', (value, expected) => {
  const micros = microsOf(value);
  expect(micros === undefined ? undefined : timeText(micros)).toBe(expected);
});
