import { execFileSync } from 'node:child_process';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');

/** 12,000 pods have more than 100,000 findings in all. A process of its own, whose heap cannot grow beyond the limit. */
const PROGRAM = `
  const { check } = require('./lib/cli/check/check');
  const { FORMATS } = require('./lib/cli/check/render');
  const fs = require('fs'), os = require('os'), path = require('path');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sarif-memory-'));
  const file = path.join(folder, 'a.yaml');
  const spec = 'spec: { containers: [{ name: c, image: i }] }\\n';
  const pod = (i) => '---\\napiVersion: v1\\nkind: Pod\\nmetadata: { name: p' + i + ', namespace: shop }\\n' + spec;
  fs.writeFileSync(file, Array.from({ length: 12_000 }, (_, i) => pod(i)).join(''));
  const { report } = check({ paths: [file], layers: [{ settings: { kubernetes: '1.37', profile: 'hardened', asOf: '2026-11-23' } }] });
  let characters = 0;
  for (const piece of FORMATS.sarif(report, { color: false, width: 100 })) characters += piece.length;
  fs.rmSync(folder, { recursive: true });
  console.log(JSON.stringify({ findings: report.result.findings.length, characters }));
`;

test('SARIF of 100,000 findings fits in 300 MB of memory', () => {
  const output = execFileSync(process.execPath, ['--max-old-space-size=240', '--max-semi-space-size=8', '-e', PROGRAM], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const { findings, characters } = JSON.parse(output) as { findings: number; characters: number };
  expect(findings).toBeGreaterThan(100_000);
  expect(characters).toBeGreaterThan(10_000_000);
});
